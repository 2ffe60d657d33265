import { decimalToDouble } from "./decimalToDouble";
import * as state from "./state";

/** Digits of which any fit in 64 bits. */
export const safeDigits: usize = 19;

/**
 * Reads the number that starts at `start`, the longest there is, and returns the address behind it; 0 where none starts.
 * The grammar is that of the text reader's `NumberScanner`: sign, digits, point, exponent; no words.
 */
export function scanNumber(start: usize): usize {
  let position = start;
  let code: u32 = load<u8>(position);
  const negative = code === 45;
  if (negative || code === 43) code = load<u8>(++position);
  const digitsStart = position;
  let mantissa: u64 = 0;
  let digit = code - 48;
  while (digit <= 9) {
    mantissa = mantissa * 10 + digit;
    digit = (load<u8>(++position) as u32) - 48;
  }
  let numDigits = position - digitsStart;
  let exponent: i32 = 0;
  if (digit + 48 === state.decimalPoint) {
    const fractionStart = ++position;
    digit = (load<u8>(position) as u32) - 48;
    while (digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = (load<u8>(++position) as u32) - 48;
    }
    const fractionDigits = position - fractionStart;
    numDigits += fractionDigits;
    exponent = -(fractionDigits as i32);
  }
  if (numDigits === 0) return 0;
  if (((digit + 48) | 32) === 101) {
    const end = scanExponent(position);
    if (end !== 0) {
      position = end;
      exponent += writtenExponent;
    }
  }
  if (numDigits > safeDigits && significantDigits(digitsStart, numDigits) > safeDigits) {
    state.value = state.hardNumber(start, position);
    return position;
  }
  const magnitude = decimalToDouble(mantissa, exponent);
  state.value = magnitude < 0 ? state.hardNumber(start, position) : negative ? -magnitude : magnitude;
  return position;
}

/** The same for JSON, which refuses +1, 01, .5 and 1. */
export function scanJsonNumber(start: usize): usize {
  const end = scanNumber(start);
  if (end === 0) return 0;
  const negative = load<u8>(start) === 45;
  const first = start + (negative ? 1 : 0);
  const lead = (load<u8>(first) as u32) - 48;
  if (lead > 9) return 0;
  if (lead === 0 && (load<u8>(first + 1) as u32) - 48 <= 9) return 0;
  let position = first + 1;
  if (lead !== 0) while ((load<u8>(position) as u32) - 48 <= 9) position++;
  if (load<u8>(position) === 46 && (load<u8>(position + 1) as u32) - 48 > 9) return 0;
  return end;
}

let writtenExponent: i32 = 0;

/** The address behind the exponent whose "e" is at `start`; 0 where none is. */
function scanExponent(start: usize): usize {
  let position = start + 1;
  let code: u32 = load<u8>(position);
  const negative = code === 45;
  if (negative || code === 43) code = load<u8>(++position);
  const digitsStart = position;
  let exponent: i32 = 0;
  let digit = code - 48;
  while (digit <= 9) {
    exponent = min(exponent * 10 + digit, 1_000_000);
    digit = (load<u8>(++position) as u32) - 48;
  }
  writtenExponent = negative ? -exponent : exponent;
  return position > digitsStart ? position : 0;
}

/** Digits without the zeros before the first other digit. */
export function significantDigits(digitsStart: usize, numDigits: usize): usize {
  let position = digitsStart;
  let zeros: usize = 0;
  while (true) {
    const code: u32 = load<u8>(position++);
    if (code === 48) zeros++;
    else if (code !== state.decimalPoint) break;
  }
  return numDigits - min(zeros, numDigits);
}
