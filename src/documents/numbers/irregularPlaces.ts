import type { Span } from "../types.ts";

/** Places of tokens that stand far apart, or are long: kept in full, in the order of the tokens. */
export class IrregularPlaces {
  #tokens = new Uint32Array(0);
  #starts = new Uint32Array(0);
  #ends = new Uint32Array(0);
  #count = 0;
  /** Where the last one was found: the next is mostly beside it. */
  #near = 0;

  /** Appends the place of a token behind all before it. */
  push(token: number, { start, end }: Span): void {
    const i = this.#count++;
    if (i === this.#tokens.length) {
      this.#tokens = grown(this.#tokens);
      this.#starts = grown(this.#starts);
      this.#ends = grown(this.#ends);
    }
    this.#tokens[i] = token;
    this.#starts[i] = start;
    this.#ends[i] = end;
  }

  startOf(token: number): number {
    return this.#starts[this.#find(token)];
  }

  endOf(token: number): number {
    return this.#ends[this.#find(token)];
  }

  /** Takes back the tokens from `length` on. */
  truncate(length: number): void {
    while (this.#count > 0 && this.#tokens[this.#count - 1] >= length) {
      this.#count--;
    }
  }

  /** Where a token stands in the lists; it is in them. */
  #find(token: number): number {
    const near = this.#near;
    for (let i = Math.max(0, near - 1); i < Math.min(near + 2, this.#count); i++) {
      if (this.#tokens[i] === token) {
        return (this.#near = i);
      }
    }
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#tokens[middle] < token) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (this.#near = low);
  }
}

function grown(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(list.length * 2 + 16);
  larger.set(list);
  return larger;
}
