import type { ByteScanner } from "../../../documents/stream/byteScanner.ts";

/** Rows of one range that were picked for what needs values: the heat map, the pages of values, the plots. */
export interface SampledRows {
  /** Row-major. */
  readonly values: Float64Array;
  /** Which row of the range each is, among those that were kept, from 0. */
  readonly rows: Int32Array;
  /** Line ends between the start of the range and each. */
  readonly lines: Int32Array;
}

/**
 * Picks rows by chance, the same ones for the same file every time: whether a row is picked depends only on its place in
 * its range and on the range's number.
 */
export class RowSampler {
  readonly #threshold: number;
  readonly #seed: number;
  readonly #values: Float64Array[] = [];
  readonly #rows: number[] = [];
  readonly #lines: number[] = [];
  #seen = 0;

  /** @param share of the rows to pick, 0 to 1 */
  constructor(share: number, range: number) {
    this.#threshold = share * 2 ** 32;
    this.#seed = Math.imul(range + 1, 0x9e3779b1);
  }

  /** Looks at the rows of a block. */
  add(scanner: ByteScanner): void {
    const lines = scanner.blockLines();
    const { rowLength } = scanner;
    const values = scanner.blockValues();
    for (let row = 0; row < lines.length; row++) {
      const index = this.#seen++;
      if (mix(this.#seed + index) >= this.#threshold) continue;
      this.#values.push(values.slice(row * rowLength, (row + 1) * rowLength));
      this.#rows.push(index);
      this.#lines.push(lines[row]);
    }
  }

  get rowsSeen(): number {
    return this.#seen;
  }

  take(): SampledRows {
    return {
      values: concatenate(this.#values),
      rows: Int32Array.from(this.#rows),
      lines: Int32Array.from(this.#lines),
    };
  }
}

/** Arrays one behind the other. */
export function concatenate(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** 32 bits that look random, from a counter (SplitMix32's finalizer). */
function mix(counter: number): number {
  let word = counter | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}
