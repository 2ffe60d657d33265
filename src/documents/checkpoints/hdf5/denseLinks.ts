import { unsupported, type Cursor } from "./cursor.ts";
import type { Storage } from "./storage.ts";

export function readDenseLinks(_storage: Storage, cursor: Cursor): Promise<Cursor[]> {
  cursor.skip(1);
  const flags = cursor.uint(1);
  cursor.skip(flags & 1 ? 8 : 0);
  if (cursor.address() === null) return Promise.resolve([]);
  throw unsupported("fractal heaps");
}
