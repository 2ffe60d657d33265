import { PlaceList } from "./placeList.ts";

/** Numbers with their places that stand elsewhere until they are appended; none is missing, no place irregular. */
export interface NumberBlock {
  readonly values: Float64Array;
  readonly gaps: Uint8Array;
  readonly lengths: Uint8Array;
  readonly anchors: Uint32Array;
  /** The end of the last token. */
  readonly lastEnd: number;
}

/** Numbers that wait elsewhere until they are appended to a list. */
export interface PendingNumbers {
  /** Appends them. */
  settle(): void;
  /** Lets one more wait; false where that cannot be. */
  push(value: number, start: number, end: number): boolean;
}

/** Numbers with the places of their tokens, appended one by one or in blocks: arrays that grow with the text read. */
export class NumberList {
  count = 0;
  /** Whether a NaN was ever pushed: a missing value, or a cell that is text. */
  hasMissing = false;
  /** Where numbers are that `count` counts already, but that are not in the arrays yet. */
  pending: PendingNumbers | null = null;
  private readonly textLength: number;
  private numbers: Float64Array;
  private readonly placeList: PlaceList;

  /**
   * @param textLength of the text that the numbers come from, to guess how many there are; 0 where they are a part
   * @param capacity how many there is room for at first
   */
  constructor(textLength: number, capacity = 4096) {
    this.textLength = textLength;
    this.numbers = new Float64Array(capacity);
    this.placeList = new PlaceList(capacity);
  }

  /** At least `count` numbers. */
  get values(): Float64Array {
    this.pending?.settle();
    return this.numbers;
  }

  get places(): PlaceList {
    this.pending?.settle();
    return this.placeList;
  }

  push(value: number, start: number, end: number): void {
    if (this.pending?.push(value, start, end) === true) {
      this.count++;
      this.hasMissing ||= Number.isNaN(value);
      return;
    }
    this.pending?.settle();
    this.add(value, end);
    this.placeList.push(start, end);
  }

  /** Appends a missing value that has no token. */
  pushMissing(): void {
    this.pending?.settle();
    this.add(NaN, 0);
    this.placeList.pushNone();
  }

  private add(value: number, end: number): void {
    const { count } = this;
    if (count === this.numbers.length) {
      this.reserve(end, 1);
    }
    this.hasMissing ||= Number.isNaN(value);
    this.numbers[count] = value;
    this.count = count + 1;
  }

  /** Puts numbers into the arrays that `count` counts already. */
  appendBlock({ values, gaps, lengths, anchors, lastEnd }: NumberBlock): void {
    const before = this.placeList.length;
    if (this.count > this.numbers.length) {
      this.reserve(lastEnd, 0);
    }
    this.numbers.set(values, before);
    this.placeList.appendBlock(gaps, lengths, anchors, lastEnd);
  }

  /** Takes back all but the first `count` numbers. */
  truncate(count: number): void {
    this.pending?.settle();
    this.count = count;
    this.placeList.truncate(count);
  }

  /** Makes room for `added` numbers more, and as many as the text up to `position` suggests for all of it, and 6%. */
  private reserve(position: number, added: number): void {
    const { count, textLength } = this;
    const expected = Math.ceil((count / Math.max(position, 1)) * textLength * 1.06);
    const capacity = Math.max(expected, count * (textLength > 0 ? 1.25 : 2), count + added) + 16;
    const numbers = new Float64Array(capacity);
    numbers.set(this.numbers);
    this.numbers = numbers;
    this.placeList.reserve(numbers.length);
  }
}
