/** A stretch of a file: rows that start in [start, stop). */
export interface ByteRange {
  readonly start: number;
  readonly stop: number;
}

/** Where a range's rows ended. */
export interface RangeResult {
  /** Offset at which the next range's first row starts, or the end of the data. */
  readonly end: number;
  /** Whether the bracket that closes the array stands there. */
  readonly isArrayEnd: boolean;
  readonly lines: number;
  readonly incompleteRows: number;
}
