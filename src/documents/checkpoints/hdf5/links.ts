import { broken, textOf, type Cursor } from "./cursor.ts";
import { readDense } from "./heap/dense.ts";
import { messageType, type HeaderMessage } from "./objectHeader.ts";
import type { Storage } from "./storage.ts";
import { leaves } from "./treeNodes.ts";

/**
 * The members of a group by name, with the addresses of their object headers. Soft and external links are passed over: nothing
 * outside the file is opened.
 *
 * **Source**: HDF5 File Format Specification, III.A.1, III.B to III.D, IV.A.2.c, IV.A.2.g.
 */
export async function readLinks(storage: Storage, messages: readonly HeaderMessage[]): Promise<Map<string, number>> {
  const links = new Map<string, number>();
  for (const { type, cursor } of messages) {
    if (type === messageType.symbolTable) await readSymbolTable(storage, cursor, links);
    else if (type === messageType.link) readLink(cursor, links);
    else if (type === messageType.linkInfo) {
      for (const link of await readDense(storage, cursor, "links")) readLink(link, links);
    }
  }
  return links;
}

function readLink(cursor: Cursor, links: Map<string, number>): void {
  if (cursor.uint(1) !== 1) throw broken();
  const flags = cursor.uint(1);
  const isHard = (flags & 8) === 0 || cursor.uint(1) === 0;
  cursor.skip(flags & 4 ? 8 : 0);
  cursor.skip(flags & 0x10 ? 1 : 0);
  const name = cursor.text(cursor.uint(1 << (flags & 3)));
  const address = isHard ? cursor.address() : null;
  if (address !== null) links.set(name, address);
}

async function readSymbolTable(storage: Storage, cursor: Cursor, links: Map<string, number>): Promise<void> {
  const tree = cursor.address();
  const heap = cursor.address();
  if (tree === null || heap === null) return;
  const names = await readLocalHeap(storage, heap);
  for await (const { address } of leaves(storage, tree, { type: 0, keyLength: storage.sizes.length })) {
    await readSymbols(storage, address, names, links);
  }
}

async function readLocalHeap(storage: Storage, address: number): Promise<Uint8Array> {
  const cursor = await storage.head(address, 8 + 2 * storage.sizes.length + storage.sizes.offset);
  if (cursor.text(4) !== "HEAP") throw broken();
  cursor.skip(4);
  const length = cursor.length();
  cursor.length();
  const start = cursor.address();
  if (start === null) throw broken();
  return storage.bytes(start, length);
}

async function readSymbols(
  storage: Storage,
  address: number,
  names: Uint8Array,
  links: Map<string, number>,
): Promise<void> {
  const head = await storage.cursor(address, 8);
  if (head.text(4) !== "SNOD") throw broken();
  head.skip(2);
  const numSymbols = head.uint(2);
  const { offset } = storage.sizes;
  const cursor = await storage.cursor(address + 8, numSymbols * (2 * offset + 24));
  for (let i = 0; i < numSymbols; i++) {
    const name = cursor.uint(offset);
    const header = cursor.address();
    cursor.skip(24);
    if (name >= names.length) throw broken();
    if (header !== null) links.set(textOf(names.subarray(name)), header);
  }
}
