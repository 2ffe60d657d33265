import { readFully, type ByteSource } from "./byteSource.ts";

/** Bytes of UTF-16 between two places whose offsets in UTF-8 are known. */
const stepBytes = 1 << 20;

/**
 * A source whose bytes are UTF-16 (it begins with a byte order mark), as one of UTF-8, which the readers know; null for any
 * other. Only offsets are kept, one for every megabyte.
 */
export function utf16Source(source: ByteSource): ByteSource | null {
  const mark = new Uint8Array(2);
  if (source.size < 4 || readFully(source, mark, 0) < 2) return null;
  const isLittle = mark[0] === 0xff && mark[1] === 0xfe;
  const isBig = mark[0] === 0xfe && mark[1] === 0xff;
  // UTF-32 begins with the same two bytes, and zeros behind them.
  const next = new Uint8Array(2);
  readFully(source, next, 2);
  if ((!isLittle && !isBig) || (isLittle && next[0] === 0 && next[1] === 0)) return null;
  return new Utf16Source(source, isLittle ? "utf-16le" : "utf-16be");
}

class Utf16Source implements ByteSource {
  readonly size: number;
  readonly #source: ByteSource;
  readonly #encoding: string;
  /** Where the UTF-8 of every step begins. */
  readonly #starts: number[] = [];
  #kept: { step: number; bytes: Uint8Array } | null = null;

  constructor(source: ByteSource, encoding: string) {
    this.#source = source;
    this.#encoding = encoding;
    let size = 0;
    for (let step = 0; step * stepBytes < source.size; step++) {
      this.#starts.push(size);
      size += this.#decoded(step).length;
    }
    this.size = size;
  }

  read(target: Uint8Array, offset: number): number {
    let step = this.#starts.length - 1;
    while (step > 0 && this.#starts[step] > offset) step--;
    const bytes = this.#decoded(step);
    const part = bytes.subarray(offset - this.#starts[step], offset - this.#starts[step] + target.length);
    target.set(part);
    return part.length;
  }

  /** The UTF-8 of a step. A pair of surrogates that is cut in two belongs to the first. */
  #decoded(step: number): Uint8Array {
    if (this.#kept?.step === step) return this.#kept.bytes;
    const start = step * stepBytes;
    const units = new Uint8Array(Math.min(stepBytes + 2, this.#source.size - start));
    const length = readFully(this.#source, units, start);
    const isBig = this.#encoding === "utf-16be";
    const isLow = (at: number): boolean => at < length && (units[isBig ? at : at + 1] & 0xfc) === 0xdc;
    const from = step > 0 && isLow(0) ? 2 : 0;
    const end = length > stepBytes && isLow(stepBytes) ? stepBytes + 2 : Math.min(stepBytes, length);
    // The decoder keeps no byte order mark: where the text begins is where the file's begins.
    const text = new TextDecoder(this.#encoding).decode(units.subarray(from, end));
    const bytes = new TextEncoder().encode(text);
    this.#kept = { step, bytes };
    return bytes;
  }
}
