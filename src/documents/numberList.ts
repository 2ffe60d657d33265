/** Numbers with the places of their tokens, appended one by one: three typed arrays that grow with the text read. */
export class NumberList {
  values: Float64Array;
  starts: Uint32Array;
  ends: Uint32Array;
  count = 0;
  /** Whether a NaN was ever pushed: a missing value, or a cell that is text. */
  hasMissing = false;
  private readonly textLength: number;

  /**
   * @param textLength of the text that the numbers come from, to guess how many there are; 0 where they are a part
   * @param capacity how many there is room for at first
   */
  constructor(textLength: number, capacity = 4096) {
    this.textLength = textLength;
    this.values = new Float64Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
  }

  push(value: number, start: number, end: number): void {
    const { count } = this;
    if (count === this.values.length) {
      this.reserve(end);
    }
    this.hasMissing ||= Number.isNaN(value);
    this.values[count] = value;
    this.starts[count] = start;
    this.ends[count] = end;
    this.count = count + 1;
  }

  /** Makes room for as many numbers as the text up to `position` suggests for all of it, and 6 % more. */
  reserve(position: number): void {
    const expected = Math.ceil((this.count / Math.max(position, 1)) * this.textLength * 1.06);
    const capacity = Math.max(expected, this.count * (this.textLength > 0 ? 1.25 : 2)) + 16;
    this.values = grown(this.values, new Float64Array(capacity));
    this.starts = grown(this.starts, new Uint32Array(capacity));
    this.ends = grown(this.ends, new Uint32Array(capacity));
  }
}

function grown<T extends Float64Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
