import * as character from "../../text/characters.ts";
import type { NumberScanner } from "../../scanner/numberScanner.ts";

const longestNumber = 40;
const infinity = /^-?inf(?:inity)?$/i;

/**
 * The number that a string writes: "3.5", as programs put it that keep all digits, and "Infinity" and "-Infinity", for
 * which JSON has no other way. Null where it is none: "007" and "1,5" are texts, and so is a version.
 *
 * @param start behind the string's opening quote
 * @param end at its closing one
 */
export function quotedNumber(
  text: string,
  codes: Uint8Array,
  scanner: NumberScanner,
  start: number,
  end: number,
): number | null {
  const code = codes[start];
  const isDigit = code >= character.zero && code <= character.nine;
  if ((!isDigit && code !== character.minus && !isLetterI(code)) || end - start > longestNumber) {
    return null;
  }
  if (scanner.scan(start) === end) {
    return scanner.value;
  }
  if (isDigit || !infinity.test(text.slice(start, end))) {
    return null;
  }
  return code === character.minus ? -Infinity : Infinity;
}

function isLetterI(code: number): boolean {
  return code === 73 || code === 105;
}
