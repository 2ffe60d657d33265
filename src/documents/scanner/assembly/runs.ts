import { decimalToDouble } from "./decimalToDouble";
import { safeDigits, significantDigits } from "./number";
import { eightDigits, nonDigits } from "./plainNumber";
import * as state from "./state";

// Numbers of a text with the places of their tokens, for the text reader: plain runs only, it judges all else itself.

/** Where the bytes are, at an address, that stand at an offset of the text. */
export let windowAddress: usize = 0;
export let windowOffset: u32 = 0;

/** Code of what stands between two numbers, and 256 bytes: 1 for the codes that may stand behind one. */
export let separator: u32 = 44;
export let followers: usize = 0;
/** 1 for JSON, which refuses +1, 01, .5 and 1. and has line ends between its numbers. */
export let isJson: i32 = 1;

/** Arrays of what was read, an entry per number; of anchors, one per 64 numbers counted from the list's first. */
export let runValues: usize = 0;
export let runGaps: usize = 0;
export let runLengths: usize = 0;
export let runAnchors: usize = 0;
/** Numbers in the arrays, and how many of the list came before them, modulo 64. */
export let runCount: i32 = 0;
export let runPhase: i32 = 0;
/** Offset of the end of the last number. */
export let runEnd: u32 = 0;
/** Set where the bytes ended before the run did. */
export let isCut: i32 = 0;

const space: u32 = 32;
const minus: u32 = 45;
const plus: u32 = 43;
const zero: u32 = 48;
const quote: usize = 34;
const openBracket: u32 = 91;
const closeBracket: u32 = 93;
/** Gaps and lengths are bytes; the largest is kept for what does not fit. */
const maxStep: u32 = 254;
/** What no character is. */
const noCode: u32 = 256;
/** Eight times the code of zero: without it, digits are 0 … 9. */
const zeros: u64 = 0x3030_3030_3030_3030;
const tens: StaticArray<u64> = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/**
 * Reads numbers from `from` on as long as separators lead from one to the next, until there are `last` in the arrays.
 * Returns the address behind the last one, `from` where there is none.
 */
export function scanRun(from: usize, last: i32): usize {
  const toOffset = windowOffset - (windowAddress as u32);
  const point = state.decimalPoint;
  const pointDigit = (point ^ zero) as u64;
  const json = isJson;
  const allowedPlus = json ? noCode : plus;
  const limit = state.isFinal ? usize.MAX_VALUE : state.limit;
  let position = from;
  let end = from;
  let count = runCount;
  let previousEnd = runEnd;
  isCut = 0;
  while (count < last) {
    const tokenStart = position;
    let code: u32 = load<u8>(position);
    const negative = code === minus;
    position += ((negative as i32) | ((code === allowedPlus) as i32)) as usize;

    // 1. Digits before the point. Eight at a time; no branch depends on how many of the last eight are digits.
    const digitsStart = position;
    let mantissa: u64 = 0;
    let word = load<u64>(position) ^ zeros;
    if (((word >>> 8) & 0xff) === pointDigit && (word & 0xff) <= 9) {
      mantissa = word & 0xff; // a single one, as most programs write: what comes next need not wait
      position++;
    } else {
      let others = nonDigits(word);
      while (others === 0) {
        mantissa = mantissa * 100_000_000 + eightDigits(word);
        position += 8;
        word = load<u64>(position) ^ zeros;
        others = nonDigits(word);
      }
      const digits = countDigits(others);
      mantissa = mantissa * unchecked(tens[digits as i32]) + lastDigits(word, digits);
      position += digits;
    }
    let numDigits = position - digitsStart;
    const hasLeadingZero = ((numDigits > 1) as i32) & ((load<u8>(digitsStart) === zero) as i32);
    if (json && (numDigits === 0 || hasLeadingZero)) break;

    // 2. Digits behind it.
    let exponent: i32 = 0;
    code = load<u8>(position);
    if (code === point) {
      const fractionStart = ++position;
      word = load<u64>(position) ^ zeros;
      let others = nonDigits(word);
      while (others === 0) {
        mantissa = mantissa * 100_000_000 + eightDigits(word);
        position += 8;
        word = load<u64>(position) ^ zeros;
        others = nonDigits(word);
      }
      const digits = countDigits(others);
      mantissa = mantissa * unchecked(tens[digits as i32]) + lastDigits(word, digits);
      position += digits;
      const fractionDigits = position - fractionStart;
      if (fractionDigits === 0 && json) break;
      numDigits += fractionDigits;
      exponent = -(fractionDigits as i32);
      code = load<u8>(position);
    }
    if (numDigits === 0) break;

    // 3. An exponent.
    if ((code | 32) === 101) {
      code = load<u8>(++position);
      const divides = code === minus;
      position += (divides || code === plus) as usize;
      let digit = (load<u8>(position) as u32) - zero;
      if (digit > 9) break;
      let written: i32 = 0;
      while (digit <= 9) {
        written = min(written * 10 + digit, 100_000);
        digit = (load<u8>(++position) as u32) - zero;
      }
      exponent += divides ? -written : written;
      code = digit + zero;
    }

    // 4. What follows, and the number itself.
    if ((code !== separator && load<u8>(followers + code) === 0) || position >= limit) break;
    if (numDigits > safeDigits && significantDigits(digitsStart, numDigits) > safeDigits) break;
    const magnitude = decimalToDouble(mantissa, exponent);
    const gap = (tokenStart as u32) + toOffset - previousEnd;
    const length = (position - tokenStart) as u32;
    if (magnitude < 0 || gap > maxStep || length > maxStep) break;
    const entry = count as usize;
    store<u64>(runValues + (entry << 3), reinterpret<u64>(magnitude) | ((negative as u64) << 63));
    store<u8>(runGaps + entry, gap as u8);
    store<u8>(runLengths + entry, length as u8);
    const place = (count + runPhase) as usize;
    if ((place & 63) === 0) store<u32>(runAnchors + ((place >>> 6) << 2), previousEnd);
    count++;
    end = position;
    previousEnd = (position as u32) + toOffset;
    if (code !== separator) break;
    code = load<u8>(++position);
    while (code === space || (json && (code === state.lineFeed || code === state.carriageReturn || code === 9))) {
      code = load<u8>(++position);
    }
  }
  if (position >= state.limit) isCut = 1;
  runCount = count;
  runEnd = previousEnd;
  return end;
}

/**
 * Reads one number, which may stand in quotes, into entry `slot`, and leaves all else as it is. Returns the address behind
 * it, or `from`.
 */
export function scanOne(from: usize, slot: i32): usize {
  const countBefore = runCount;
  const endBefore = runEnd;
  runCount = slot;
  runEnd = windowOffset + ((from - windowAddress) as u32);
  store<u8>(followers + quote, 1);
  const end = scanRun(from, slot + 1);
  store<u8>(followers + quote, 0);
  runCount = countBefore;
  runEnd = endBefore;
  return end;
}

/**
 * Reads arrays of exactly `width` numbers from the bracket at `from` on, as long as there is room for one more, with
 * `joint` (the code of a comma, or 0 for nothing) between them. Returns the address behind the last one's bracket,
 * `from` where there is none.
 */
export function scanRows(from: usize, width: i32, joint: u32, capacity: i32): usize {
  let position = from;
  let end = from;
  isCut = 0;
  while (runCount + width <= capacity) {
    const countBefore = runCount;
    const endBefore = runEnd;
    const wanted = countBefore + width;
    if (load<u8>(position) !== openBracket) break;
    position = scanRun(skipBlanks(position + 1), wanted);
    position = skipBlanks(position);
    if (runCount !== wanted || load<u8>(position) !== closeBracket) {
      runCount = countBefore;
      runEnd = endBefore;
      break;
    }
    end = ++position;
    position = skipBlanks(position);
    if (joint !== 0) {
      if (load<u8>(position) !== joint) break;
      position = skipBlanks(position + 1);
    }
  }
  if (position >= state.limit) isCut = 1;
  return end;
}

/**
 * Reads lines of exactly `width` numbers from `from` on, as long as there is room for one more. Returns the address behind
 * the last one's line feed, `from` where there is none.
 */
export function scanLines(from: usize, width: i32, capacity: i32): usize {
  let position = from;
  let end = from;
  isCut = 0;
  while (runCount + width <= capacity) {
    const countBefore = runCount;
    const endBefore = runEnd;
    const wanted = countBefore + width;
    position = scanRun(position, wanted);
    if (load<u8>(position) === state.carriageReturn) position++;
    if (runCount !== wanted || load<u8>(position) !== state.lineFeed) {
      runCount = countBefore;
      runEnd = endBefore;
      break;
    }
    end = ++position;
  }
  if (position >= state.limit) isCut = 1;
  return end;
}

function skipBlanks(from: usize): usize {
  let position = from;
  let code: u32 = load<u8>(position);
  while (code === space || code === state.lineFeed || code === state.carriageReturn || code === 9) {
    code = load<u8>(++position);
  }
  return position;
}

/** How many digits there are before the first other byte. */
function countDigits(others: u64): usize {
  return (ctz(others) >>> 3) as usize;
}

/** The number that the first digits of a word write, fewer than eight. */
function lastDigits(word: u64, count: usize): u64 {
  // A shift by 64 would be one by 0: hence two.
  return eightDigits((word << 8) << ((56 - (count << 3)) as u64));
}
