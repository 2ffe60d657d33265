import type { ByteRanges } from "../types.ts";

/** Each step unpacks to at most a thousand times as much, which is in memory before it can be counted. */
const stepLength = 8192;

/** What went wrong with deflated bytes; null: nothing. */
export interface Inflated {
  readonly bytes: Uint8Array;
  /** Whether the stream ended, or the range was reached, as announced. */
  readonly isSound: boolean;
}

/**
 * Unpacks deflated bytes and keeps those from `from` to `to`; stops as soon as it has them.
 *
 * @param size what all of it is announced to unpack to: more is never kept, and is unsound
 */
export async function inflateRange(
  packed: ByteRanges,
  { size, from, to }: { size: number; from: number; to: number },
): Promise<Inflated> {
  // Loaded when it is needed: PyTorch and NumPy store their files.
  const { Inflate } = await import("fflate");
  const bytes = new Uint8Array(to - from);
  let length = 0;
  const inflate = new Inflate((part) => {
    const first = Math.max(from - length, 0);
    if (length + first < to && first < part.length) {
      bytes.set(part.subarray(first, Math.min(part.length, to - length)), length + first - from);
    }
    length += part.length;
  });
  const mayStopBefore = to < size;
  try {
    for (let offset = 0; offset < packed.byteLength; offset += stepLength) {
      const isLast = offset + stepLength >= packed.byteLength;
      inflate.push(await packed.slice(offset, offset + stepLength), isLast);
      if (length > size) return { bytes, isSound: false };
      if (mayStopBefore && length >= to) return { bytes, isSound: true };
    }
  } catch {
    // Whatever the library found wrong, the bytes are broken.
    return { bytes, isSound: false };
  }
  return { bytes, isSound: length === size };
}
