import { broken, type Cursor } from "./cursor.ts";
import type { Storage } from "./storage.ts";

/** What a leaf of a version 1 B-tree points to. */
export interface TreeLeaf {
  readonly address: number;
  /** The key before it. */
  readonly key: Cursor;
}

/**
 * The leaves of a version 1 B-tree in order. No node is read twice: a cyclic tree is broken.
 *
 * **Source**: HDF5 File Format Specification, III.A.1.
 *
 * @param type 0 for groups, 1 for chunks
 */
export async function* leaves(
  storage: Storage,
  root: number,
  { type, keyLength }: { type: number; keyLength: number },
): AsyncGenerator<TreeLeaf> {
  const waiting = [root];
  const seen = new Set<number>();
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (seen.has(address)) throw broken();
    seen.add(address);
    const { level, children } = await readNode(storage, address, { type, keyLength });
    if (level === 0) yield* children;
    else waiting.push(...children.map((child) => child.address).reverse());
  }
}

async function readNode(storage: Storage, address: number, { type, keyLength }: { type: number; keyLength: number }) {
  const { offset } = storage.sizes;
  const headLength = 8 + 2 * offset;
  const head = await storage.cursor(address, headLength);
  if (head.text(4) !== "TREE" || head.uint(1) !== type) throw broken();
  const level = head.uint(1);
  const numChildren = head.uint(2);
  const cursor = await storage.cursor(address + headLength, numChildren * (keyLength + offset));
  const children: TreeLeaf[] = [];
  for (let i = 0; i < numChildren; i++) {
    const key = cursor.part(keyLength);
    const child = cursor.address();
    if (child === null) throw broken();
    children.push({ address: child, key });
  }
  return { level, children };
}
