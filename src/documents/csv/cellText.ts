import { isMissingText } from "../text/missingValues.ts";

const pointNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const commaNumber = /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/i;
const infinity = /^([+-]?)inf(?:inity)?$/i;

/** What a cell holds: a number in digits, a missing value, or text. */
export type CellKind = "number" | "missing" | "text";

/** @param decimalPoint code of "." or "," */
export function cellKind(text: string, decimalPoint: number): CellKind {
  if (isMissingText(text)) {
    return "missing";
  }
  const pattern = decimalPoint === 46 ? pointNumber : commaNumber;
  return pattern.test(text) || infinity.test(text) ? "number" : "text";
}

/** ±Infinity where a cell says so in letters ("inf", "-Infinity"), as numpy and pandas write it; otherwise NaN. */
export function infinityOf(text: string): number {
  const match = infinity.exec(text);
  return match === null ? NaN : match[1] === "-" ? -Infinity : Infinity;
}

/** False for a cell that is empty, or holds but delimiters that another program left behind. */
export function hasContent(text: string): boolean {
  return !/^[,;|\s]*$/.test(text);
}
