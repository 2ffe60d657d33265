import { scanNumber } from "./number";
import { storePlainNumber } from "./plainNumber";
import * as state from "./state";

/** Number of columns, and what each is for (a byte per column). */
export let width: i32 = 0;
export let uses: usize = 0;
/** Code of the character between two fields. A space stands for any run of blanks and tabs. */
export let delimiter: u32 = 44;
/** Cells of the watched columns: two u32 for each column of the table, those that are numbers and those that are text. */
export let watchCounts: usize = 0;
/** Room for three u32 per column: the cells of a row in watched columns, until it is complete. */
export let rowTexts: usize = 0;
/** The header as it is written: a row of the same bytes is that line again. */
export let headerStart: usize = 0;
export let headerLength: i32 = 0;

/** Values of the block; any other column but the watched ones is stepped over. */
const numbers: u32 = 1;
/** Taken for text after a look at some rows: cells are counted, in case that was wrong. */
const watched: u32 = 2;

const tab: u32 = 9;
const space: u32 = 32;
const quote: u32 = 34;
const hash: u32 = 35;
/** The first byte of one. */
const byteOrderMark: u32 = 0xef;
const comma: u32 = 44;
const semicolon: u32 = 59;
const bar: u32 = 124;

/** The field that `scanField` stepped over, without blanks and quotes around it. */
let fieldStart: usize = 0;
let fieldEnd: usize = 0;
/** Whether the field that `endField` left was the last of its row. */
let isLast: bool = false;

/**
 * Reads rows of a delimited table from `from` on into the block, until `status` says why not further; returns where it
 * stands: at the start of a row or line. Plain rows are read here, by the rules of the text reader: quotes, blank lines,
 * rows of nothing but delimiters, surplus delimiters at the end of a row. At any other it stops, and says `unusual`.
 */
export function scanTable(from: usize): usize {
  let position = from;
  state.status = state.scanning;
  while (true) {
    position = startRow(position);
    if (state.status !== state.scanning) return position;
    if (state.rows === state.capacity) {
      state.status = state.blockFull;
      return position;
    }
    const linesBefore = state.lines;
    const next = scanRow(position);
    if (state.status !== state.scanning) {
      state.lines = linesBefore;
      return position;
    }
    position = next;
  }
}

/** Steps over blank lines to the row that starts then; or sets the status and returns the line's start. */
function startRow(from: usize): usize {
  let position = from;
  let lineStart = from;
  while (true) {
    if (position >= state.limit) {
      state.status = state.isFinal ? state.rangeEnd : state.needsInput;
      return state.isFinal ? position : lineStart;
    }
    if (position === lineStart && position >= state.stop) {
      state.status = state.rangeEnd;
      return position;
    }
    const code: u32 = load<u8>(position);
    if (isLineEnd(code)) {
      const next = afterLineEnd(position);
      if (state.status !== state.scanning) return lineStart;
      state.lines++;
      lineStart = position = next;
    } else if (code === hash || code === byteOrderMark) {
      state.fail(state.unusual, lineStart);
      return lineStart;
    } else if (isBlank(code)) {
      position++;
    } else {
      return position;
    }
  }
}

/** Reads the row that starts at `from`, and returns the address behind it. */
function scanRow(from: usize): usize {
  const target = state.block + (state.rows as usize) * (state.rowSize as usize);
  const line = state.lines;
  const plainDelimiter = delimiter === space ? 0x100 : delimiter;
  let position = from;
  let slot: usize = 0;
  let column: i32 = 0;
  let isEmpty = true;
  let firstMissing: usize = 0;
  let numTexts: i32 = 0;
  if (isHeader(from)) {
    state.fail(state.unusual, from);
    return 0;
  }
  isLast = false;
  while (!isLast && column < width) {
    const use: u32 = load<u8>(uses + column);
    if (use === numbers) {
      let end = storePlainNumber(position, target + slot);
      if (end === 0) {
        end = scanNumber(position);
        if (end !== 0) store<f64>(target + slot, state.value);
      }
      if (end !== 0) {
        const code: u32 = load<u8>(end);
        if (code === plainDelimiter || code === state.lineFeed) {
          slot += 8;
          column++;
          isEmpty = false;
          position = end + 1;
          if (code === state.lineFeed) {
            isLast = true;
            state.lines++;
          }
          continue;
        }
      }
    }
    position = scanField(position);
    if (state.status !== state.scanning) return 0;
    if (use === numbers) {
      const kind = readCell();
      store<f64>(target + slot, state.value);
      if (kind === state.textCell) {
        state.fail(state.unusual, from);
        return 0;
      }
      if (state.value !== state.value && firstMissing === 0) firstMissing = fieldStart;
      slot += 8;
    } else if (use === watched && fieldStart !== fieldEnd) {
      const kind = watchedKind();
      if (kind !== state.missingCell) {
        const entry = rowTexts + ((numTexts++ * 12) as usize);
        store<u32>(entry, (column << 1) | ((kind === state.textCell) as i32));
        store<u32>(entry, fieldStart as u32, 4);
        store<u32>(entry, fieldEnd as u32, 8);
      }
    }
    if (isEmpty && hasContent()) isEmpty = false;
    position = endField(position);
    if (state.status !== state.scanning) return 0;
    column++;
  }
  if (!isLast) position = skipSurplus(from, position);
  else if (column < width && !isEmpty) state.fail(state.unusual, from);
  if (state.status !== state.scanning) return 0;
  if (isEmpty) return position; // nothing but delimiters: as good as a blank line
  for (let i = 0; i < numTexts; i++) {
    const entry = rowTexts + ((i * 12) as usize);
    countWatched(load<u32>(entry), load<u32>(entry, 4), load<u32>(entry, 8), line);
  }
  state.commitRow(firstMissing, line);
  return position;
}

/** Whether the row at `from` is the header once more. */
function isHeader(from: usize): bool {
  const length = headerLength as usize;
  if (length === 0 || load<u8>(from) !== load<u8>(headerStart)) return false;
  for (let i: usize = 1; i < length; i++) {
    if (load<u8>(from + i) !== load<u8>(headerStart + i)) return false;
  }
  return true;
}

/** The value of a cell that is not simply digits, in `value`; returns what it is (any number that is: infiniteCell). */
function readCell(): i32 {
  if (fieldStart === fieldEnd) return state.oddValue(state.missingCell);
  if (scanNumber(fieldStart) === fieldEnd) return state.infiniteCell;
  return state.oddValue(state.oddCell(fieldStart, fieldEnd));
}

/** What a cell is that is not empty; most texts can be told without asking. */
function watchedKind(): i32 {
  if (scanNumber(fieldStart) === fieldEnd) return state.infiniteCell;
  return isPlainText() ? state.textCell : state.oddCell(fieldStart, fieldEnd);
}

/** Whether a cell is text for certain: no number in any spelling, and no word for a missing value, looks like it. */
function isPlainText(): bool {
  if (fieldEnd - fieldStart > 32) return true;
  const first: u32 = load<u8>(fieldStart);
  const letter = first | 32;
  if (letter > 96 && letter < 123)
    return !(letter === 110 || letter === 105 || letter === 109 || letter === 113 || letter === 115);
  // Of other signs only those of dashes, blanks and byte order marks can begin a number.
  if (first > 127) return !(first === 0xe2 || first === 0xc2 || first === 0xef);
  if (first < 48 || first > 57) return false;
  for (let position = fieldStart + 1; position < fieldEnd; position++) {
    const code: u32 = load<u8>(position);
    if (code === 58 || code === 47) return true; // a time, a date
    if (code === 45 && (load<u8>(position - 1) as u32) - 48 <= 9) return true;
  }
  return false;
}

function countWatched(columnAndKind: u32, start: u32, end: u32, line: i32): void {
  const isText = columnAndKind & 1;
  const counts = watchCounts + (((columnAndKind >>> 1) << 3) as usize) + ((isText << 2) as usize);
  const known = load<u32>(counts);
  store<u32>(counts, known + 1);
  if (isText && known === 0) state.foundText(columnAndKind >>> 1, start, end, line);
}

/** Steps over fields behind the last column, which may be empty: delimiters at the end of the line. */
function skipSurplus(rowStart: usize, from: usize): usize {
  let position = from;
  while (!isLast) {
    position = scanField(position);
    if (state.status !== state.scanning) return 0;
    if (hasContent()) {
      state.fail(state.unusual, rowStart);
      return 0;
    }
    position = endField(position);
    if (state.status !== state.scanning) return 0;
  }
  return position;
}

/** Finds the field at `from`; returns the address of what ends it. */
function scanField(from: usize): usize {
  let position = from;
  while (isBlank(load<u8>(position))) position++;
  const isQuoted = load<u8>(position) === quote;
  if (isQuoted) {
    fieldStart = position + 1;
    position = closingQuote(position);
    if (state.status !== state.scanning) return 0;
    fieldEnd = position++;
    if (delimiter !== space) while (isBlank(load<u8>(position))) position++;
  } else {
    fieldStart = position;
  }
  const rest = position;
  while (true) {
    const code: u32 = load<u8>(position);
    if (code === delimiter || isLineEnd(code) || (code === tab && delimiter === space)) break;
    if (code === 0) {
      if (position >= state.limit) break;
      state.fail(state.unusual, position);
      return 0;
    }
    position++;
  }
  if (isQuoted && position > rest) {
    state.fail(state.unusual, fieldStart); // "a" b: something stands behind the quotes
    return 0;
  }
  if (!isQuoted) {
    fieldEnd = position;
    while (fieldEnd > fieldStart && isBlank(load<u8>(fieldEnd - 1))) fieldEnd--;
  }
  return position;
}

/** Steps over the delimiter, or over the line end. */
function endField(from: usize): usize {
  let position = from;
  if (delimiter === space) {
    while (isBlank(load<u8>(position))) position++;
    if (position < state.limit && !isLineEnd(load<u8>(position))) return position;
  } else if (load<u8>(position) === delimiter) {
    return position + 1;
  }
  isLast = true;
  if (position < state.limit) {
    state.lines++;
    return afterLineEnd(position);
  }
  if (!state.isFinal) state.status = state.needsInput;
  return position;
}

/** The address of the quote in the same line that closes the one at `open`. */
function closingQuote(open: usize): usize {
  let position = open + 1;
  while (true) {
    if (position >= state.limit) {
      if (state.isFinal) state.fail(state.unusual, open);
      else state.status = state.needsInput;
      return 0;
    }
    const code: u32 = load<u8>(position);
    if (code === quote) {
      if (load<u8>(position + 1) !== quote) return position;
      position++;
    } else if (isLineEnd(code)) {
      state.fail(state.unusual, open);
      return 0;
    }
    position++;
  }
}

/** The address behind the line end at `position`, which may be two characters. */
function afterLineEnd(position: usize): usize {
  if (load<u8>(position) === state.carriageReturn) {
    if (position + 1 >= state.limit && !state.isFinal) state.status = state.needsInput;
    if (load<u8>(position + 1) === state.lineFeed) return position + 2;
  }
  return position + 1;
}

/** Whether the field holds more than blanks and delimiters that another program left behind. */
function hasContent(): bool {
  for (let position = fieldStart; position < fieldEnd; position++) {
    const code: u32 = load<u8>(position);
    const isFiller =
      code === space || (code >= 9 && code <= 13) || code === comma || code === semicolon || code === bar;
    if (!isFiller) return true;
  }
  return false;
}

function isBlank(code: u32): bool {
  return code === space || (code === tab && delimiter !== tab);
}

function isLineEnd(code: u32): bool {
  return code === state.lineFeed || code === state.carriageReturn;
}
