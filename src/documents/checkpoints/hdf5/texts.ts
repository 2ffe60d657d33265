import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import { broken, textOf, type Cursor } from "./cursor.ts";
import type { Datatype } from "./datatype.ts";
import type { Storage } from "./storage.ts";

/** A configuration of 10^4 layers has 5 MB. */
const maximumBytes = 67_108_864;
const maximumTexts = 200_000;

/**
 * Texts of a fixed length, or of any length from the global heap.
 *
 * **Source**: HDF5 File Format Specification, III.E (global heap), IV.B (variable-length data).
 *
 * @param cursor over the elements
 * @returns null for elements that are not texts
 */
export async function readTexts(
  storage: Storage,
  cursor: Cursor,
  datatype: Datatype,
  numElements: number,
): Promise<string[] | null> {
  if (datatype.kind !== "text" && datatype.kind !== "longText") return null;
  if (numElements > maximumTexts) throw tooLarge();
  const texts: string[] = [];
  const heaps = new Map<number, Map<number, Uint8Array>>();
  for (let i = 0; i < numElements; i++) {
    if (datatype.kind === "text") {
      texts.push(cursor.text(datatype.size));
      continue;
    }
    const length = cursor.uint(4);
    const address = cursor.address();
    const index = cursor.uint(4);
    texts.push(length === 0 || address === null ? "" : await heapText(storage, heaps, { address, index, length }));
  }
  return texts;
}

async function heapText(
  storage: Storage,
  heaps: Map<number, Map<number, Uint8Array>>,
  { address, index, length }: { address: number; index: number; length: number },
): Promise<string> {
  const heap = heaps.get(address) ?? (await readGlobalHeap(storage, address));
  heaps.set(address, heap);
  const bytes = heap.get(index);
  if (bytes === undefined || bytes.length < length) throw broken();
  return textOf(bytes.subarray(0, length));
}

async function readGlobalHeap(storage: Storage, address: number): Promise<Map<number, Uint8Array>> {
  const head = await storage.cursor(address, 8 + storage.sizes.length);
  if (head.text(4) !== "GCOL") throw broken();
  head.skip(4);
  const length = head.length();
  if (length > maximumBytes) throw tooLarge();
  const objects = new Map<number, Uint8Array>();
  const cursor = await storage.cursor(address + head.position, Math.max(length - head.position, 0));
  while (cursor.remaining >= 8 + storage.sizes.length) {
    const index = cursor.uint(2);
    // Index 0 is the free space at the end.
    if (index === 0) break;
    cursor.skip(6);
    objects.set(index, cursor.bytes(cursor.length()));
    cursor.skip(Math.min((8 - (cursor.position % 8)) % 8, cursor.remaining));
  }
  return objects;
}

function tooLarge(): CheckpointError {
  return new CheckpointError("TOO_LARGE", t("HDF5 file requires texts of at most {0} bytes", maximumBytes));
}
