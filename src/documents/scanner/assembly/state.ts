// What the scanner and whoever drives it share: registers that both read and write. Addresses are offsets in memory.

/** End of the bytes to scan; a 0 stands there. */
export let limit: usize = 0;
/** Rows that begin at or behind this address belong to the next range. */
export let stop: usize = 0;
/** 1 where nothing follows behind `limit`: a row that reaches it is complete. */
export let isFinal: i32 = 0;
/** Why the last scan ended: one of the statuses below. */
export let status: i32 = 0;
/** Where the fault of a status is, and a number about it. */
export let faultStart: usize = 0;
export let faultCount: i32 = 0;
export let faultExpected: i32 = 0;

/** Line ends passed since the range began. */
export let lines: i32 = 0;
/** Rows in the block, and how many it can hold. */
export let rows: i32 = 0;
export let capacity: i32 = 0;
/** The block: `rowSize` bytes a row, float64; NaN where a value is missing. */
export let block: usize = 0;
export let rowSize: i32 = 0;
/** Line of every row in the block, from 0 where the range began. */
export let rowLines: usize = 0;

/** What becomes of rows with a missing value: `keep`, `omit` or `refuse` below. */
export let incomplete: i32 = 0;
export let incompleteRows: i32 = 0;
/** Code of "." or ",". */
export let decimalPoint: u32 = 46;
/** Table of powers of five for `toDouble`, 16 bytes each, the power −342 first. */
export let powersOfFive: usize = 0;

/** The scan goes on. */
export const scanning: i32 = -1;
/** The range goes on, but the bytes end inside a row. */
export const needsInput: i32 = 0;
/** The block is full. */
export const blockFull: i32 = 1;
/** The next row belongs to the next range, or there is none. */
export const rangeEnd: i32 = 2;
/** A row has another number of values: `faultCount`. */
export const ragged: i32 = 3;
export const unclosedQuote: i32 = 4;
export const binary: i32 = 5;
/** JSON: something else was expected at `faultStart`. */
export const unexpected: i32 = 6;
/** JSON: the bracket that closes the array of samples is at the position. */
export const arrayEnd: i32 = 7;

/** A value is missing at `faultStart`, and `incomplete` does not allow it. */
export const missingValue: i32 = 8;

/** A row that the rules for plain ones do not cover: the text reader's have to read it. */
export const unusual: i32 = 9;

/** What `incomplete` can say about rows with a missing value. */
export const keep: i32 = 0;
export const omit: i32 = 1;
export const refuse: i32 = 2;

export const lineFeed: u32 = 10;
export const carriageReturn: u32 = 13;

/** What a cell or word that is not in digits can be. */
export const missingCell: i32 = 0;
export const infiniteCell: i32 = 1;
export const negativeInfiniteCell: i32 = 2;
export const textCell: i32 = 3;
/** A number in another spelling: whoever was asked has put it into `value`. */
export const spelledCell: i32 = 4;

/** Asks the text reader's rules what a cell is that is not in digits. */
export declare function oddCell(start: usize, end: usize): i32;

/** `Number` of a token that the fast ways cannot vouch for. */
export declare function hardNumber(start: usize, end: usize): f64;

/** Told of texts once their row is complete: in JSON of every one under a key of numbers, in a table of a column's first. */
export declare function foundText(slot: i32, start: usize, end: usize, line: i32): void;

/** The number that the last successful scan read. */
export let value: f64 = 0;

/** Puts what a cell stands for into `value`; text counts as missing until its column's role is known. */
export function oddValue(kind: i32): i32 {
  if (kind === spelledCell) return kind;
  value = kind === infiniteCell ? Infinity : kind === negativeInfiniteCell ? -Infinity : NaN;
  return kind;
}

export function fail(reason: i32, position: usize): void {
  status = reason;
  faultStart = position;
}

/** The row that was written behind the block's last one becomes part of it. */
export function commitRow(firstMissing: usize, line: i32): void {
  if (firstMissing !== 0) {
    if (incomplete === refuse) {
      fail(missingValue, firstMissing);
      return;
    }
    if (incomplete === omit) {
      incompleteRows++;
      return;
    }
  }
  store<i32>(rowLines + ((rows << 2) as usize), line);
  rows++;
}
