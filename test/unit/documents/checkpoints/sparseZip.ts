import type { ByteRanges } from "../../../../src/documents/checkpoints/types.ts";

/** One entry: its bytes, or how many zeros stand for them. */
export type SparseEntry = readonly [name: string, content: Uint8Array | number];

interface Piece {
  readonly start: number;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();

function header(length: number, write: (view: DataView) => void, ...rest: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(rest.reduce((sum, part) => sum + part.length, length));
  write(new DataView(bytes.buffer));
  let offset = length;
  for (const part of rest) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/**
 * A zip archive of stored entries with zip64 numbers throughout, as large as wanted: only what is not zero is in memory. It counts
 * what is asked for.
 */
export function sparseZip(entries: readonly SparseEntry[]): ByteRanges & { readonly numRead: () => number } {
  const pieces: Piece[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const put = (bytes: Uint8Array): void => {
    pieces.push({ start: offset, bytes });
    offset += bytes.length;
  };
  for (const [name, content] of entries) {
    const size = typeof content === "number" ? content : content.length;
    directory.push(directoryEntry(encoder.encode(name), size, offset));
    put(localHeader(encoder.encode(name)));
    if (typeof content === "number") offset += content;
    else put(content);
  }
  const start = offset;
  for (const entry of directory) put(entry);
  const length = offset - start;
  const end64 = offset;
  put(
    header(56, (view) => {
      view.setUint32(0, 0x06064b50, true);
      view.setBigUint64(32, BigInt(entries.length), true);
      view.setBigUint64(40, BigInt(length), true);
      view.setBigUint64(48, BigInt(start), true);
    }),
  );
  put(
    header(20, (view) => {
      view.setUint32(0, 0x07064b50, true);
      view.setBigUint64(8, BigInt(end64), true);
    }),
  );
  put(
    header(22, (view) => {
      view.setUint32(0, 0x06054b50, true);
    }),
  );
  return rangesOf(pieces, offset);
}

function localHeader(name: Uint8Array): Uint8Array {
  return header(
    30,
    (view) => {
      view.setUint32(0, 0x04034b50, true);
      view.setUint16(26, name.length, true);
    },
    name,
  );
}

/** The checksum is left out, as torch can: nobody sums up zeros of 10 GB. */
function directoryEntry(name: Uint8Array, size: number, offset: number): Uint8Array {
  const extra = header(28, (view) => {
    view.setUint16(0, 1, true);
    view.setUint16(2, 24, true);
    view.setBigUint64(4, BigInt(size), true);
    view.setBigUint64(12, BigInt(size), true);
    view.setBigUint64(20, BigInt(offset), true);
  });
  const fixed = (view: DataView): void => {
    view.setUint32(0, 0x02014b50, true);
    view.setUint32(20, 0xffffffff, true);
    view.setUint32(24, 0xffffffff, true);
    view.setUint16(28, name.length, true);
    view.setUint16(30, extra.length, true);
    view.setUint32(42, 0xffffffff, true);
  };
  return header(46, fixed, name, extra);
}

function rangesOf(pieces: readonly Piece[], byteLength: number): ByteRanges & { readonly numRead: () => number } {
  let numRead = 0;
  return {
    byteLength,
    numRead: () => numRead,
    slice: (from, to) => {
      const end = Math.min(to, byteLength);
      const result = new Uint8Array(end - from);
      numRead += result.length;
      for (const { start, bytes } of pieces) {
        const first = Math.max(start, from);
        const last = Math.min(start + bytes.length, end);
        if (first < last) result.set(bytes.subarray(first - start, last - start), first - from);
      }
      return Promise.resolve(result);
    },
  };
}
