import { broken, type Cursor } from "../cursor.ts";
import type { Storage } from "../storage.ts";

/** Signature, version, type and checksum of a node. */
const frameLength = 10;
const maximumDepth = 8;

/** How the nodes of one tree are laid out. */
interface Layout {
  readonly nodeLength: number;
  readonly recordLength: number;
  /** Bytes that count the records of a child. */
  readonly countLength: number;
  /** Bytes that count all records below a child at each depth of the child; 0 for leaves. */
  readonly totalLengths: readonly number[];
}

/**
 * The records of a version 2 B-tree, in order.
 *
 * **Source**: HDF5 File Format Specification, III.A.2; the lengths of the counts as H5B2hdr.c has them.
 */
export async function readRecords(storage: Storage, address: number): Promise<Cursor[]> {
  const head = await storage.head(address, 64);
  if (head.text(4) !== "BTHD") throw broken();
  head.skip(2);
  const nodeLength = head.uint(4);
  const recordLength = head.uint(2);
  const depth = head.uint(2);
  head.skip(2);
  const root = head.address();
  const numRecords = head.uint(2);
  if (root === null) return [];
  if (depth > maximumDepth || recordLength === 0 || nodeLength < frameLength + recordLength) throw broken();
  const layout = layoutOf(storage, { nodeLength, recordLength, depth });
  const records: Cursor[] = [];
  await readNode(storage, layout, { address: root, numRecords, depth }, records);
  return records;
}

interface Node {
  readonly address: number;
  readonly numRecords: number;
  readonly depth: number;
}

/** The depth is limited, and with it the recursion; the storage counts the nodes. */
async function readNode(storage: Storage, layout: Layout, node: Node, records: Cursor[]): Promise<void> {
  const { recordLength, countLength, totalLengths, nodeLength } = layout;
  const cursor = await storage.head(node.address, nodeLength);
  if (cursor.text(4) !== (node.depth === 0 ? "BTLF" : "BTIN")) throw broken();
  cursor.skip(2);
  const own = Array.from({ length: node.numRecords }, () => cursor.part(recordLength));
  if (node.depth === 0) {
    records.push(...own);
    return;
  }
  for (let i = 0; i <= node.numRecords; i++) {
    const address = cursor.address();
    const numRecords = cursor.uint(countLength);
    cursor.skip(totalLengths[node.depth - 1]);
    if (address === null) throw broken();
    await readNode(storage, layout, { address, numRecords, depth: node.depth - 1 }, records);
    if (i < own.length) records.push(own[i]);
  }
}

function layoutOf(
  storage: Storage,
  { nodeLength, recordLength, depth }: { nodeLength: number; recordLength: number; depth: number },
): Layout {
  const most = Math.floor((nodeLength - frameLength) / recordLength);
  const countLength = bytesFor(most);
  const totalLengths = [0];
  let total = most;
  for (let level = 1; level <= depth; level++) {
    const pointer = storage.sizes.offset + countLength + totalLengths[level - 1];
    const own = Math.floor((nodeLength - frameLength - pointer) / (recordLength + pointer));
    total = (own + 1) * total + own;
    totalLengths.push(bytesFor(total));
  }
  return { nodeLength, recordLength, countLength, totalLengths };
}

/** Bytes that a number up to `limit` takes. */
export function bytesFor(limit: number): number {
  return limit < 1 ? 1 : Math.floor(Math.log2(limit) / 8) + 1;
}
