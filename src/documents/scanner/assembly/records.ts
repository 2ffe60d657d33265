import { skipSpace, storeValue, unexpectedAt, endSample } from "./arrays";
import { storePlainNumber } from "./plainNumber";
import * as state from "./state";

/** 1 where samples are objects: then these say what of them is read. */
export let isRecords: i32 = 0;
/** Number of the keys that are known, and for each three u32: address and length of its text, slot in the row. */
export let numKeys: i32 = 0;
export let keys: usize = 0;
/** Room for three u32 per key: the texts of a record in columns of numbers, until it is complete. */
export let recordTexts: usize = 0;
/** Members with a key that is not known, or that the object has had before. */
export let unknownMembers: i32 = 0;

/** What a slot of the row holds before a member says something: no NaN that is stored has these bits. */
const untouched: u64 = 0xffff_ffff_ffff_ffff;

/** The slot of a key whose values are not wanted. */
const skipped: u32 = 0xffff_ffff;

const quote: u32 = 34;
const comma: u32 = 44;
const colon: u32 = 58;
const openBracket: u32 = 91;
const backslash: u32 = 92;
const closeBracket: u32 = 93;
const openBrace: u32 = 123;
const closeBrace: u32 = 125;

/** Reads the object at `from` and the comma behind it. Members are looked for in the order of the keys first. */
export function scanRecord(from: usize): usize {
  if (load<u8>(from) !== openBrace) return unexpectedAt(from);
  const target = state.block + (state.rows as usize) * (state.rowSize as usize);
  const line = state.lines;
  memory.fill(target, 0xff, state.rowSize as usize); // NaN: what no member says is missing
  let numTexts: i32 = 0;
  let unknown: i32 = 0;
  let expected: i32 = 0;
  let position = skipSpace(from + 1);
  if (state.status !== state.scanning) return 0;
  while (load<u8>(position) !== closeBrace) {
    if (load<u8>(position) !== quote) return unexpectedAt(position);
    const keyStart = position + 1;
    let key = expected;
    let keyEnd: usize = 0;
    if (expected < numKeys && isKey(expected, keyStart)) {
      keyEnd = keyStart + load<u32>(entryOf(expected), 4);
    } else {
      keyEnd = endOfText(keyStart);
      if (state.status !== state.scanning) return 0;
      key = 0;
      while (key < numKeys && !isKey(key, keyStart)) key++;
    }
    position = skipSpace(keyEnd + 1);
    if (state.status !== state.scanning) return 0;
    if (load<u8>(position) !== colon) return unexpectedAt(position);
    position++;
    if (load<u8>(position) === 32) position++;
    const slot = key < numKeys ? load<u32>(entryOf(key), 8) : skipped;
    if (key < numKeys) expected = key + 1;
    else unknown++;
    if (slot !== skipped && load<u64>(target + ((slot as usize) << 3)) !== untouched) unknown++;
    const plainEnd = slot === skipped ? 0 : storePlainNumber(position, target + ((slot as usize) << 3));
    if (plainEnd !== 0) {
      position = plainEnd;
    } else {
      position = skipSpace(position);
      if (state.status !== state.scanning) return 0;
      const start = position;
      if (slot === skipped || !isNumberStart(load<u8>(position))) {
        position = skipValue(position);
        if (state.status !== state.scanning) return 0;
        if (slot !== skipped) {
          const entry = recordTexts + ((numTexts++ * 12) as usize);
          const isText: usize = load<u8>(start) === quote ? 1 : 0;
          store<u32>(entry, slot);
          store<u32>(entry, (start + isText) as u32, 4);
          store<u32>(entry, (position - isText) as u32, 8);
        }
      } else {
        position = storeValue(position, target + ((slot as usize) << 3));
        if (state.status !== state.scanning) return 0;
      }
    }
    let code: u32 = load<u8>(position);
    if (code !== comma && code !== closeBrace) {
      position = skipSpace(position);
      if (state.status !== state.scanning) return 0;
      code = load<u8>(position);
    }
    if (code === comma) {
      position = skipSpace(position + 1);
      if (state.status !== state.scanning) return 0;
      if (load<u8>(position) !== quote) return unexpectedAt(position);
    } else if (code !== closeBrace) {
      return unexpectedAt(position);
    }
  }
  position = skipSpace(position + 1);
  if (state.status !== state.scanning) return 0;
  position = endSample(position, load<u8>(position));
  if (state.status !== state.scanning) return 0;
  for (let i = 0; i < numTexts; i++) {
    const entry = recordTexts + ((i * 12) as usize);
    state.foundText(load<u32>(entry), load<u32>(entry, 4), load<u32>(entry, 8), line);
  }
  unknownMembers += unknown;
  state.commitRow(isComplete(target) ? 0 : from, line);
  return position;
}

function entryOf(key: i32): usize {
  return keys + ((key * 12) as usize);
}

/** Whether a key's text and the quote behind it stand at an address. */
function isKey(key: i32, start: usize): bool {
  const entry = entryOf(key);
  const text = load<u32>(entry) as usize;
  const length = load<u32>(entry, 4) as usize;
  for (let i: usize = 0; i < length; i++) {
    if (load<u8>(start + i) !== load<u8>(text + i)) return false;
  }
  return load<u8>(start + length) === quote;
}

function isComplete(target: usize): bool {
  const end = target + (state.rowSize as usize);
  for (let address = target; address < end; address += 8) {
    const x = load<f64>(address);
    if (x !== x) return false;
  }
  return true;
}

/** A number, null, NaN or an infinity; what else stands in a column of numbers counts as text. */
function isNumberStart(code: u32): bool {
  return code - 48 <= 9 || code === 45 || code === 110 || code === 78 || code === 73;
}

/** The address of the quote that closes the text whose first character is at `from`. */
function endOfText(from: usize): usize {
  let position = from;
  while (true) {
    if (position >= state.limit) {
      if (state.isFinal) state.fail(state.unexpected, position);
      else state.status = state.needsInput;
      return 0;
    }
    const code: u32 = load<u8>(position);
    if (code === quote) return position;
    position += code === backslash ? 2 : 1;
  }
}

/** Steps over a value of any kind. */
function skipValue(from: usize): usize {
  let position = from;
  let depth = 0;
  while (true) {
    if (position >= state.limit) {
      if (state.isFinal) state.fail(state.unexpected, position);
      else state.status = state.needsInput;
      return 0;
    }
    const code: u32 = load<u8>(position);
    if (code === quote) {
      position = endOfText(position + 1) + 1;
      if (state.status !== state.scanning) return 0;
      if (depth === 0) return position;
      continue;
    }
    if (code === openBracket || code === openBrace) {
      depth++;
    } else if (code === closeBracket || code === closeBrace) {
      if (depth === 0) return position === from ? unexpectedAt(position) : position;
      if (--depth === 0) return position + 1;
    } else if (code === comma && depth === 0) {
      return position === from ? unexpectedAt(position) : position;
    } else if (code === state.lineFeed) {
      state.lines++;
    }
    position++;
  }
}
