import { t } from "@vscode/l10n";
import { CheckpointError } from "./checkpointError.ts";
import type { ByteRanges } from "./types.ts";

/** Measured on ResNet-50: smaller ones read less and cost more calls. */
const blockLength = 16_384;
const maximumBlocks = 128;

/** Bytes in memory, by range. */
export function bytesInMemory(bytes: Uint8Array): ByteRanges {
  return {
    byteLength: bytes.length,
    slice: (from, to) => Promise.resolve(bytes.subarray(Math.max(from, 0), Math.max(from, to, 0))),
  };
}

/**
 * The same bytes read in blocks of 16 kB, the last ones kept: the many small neighbours that a batch norm layer consists of cost
 * one read. What is longer than a block is read at once and not kept.
 */
export function inBlocks(bytes: ByteRanges): ByteRanges {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const blockAt = (index: number): Promise<Uint8Array> => {
    const block = blocks.get(index) ?? bytes.slice(index * blockLength, (index + 1) * blockLength);
    blocks.delete(index);
    blocks.set(index, block);
    if (blocks.size > maximumBlocks) blocks.delete(blocks.keys().next().value ?? index);
    return block;
  };
  return {
    byteLength: bytes.byteLength,
    slice: async (from, to) => {
      const start = Math.max(from, 0);
      const end = Math.min(to, bytes.byteLength);
      if (end - start > blockLength) return bytes.slice(start, end);
      const first = Math.floor(start / blockLength);
      if (end > start && end <= (first + 1) * blockLength) {
        return (await blockAt(first)).subarray(start - first * blockLength, end - first * blockLength);
      }
      const result = new Uint8Array(Math.max(end - start, 0));
      let length = 0;
      while (length < result.length) {
        const index = Math.floor((start + length) / blockLength);
        const inBlock = start + length - index * blockLength;
        const part = (await blockAt(index)).subarray(inBlock, inBlock + result.length - length);
        if (part.length === 0) break;
        result.set(part, length);
        length += part.length;
      }
      return result.subarray(0, length);
    },
  };
}

/**
 * The bytes from `from` to `to`, all of them.
 *
 * @param what what stands there, for the message
 * @throws CheckpointError TRUNCATED where the file ends before
 */
export async function sliceExactly(bytes: ByteRanges, from: number, to: number, what: string): Promise<Uint8Array> {
  const isInside = from >= 0 && from <= to && to <= bytes.byteLength;
  const part = isInside ? await bytes.slice(from, to) : null;
  if (part?.length === to - from) return part;
  throw new CheckpointError(
    "TRUNCATED",
    t("{0} requires bytes up to {1}, the file has {2}", what, to, bytes.byteLength),
  );
}

/** The part of `bytes` between two offsets, as bytes of their own. */
export function withinRange(bytes: ByteRanges, start: number, end: number): ByteRanges {
  return {
    byteLength: Math.max(end - start, 0),
    slice: (from, to) => bytes.slice(start + Math.max(from, 0), Math.min(start + to, end)),
  };
}
