import { scanJsonNumber } from "./number";
import { storePlainNumber } from "./plainNumber";
import { isRecords, scanRecord } from "./records";
import * as state from "./state";

/** Axes of one sample: 0 where the array holds numbers, 1 where it holds rows. Their lengths, as u32. */
export let rank: i32 = 0;
export let lengths: usize = 0;
/** Room for one u32 per axis. */
export let counts: usize = 0;
/** 1 in JSON Lines: samples stand in lines, without commas between them. */
export let isLines: i32 = 0;

const comma: u32 = 44;
const slash: u32 = 47;
const asterisk: u32 = 42;
const openBracket: u32 = 91;
const closeBracket: u32 = 93;

/**
 * Reads samples of a JSON array of numbers, or of JSON Lines, from `from` on into the block, until `status` says why not
 * further. It stands at the start of a sample then, or at the bracket that closes the array.
 */
export function scanArrays(from: usize): usize {
  let position = from;
  state.status = state.scanning;
  while (true) {
    const linesBefore = state.lines;
    const sample = skipSpace(position);
    if (state.status !== state.scanning) {
      state.lines = linesBefore;
      return position;
    }
    position = sample;
    if (position >= state.limit) {
      state.status = state.isFinal ? state.rangeEnd : state.needsInput;
      return position;
    }
    if (load<u8>(position) === closeBracket && !isLines) {
      state.status = state.arrayEnd;
      return position;
    }
    if (position >= state.stop) {
      state.status = state.rangeEnd;
      return position;
    }
    if (state.rows === state.capacity) {
      state.status = state.blockFull;
      return position;
    }
    const lineBefore = state.lines;
    const next = isRecords ? scanRecord(position) : scanSample(position);
    if (state.status !== state.scanning) {
      state.lines = lineBefore;
      return position;
    }
    position = next;
  }
}

/** Reads the sample at `from` and the comma behind it. */
function scanSample(from: usize): usize {
  let target = state.block + (state.rows as usize) * (state.rowSize as usize);
  const line = state.lines;
  let position = from;
  let depth = 0;
  let firstMissing: usize = 0;
  while (true) {
    // A value: brackets down to the numbers.
    position = skipSpace(position);
    if (state.status !== state.scanning) return 0;
    if (depth < rank) {
      if (load<u8>(position) !== openBracket) return unexpectedAt(position);
      depth++;
      position++;
      if (depth < rank) {
        store<u32>(counts + (((depth - 1) << 2) as usize), 0);
      } else {
        position = scanPlainRow(position, target);
        target += (load<u32>(counts + (((rank - 1) << 2) as usize)) as usize) << 3;
      }
      continue;
    }
    position = storeValue(position, target);
    if (state.status !== state.scanning) return 0;
    if (isMissing && firstMissing === 0) firstMissing = missingStart;
    target += 8;
    // What follows it: brackets up to the next comma.
    while (true) {
      let code: u32 = load<u8>(position);
      if (code !== comma && code !== closeBracket) {
        position = skipSpace(position);
        if (state.status !== state.scanning) return 0;
        code = load<u8>(position);
      }
      if (depth === 0) {
        position = endSample(position, code);
        if (state.status !== state.scanning) return 0;
        state.commitRow(firstMissing, line);
        return position;
      }
      const counter = counts + (((depth - 1) << 2) as usize);
      const length = load<u32>(lengths + (((depth - 1) << 2) as usize));
      const count = load<u32>(counter) + 1;
      if (code === comma) {
        if (count >= length) return raggedAt(position, from, count, length);
        store<u32>(counter, count);
        position++;
        break;
      }
      if (code !== closeBracket) return unexpectedAt(position);
      if (count !== length) return raggedAt(position, from, count, length);
      position++;
      depth--;
    }
  }
}

/** Reads and counts plain numbers of an innermost row as long as there are more; returns the address of what follows. */
function scanPlainRow(from: usize, target: usize): usize {
  const last = load<u32>(lengths + (((rank - 1) << 2) as usize)) - 1;
  let position = from;
  let count: u32 = 0;
  while (count < last) {
    const end = storePlainNumber(position, target + ((count << 3) as usize));
    if (end === 0 || load<u8>(end) !== comma) break;
    position = load<u8>(end + 1) === 32 ? end + 2 : end + 1;
    count++;
  }
  store<u32>(counts + (((rank - 1) << 2) as usize), count);
  return position;
}

let isMissing: bool = false;
let missingStart: usize = 0;

/** Stores the number or word at `from`, and returns the address behind it. */
export function storeValue(from: usize, target: usize): usize {
  isMissing = false;
  const plainEnd = storePlainNumber(from, target);
  if (plainEnd !== 0) return plainEnd;
  let end = scanJsonNumber(from);
  if (end === 0) {
    end = scanWord(from);
    if (state.status !== state.scanning) return 0;
    isMissing = state.value !== state.value;
    missingStart = from;
  }
  store<f64>(target, state.value);
  return end;
}

/** Steps over the comma behind a sample. In JSON Lines there is none; the array's own bracket is left. */
export function endSample(position: usize, code: u32): usize {
  if (isLines) {
    if (position >= state.limit && !state.isFinal) state.status = state.needsInput;
    return position;
  }
  if (code === comma) return position + 1;
  if (code === closeBracket) return position;
  return unexpectedAt(position);
}

/** null, NaN, Infinity and -Infinity, which Python's json module writes. */
function scanWord(position: usize): usize {
  const code: u32 = load<u8>(position);
  if (code === 110 && matches(position, 0x6c6c_756e)) {
    state.oddValue(state.missingCell);
    return position + 4;
  }
  if (code === 78 && load<u8>(position + 1) === 97 && load<u8>(position + 2) === 78) {
    state.oddValue(state.missingCell);
    return position + 3;
  }
  const isNegative = code === 45;
  const word = isNegative ? position + 1 : position;
  if (matches(word, 0x6966_6e49) && matches(word + 4, 0x7974_696e)) {
    state.oddValue(isNegative ? state.negativeInfiniteCell : state.infiniteCell);
    return word + 8;
  }
  return unexpectedAt(position);
}

/** Whether four characters stand at an address. */
function matches(position: usize, characters: u32): bool {
  return load<u32>(position) === characters;
}

/** Something else was expected; at the end of the bytes, more of them. */
export function unexpectedAt(position: usize): usize {
  // A word may be cut in two by the end of the bytes.
  if (position + 9 >= state.limit && !state.isFinal) state.status = state.needsInput;
  else state.fail(state.unexpected, position);
  return 0;
}

/** A row that ends too early or goes on too long: its values are counted for the message. */
function raggedAt(from: usize, sampleStart: usize, countBefore: u32, expected: u32): usize {
  let position = from;
  let count = countBefore;
  let depth = 0;
  while (position < state.limit) {
    const code: u32 = load<u8>(position++);
    if (code === comma && depth === 0) count++;
    else if (code === openBracket) depth++;
    else if (code === closeBracket && depth-- === 0) break;
  }
  if (position >= state.limit && !state.isFinal) {
    state.status = state.needsInput;
    return 0;
  }
  state.fail(state.ragged, sampleStart);
  state.faultCount = count;
  state.faultExpected = expected;
  return 0;
}

/** Steps over blanks, line ends and comments. */
export function skipSpace(from: usize): usize {
  let position = from;
  while (true) {
    const code: u32 = load<u8>(position);
    if (code === state.lineFeed) {
      state.lines++;
      position++;
    } else if (code === state.carriageReturn) {
      if (position + 1 >= state.limit && !state.isFinal) {
        state.status = state.needsInput;
        return from;
      }
      if (load<u8>(position + 1) !== state.lineFeed) state.lines++;
      position++;
    } else if (code === 32 || code === 9) {
      position++;
    } else if (code === slash) {
      position = skipComment(position);
      if (state.status !== state.scanning) return from;
    } else {
      return position;
    }
  }
}

function skipComment(from: usize): usize {
  const isLine = load<u8>(from + 1) === slash;
  if (!isLine && load<u8>(from + 1) !== asterisk) return unexpectedAt(from);
  let position = from + 2;
  while (true) {
    if (position >= state.limit) {
      if (state.isFinal && isLine) return position;
      if (state.isFinal) state.fail(state.unexpected, from);
      else state.status = state.needsInput;
      return from;
    }
    const code: u32 = load<u8>(position);
    if (code === state.lineFeed) {
      if (isLine) return position;
      state.lines++;
    }
    if (!isLine && code === asterisk && load<u8>(position + 1) === slash) return position + 2;
    position++;
  }
}
