import { broken, type Cursor } from "./cursor.ts";
import type { Storage } from "./storage.ts";

/** One message of an object header: a property of a group or a dataset. */
export interface HeaderMessage {
  readonly type: number;
  readonly cursor: Cursor;
}

/** The types that are read. */
export const messageType = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

const sharedFlag = 2;
const maximumContinuations = 4096;
/** The longest fixed part of a version 2 header. */
const longestPrefix = 34;

/** How the messages of one header are written. */
interface Layout {
  readonly isOld: boolean;
  readonly hasOrder: boolean;
}

/**
 * The messages of an object header, versions 1 and 2, its continuations included. A message that is shared stands elsewhere: it
 * is left out, and what needs it says that it is missing.
 *
 * **Source**: HDF5 File Format Specification, IV.A.1.
 */
export async function readObjectHeader(storage: Storage, address: number): Promise<HeaderMessage[]> {
  const head = await storage.head(address, longestPrefix);
  const isOld = head.uint(1) === 1;
  if (isOld) {
    head.skip(7);
    const length = head.uint(4);
    return readMessages(storage, { isOld, hasOrder: false }, await storage.cursor(address + 16, length));
  }
  if (head.text(3) !== "HDR" || head.uint(1) !== 2) throw broken();
  const flags = head.uint(1);
  head.skip(flags & 0x20 ? 16 : 0);
  head.skip(flags & 0x10 ? 4 : 0);
  const length = head.uint(1 << (flags & 3));
  const messages = await storage.cursor(address + head.position, length);
  return readMessages(storage, { isOld, hasOrder: (flags & 4) !== 0 }, messages);
}

async function readMessages(storage: Storage, layout: Layout, first: Cursor): Promise<HeaderMessage[]> {
  const messages: HeaderMessage[] = [];
  const blocks = [first];
  for (let i = 0; i < blocks.length; i++) {
    for (const message of messagesOf(blocks[i], layout)) {
      if (message.type !== messageType.continuation) {
        messages.push(message);
        continue;
      }
      if (blocks.length > maximumContinuations) throw broken();
      blocks.push(await continuation(storage, layout, message.cursor));
    }
  }
  return messages;
}

async function continuation(storage: Storage, { isOld }: Layout, cursor: Cursor): Promise<Cursor> {
  const address = cursor.address();
  const length = cursor.length();
  if (address === null) throw broken();
  if (isOld) return storage.cursor(address, length);
  const block = await storage.cursor(address, Math.max(length - 4, 4));
  if (block.text(4) !== "OCHK") throw broken();
  return block;
}

function messagesOf(block: Cursor, { isOld, hasOrder }: Layout): HeaderMessage[] {
  const messages: HeaderMessage[] = [];
  const prefix = isOld ? 8 : hasOrder ? 6 : 4;
  while (block.remaining >= prefix) {
    const type = block.uint(isOld ? 2 : 1);
    const length = block.uint(2);
    const flags = block.uint(1);
    block.skip(prefix - (isOld ? 5 : 4));
    const cursor = block.part(length);
    if ((flags & sharedFlag) === 0) messages.push({ type, cursor });
  }
  return messages;
}
