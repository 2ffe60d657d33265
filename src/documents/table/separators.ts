import { comma, point } from "../text/characters.ts";

/** What the numbers of one column say about commas and points. */
export interface SeparatorCounts {
  /** Cells that only a decimal comma explains, and those that only a decimal point explains. */
  commaProofs: number;
  pointProofs: number;
  /** "1,234": thousands, or three decimals. */
  openCommas: number;
  openPoints: number;
  /** Whole numbers of up to three digits, and longer ones, without any separator. */
  shortIntegers: number;
  longIntegers: number;
}

/** The first cell of a table whose value depends on the decision. */
export interface SeparatedCell {
  readonly text: string;
  /** From 1. */
  readonly line: number;
}

/** How numbers are written, and what has to be said about it. */
export interface SeparatorDecision {
  readonly decimalPoint: number;
  /** Whether no cell proves it. */
  readonly isOpen: boolean;
  /** Whether cells would be other numbers under the other decision. */
  readonly matters: boolean;
}

export function noSeparators(): SeparatorCounts {
  return { commaProofs: 0, pointProofs: 0, openCommas: 0, openPoints: 0, shortIntegers: 0, longIntegers: 0 };
}

const shape = /^[+\-\u2212\u2013]?((?:\d{1,3}(?:['’\s]\d{3})+|\d*)(?:[.,]\d+)*[.,]?)(?:[ed][+-]?\d+)?$/iu;

/** Whether a cell is a number either way: "1,234" is thousands, or has three decimals. */
export function isOpenNumber(text: string): boolean {
  return /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text);
}

/** Counts what one cell says. */
export function countSeparators(counts: SeparatorCounts, text: string): void {
  const digits = shape.exec(text)?.[1];
  if (digits === undefined || digits === "") return;
  const separators = digits.replace(/[^.,]/g, "");
  const last = separators.at(-1);
  if (last === undefined) {
    if (/^\d{1,3}$/.test(digits)) counts.shortIntegers++;
    else if (/^\d+$/.test(digits)) counts.longIntegers++;
    return;
  }
  const isRepeated = separators.length > 1;
  const isMixed = isRepeated && separators.includes(last === "," ? "." : ",");
  if (isMixed) {
    // "1.234,5": the last one parts the decimals, if it is there but once.
    if (separators.indexOf(last) === separators.length - 1) prove(counts, last);
  } else if (isRepeated) {
    if (/^(?:[1-9]\d{0,2}(?:[.,]\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3})$/.test(digits))
      prove(counts, last === "," ? "." : ",");
  } else if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) {
    if (last === ",") counts.openCommas++;
    else counts.openPoints++;
  } else {
    prove(counts, last);
  }
}

function prove(counts: SeparatorCounts, decimal: string): void {
  if (decimal === ",") counts.commaProofs++;
  else counts.pointProofs++;
}

/** The counts of several columns, or of several parts of one. */
export function addSeparators(a: SeparatorCounts, b: SeparatorCounts): SeparatorCounts {
  return {
    commaProofs: a.commaProofs + b.commaProofs,
    pointProofs: a.pointProofs + b.pointProofs,
    openCommas: a.openCommas + b.openCommas,
    openPoints: a.openPoints + b.openPoints,
    shortIntegers: a.shortIntegers + b.shortIntegers,
    longIntegers: a.longIntegers + b.longIntegers,
  };
}

/**
 * Decides what the decimal point of a table is, once for all of its columns: what more cells prove. Where none proves
 * anything, commas part thousands if commas delimit the cells or if numbers below a thousand have none; otherwise they
 * are decimal commas.
 *
 * @param columns counts of every column of numbers
 */
export function decideDecimalPoint(columns: readonly SeparatorCounts[], delimiter: number): SeparatorDecision {
  const all = columns.reduce(addSeparators, noSeparators());
  const isProven = all.commaProofs !== all.pointProofs;
  const isComma = isProven ? all.commaProofs > all.pointProofs : isOpenComma(columns, all, delimiter);
  const open = columns.some((column) =>
    isComma
      ? (column.openCommas > 0 && column.commaProofs === 0) || column.openPoints > 0
      : column.openCommas > 0 || (column.openPoints > 0 && column.pointProofs === 0 && all.commaProofs > 0),
  );
  const matters = open || (all.commaProofs > 0 && all.pointProofs > 0);
  return { decimalPoint: isComma ? comma : point, isOpen: !isProven, matters };
}

function isOpenComma(columns: readonly SeparatorCounts[], all: SeparatorCounts, delimiter: number): boolean {
  if (all.openCommas === 0 || delimiter === comma) return false;
  const withCommas = columns.filter(({ openCommas }) => openCommas > 0);
  const short = withCommas.reduce((sum, { shortIntegers }) => sum + shortIntegers, 0);
  const long = withCommas.reduce((sum, { longIntegers }) => sum + longIntegers, 0);
  return long > 0 || short === 0;
}
