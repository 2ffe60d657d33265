import type { Cursor } from "../cursor.ts";
import { FractalHeap } from "./fractalHeap.ts";
import { readRecords } from "./recordTree.ts";
import type { Storage } from "../storage.ts";

/** Where a record of the tree of names holds the identifier of its object: behind the hash of a link's name, before an attribute's. */
const identifiers = { links: { start: 4, length: 7 }, attributes: { start: 0, length: 8 } };
/** Bytes of the largest number so far of creation order. */
const orderLengths = { links: 8, attributes: 2 };

/**
 * The messages that a group or an object with many members keeps in a heap: its links, or its attributes. None where it keeps them
 * in its header.
 *
 * **Source**: HDF5 File Format Specification, IV.A.2.c (link info), IV.A.2.v (attribute info).
 *
 * @param info the message that says where
 */
export async function readDense(storage: Storage, info: Cursor, kind: keyof typeof identifiers): Promise<Cursor[]> {
  info.skip(1);
  const flags = info.uint(1);
  info.skip(flags & 1 ? orderLengths[kind] : 0);
  const heapAddress = info.address();
  const names = info.address();
  if (heapAddress === null || names === null) return [];
  const heap = await FractalHeap.open(storage, heapAddress);
  const { start, length } = identifiers[kind];
  const members: Cursor[] = [];
  for (const record of await readRecords(storage, names)) {
    record.skip(start);
    members.push(await heap.read(record.part(length)));
  }
  return members;
}
