import { comma, point } from "../text/characters.ts";
import { isMissingText } from "../text/missingValues.ts";

/** What a cell holds: a number, a missing value, or text. */
export type CellKind = "number" | "missing" | "text";

/** A cell as a table's rules read it. */
export interface Cell {
  readonly kind: CellKind;
  /** NaN where it is no number. */
  readonly value: number;
  /** Whether the other of comma and point stands in it, so that the value depends on which one is the decimal point. */
  readonly isSeparated: boolean;
}

const pointNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const commaNumber = /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d+)?$/i;
const infinity = /^([+-]?)(?:inf(?:inity)?|1[.,]#inf0*)$/i;
/** Minus signs that are no hyphens: the mathematical one, dashes, the small and the wide one. */
const minusSigns = /[\u2010-\u2013\u2212\ufe63\uff0d]/gu;
const fortranExponent = /(?<=[\d.,])d(?=[+-]?\d+$)/i;
/** Groups of three digits, parted all by the same character; a decimal point and an exponent may follow. */
const grouped = {
  [point]: /^[+-]?[1-9]\d{0,2}(?=([,'’\s]))(?:\1\d{3})+(?:\.\d*)?(?:e[+-]?\d+)?$/iu,
  [comma]: /^[+-]?[1-9]\d{0,2}(?=([.'’\s]))(?:\1\d{3})+(?:,\d*)?(?:e[+-]?\d+)?$/iu,
};
/** Lakhs and crores: "12,34,567.5". */
const indianGroups = /^[+-]?[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d*)?(?:e[+-]?\d+)?$/i;
const groupSeparators = { [point]: /[,'’\s]/gu, [comma]: /[.'’\s]/gu };
/** No number that people write is longer. */
const longestNumber = 400;

const missing: Cell = { kind: "missing", value: NaN, isSeparated: false };
const plainText: Cell = { kind: "text", value: NaN, isSeparated: false };

/**
 * Reads a cell without the blanks around it: digits, ±inf, and the spellings of other programs (U+2212, Fortran's D,
 * Microsoft's 1.#INF, thousands apart by commas, points, blanks or apostrophes).
 *
 * @param decimalPoint code of "." or ","
 * @example readCell("−1 234,5", 44).value // -1234.5
 */
export function readCell(text: string, decimalPoint: number): Cell {
  if (isMissingText(text)) return missing;
  if (text.length > longestNumber) return plainText;
  const plain = plainNumber(text, decimalPoint);
  return plain ?? otherSpelling(text, decimalPoint);
}

/** What a cell is; see `readCell`. */
export function cellKind(text: string, decimalPoint: number): CellKind {
  return readCell(text, decimalPoint).kind;
}

function plainNumber(text: string, decimalPoint: number): Cell | null {
  const isPoint = decimalPoint === point;
  if ((isPoint ? pointNumber : commaNumber).test(text)) {
    return { kind: "number", value: Number(isPoint ? text : text.replace(",", ".")), isSeparated: false };
  }
  const match = infinity.exec(text);
  return match && { kind: "number", value: match[1] === "-" ? -Infinity : Infinity, isSeparated: false };
}

function otherSpelling(text: string, decimalPoint: number): Cell {
  const usual = text.trim().replace(minusSigns, "-").replace(fortranExponent, "e");
  if (usual !== text) {
    if (isMissingText(usual)) return missing;
    const plain = plainNumber(usual, decimalPoint);
    if (plain !== null) return plain;
  }
  const key = decimalPoint === point ? point : comma;
  const other = key === point ? comma : point;
  const match = grouped[key].exec(usual);
  if (match) {
    const digits = usual.replace(groupSeparators[key], "").replace(",", ".");
    return { kind: "number", value: Number(digits), isSeparated: match[1] === "," || match[1] === "." };
  }
  if (key === point && indianGroups.test(usual)) {
    return { kind: "number", value: Number(usual.replaceAll(",", "")), isSeparated: true };
  }
  const isOther = plainNumber(usual, other) !== null || grouped[other].test(usual);
  return isOther ? { ...plainText, isSeparated: true } : plainText;
}

/** False for a cell that is empty, or holds but delimiters that another program left behind. */
export function hasContent(text: string): boolean {
  return !/^[,;|\s]*$/.test(text);
}

/** A number with something that says of what: "12.5 %", "$1,200.00", "3 €". */
const percentage = /^[+-]?\d[\d.,'’\s]*\s*%$|^%\s*[+-]?\d[\d.,]*$/u;
const amount =
  /^(?:[+-]?\s*(?:\p{Sc}|US\$|USD|EUR|GBP|CHF|JPY|KRW)\s*[+-]?\d[\d.,'’\s]*|[+-]?\d[\d.,'’\s]*(?:\p{Sc}|USD|EUR|GBP|CHF|JPY|KRW))$/u;

/** Which sign makes a text of what would be a number; null where none does. */
export function signIn(text: string): "percent" | "currency" | null {
  return percentage.test(text) ? "percent" : amount.test(text) ? "currency" : null;
}
