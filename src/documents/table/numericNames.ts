import type { CellKind } from "./cells.ts";

/** A cell of one of the first records. */
export interface JudgedCell {
  readonly text: string;
  readonly kind: CellKind;
  readonly isQuoted: boolean;
}

/** Why a first row of numbers names the columns below it, or could. */
export interface NumericNames {
  readonly reason: "quoted" | "years" | "count" | "steps" | "unnamedIndex" | "namedKey";
  readonly areNames: boolean;
}

/**
 * Whether the first of some rows names the columns though it holds numbers: they are quoted and those below are not;
 * years in a row above numbers that are none; 0 … n, as a data frame names its columns; wavelengths in equal steps that
 * no value below comes near, or that stand beside a key. A text above numbers ("Year,1,2,3") is a key's name. Null where
 * nothing speaks for it.
 */
export function numericNames([first, ...rows]: readonly (readonly JudgedCell[])[]): NumericNames | null {
  const regular = rows.filter(({ length }) => length === first.length);
  if (regular.length === 0) return null;
  const columns = first.flatMap((cell, c) => {
    const below = regular.map((row) => row[c]);
    const numbers = below.filter(({ kind }) => kind === "number").length;
    const texts = below.filter(({ kind }) => kind === "text").length;
    return numbers > texts ? [{ c, cell, below }] : [];
  });
  const hasUnnamedIndex = isUnnamedIndex(first, regular);
  const isKey = ({ c, cell }: Columns): boolean => (hasUnnamedIndex && c === 0) || (c === 0 && cell.kind === "text");
  const named = columns.filter((column) => !isKey(column));
  if (named.length === 0 || !named.every(({ cell }) => cell.kind === "number")) return null;
  if (new Set(named.map(({ cell }) => cell.text)).size < named.length) return null;
  if (hasUnnamedIndex) return { reason: "unnamedIndex", areNames: true };
  const isBareBelow = ({ below }: Columns): boolean =>
    below.filter(({ isQuoted }) => isQuoted).length * 2 < below.length;
  if (named.every((column) => column.cell.isQuoted && isBareBelow(column))) return { reason: "quoted", areNames: true };
  const found = named.length < 2 ? null : series(named, first.length > named.length);
  return found?.areNames !== true && isKeyName(columns[0], regular.length)
    ? { reason: "namedKey", areNames: true }
    : found;
}

interface Columns {
  readonly c: number;
  readonly cell: JudgedCell;
  readonly below: readonly JudgedCell[];
}

/** A cell without a name above a column that has something in every row. */
function isUnnamedIndex([corner]: readonly JudgedCell[], rows: readonly (readonly JudgedCell[])[]): boolean {
  return corner.text === "" && rows.length > 1 && rows.every(([{ text }]) => text !== "");
}

/** A word above a first column that has a number in every row: a mistake in just the first row is less likely. */
function isKeyName({ c, cell, below }: Columns, rows: number): boolean {
  const isWord = cell.kind === "text" && /^\p{L}[\p{L}\p{N}_ ]*$/u.test(cell.text);
  return c === 0 && isWord && rows >= 3 && below.every(({ kind }) => kind === "number");
}

/** @param hasTexts whether there are columns of text beside: a key makes a table of years or wavelengths likelier */
function series(columns: readonly Columns[], hasTexts: boolean): NumericNames | null {
  const numbers = columns.map(({ cell }) => valueOf(cell));
  const rows = columns[0].below.map((_, r) => columns.map(({ below }) => valueOf(below[r])));
  const step = stepOf(numbers);
  if (step === null) return null;
  const areYears = columns.every(({ cell }) => isYear(cell.text));
  const haveYearsBelow = columns.some(
    ({ below }) => below.filter(({ text }) => isYear(text)).length * 2 > below.length,
  );
  if (areYears && !haveYearsBelow) return { reason: "years", areNames: true };
  if (rows.some((row) => stepOf(row) === step)) return null;
  const hasDecimals = rows.some((row) => row.some((value) => !Number.isInteger(value)));
  if (step === 1 && (numbers[0] === 0 || numbers[0] === 1)) {
    // Rows of data begin with 1, 2, 3 too.
    const fewest = numbers[0] === 0 ? 3 : 6;
    return { reason: "count", areNames: columns.length >= fewest || hasDecimals || hasTexts };
  }
  const isFar = columns.every((_, i) => {
    const below = rows.map((row) => row[i]).filter((value) => !Number.isNaN(value));
    return numbers[i] > Math.max(...below) || numbers[i] < Math.min(...below);
  });
  if (isFar && (columns.length >= 3 || hasTexts)) return { reason: "steps", areNames: columns.length >= 4 || hasTexts };
  // So many numbers do not rise evenly by chance; a few whole ones (5, 4, 3, 2, 1) may.
  const fewest = numbers.every(Number.isInteger) ? 6 : 3;
  return hasTexts && columns.length >= 3 ? { reason: "steps", areNames: columns.length >= fewest } : null;
}

/** Names lie no closer to each other: smaller numbers are data. */
const finestStep = 1e-6;

/** The step of numbers that rise (or fall) evenly; null where they do not. */
function stepOf(numbers: readonly number[]): number | null {
  const step = numbers[1] - numbers[0];
  const isEven = numbers.every(
    (value, i) => i === 0 || Math.abs(value - numbers[i - 1] - step) <= 1e-6 * Math.abs(step),
  );
  return isEven && Math.abs(step) >= finestStep ? step : null;
}

function valueOf({ text, kind }: JudgedCell): number {
  return kind === "number" ? Number(text.replace(",", ".")) : NaN;
}

function isYear(text: string): boolean {
  return /^(?:1[5-9]|20)\d\d$/.test(text);
}
