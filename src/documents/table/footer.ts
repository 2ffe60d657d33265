import { hasContent, readCell } from "./cells.ts";
import { cellText } from "./dialect.ts";
import { type CsvField, type CsvFormat, CsvScanner } from "../csv/csvScanner.ts";
import { blankMarks, characterCodes } from "../text/characterCodes.ts";

/** Lines behind the data that are looked at. */
const maxFooterLines = 20;
/** Rows before them that show what the cells of a column look like. */
const maxRowsBefore = 20;

/** Words that stand where a row sums up the rows above it. */
const totalsWord =
  /^\W*(?:(?:grand|sub)[\s-]*)?(?:totals?|sum|sums|average|avg|mean|overall|summe|gesamt|insgesamt|mittelwert|somme|moyenne|totale|합계|총계|평균|合計|合计|总计|平均)\b[\s:.]*$/iu;

/** How a line begins that says where a table is from, in a cell that no column has elsewhere: "Source: Census, 2021". */
const noteWord =
  /^\W*(?:(?:data\s+)?sources?|(?:foot)?notes?|remarks?|comments?|(?:last\s+)?updated?|downloaded|retrieved|exported|generated|created|copyright|quelle|hinweis|anmerkung|stand|fuente|nota|출처|자료|비고|주)\s*[:：]/iu;

/** Lines behind the rows of a table that are no rows. */
export interface Footer {
  /** Where the first begins. */
  readonly start: number;
  /** Of every one of them, how many lines it is behind that place. */
  readonly lines: readonly number[];
  /** The first of them. */
  readonly text: string;
  readonly isTotals: boolean;
}

/** What is known of the rows: columns, and which of them are numbers. */
export interface KnownRows {
  readonly format: CsvFormat;
  readonly isNumeric: readonly boolean[];
}

interface Line {
  readonly start: number;
  readonly text: string;
}

/**
 * Looks at the last lines of a table for such as are no rows: notes of another length that hold no numbers, and a row of
 * totals.
 *
 * @param tail the end of a text, from the start of a line that is a row or stands behind the rows
 */
export function findFooter(tail: string, rows: KnownRows): Footer | null {
  const lines = lastLines(tail, maxFooterLines + maxRowsBefore);
  const codes = characterCodes(tail);
  blankMarks(tail, codes);
  const fieldsOf = ({ start }: Line): readonly CsvField[] | null => readLine(codes, start, rows);
  let count = 0;
  let isTotals = false;
  while (count < Math.min(maxFooterLines, lines.length - 1)) {
    const line = lines[count];
    const fields = fieldsOf(line);
    if (fields === null) break;
    if (!isNote(tail, fields, rows)) {
      const before = lines.slice(count + 1).map((other) => fieldsOf(other) ?? []);
      const isTotal = isTotalsRow(tail, fields, rows, before) && before.some(({ length }) => length > 0);
      if (!isTotal && !beginsAsNote(tail, fields, before)) break;
      isTotals ||= isTotal;
    }
    count++;
  }
  if (count === 0) return null;
  const found = lines.slice(0, count).reverse();
  const { start } = found[0];
  const lineOf = (line: Line): number => tail.slice(start, line.start).split(/\r\n|\r|\n/).length - 1;
  return { start, lines: found.map(lineOf), text: found[0].text, isTotals: isTotals && count === 1 };
}

/** The last lines that are not blank, the last one first. */
function lastLines(tail: string, limit: number): Line[] {
  const lines: Line[] = [];
  let end = tail.length;
  while (end > 0 && lines.length < limit) {
    const start = Math.max(tail.lastIndexOf("\n", end - 1), tail.lastIndexOf("\r", end - 1)) + 1;
    const text = tail.slice(start, end);
    if (hasContent(text) && !text.trimStart().startsWith("#")) lines.push({ start, text: text.trim() });
    end = start - 1;
  }
  return lines;
}

function readLine(codes: Uint8Array, start: number, { format, isNumeric }: KnownRows): readonly CsvField[] | null {
  const scanner = new CsvScanner(codes, format.delimiter);
  scanner.expectedFields = isNumeric.length;
  scanner.position = start;
  try {
    return scanner.startRecord() ? scanner.readRecord() : null;
  } catch {
    return null; // an odd quote: reading the row says what is wrong
  }
}

/** A line of another length without any number, or one of nothing but text above which numbers stand. */
function isNote(tail: string, fields: readonly CsvField[], { format, isNumeric }: KnownRows): boolean {
  const cells = fields.map((field) => cellText(tail, field));
  const kinds = cells.map((cell) => readCell(cell, format.decimalPoint).kind);
  if (kinds.includes("number") || !kinds.includes("text")) return false;
  const width = isNumeric.length;
  const isLong = cells.length > width && cells.slice(width).some(hasContent);
  if (isLong || cells.length < width) return true;
  const areTexts = isNumeric.every((numeric, c) => !numeric || kinds[c] !== "number");
  return areTexts && isNumeric.includes(true) && (width > 1 || /[\s:]/.test(cells[0]));
}

/** A line as long as a row that begins as a note does, where no row above begins so. */
function beginsAsNote(tail: string, fields: readonly CsvField[], before: readonly (readonly CsvField[])[]): boolean {
  const begins = (row: readonly CsvField[]): boolean => row.length > 0 && noteWord.test(cellText(tail, row[0]));
  return begins(fields) && !before.slice(1).some(begins);
}

/** A row whose text says that it sums up, where those before it have a number or a date; or whose numbers are their sums. */
function isTotalsRow(
  tail: string,
  fields: readonly CsvField[],
  { format, isNumeric }: KnownRows,
  before: readonly (readonly CsvField[])[],
): boolean {
  const c = fields.findIndex((field) => totalsWord.test(cellText(tail, field)));
  if (c < 0 || c >= isNumeric.length) return false;
  if (isNumeric[c]) return true;
  const isPlainTotal = /^(?:grand )?totals?$/i.test(cellText(tail, fields[c]));
  if (isPlainTotal && !before.some((row) => c < row.length && totalsWord.test(cellText(tail, row[c])))) return true;
  const above = before.flatMap((row) => (c < row.length ? [cellText(tail, row[c])] : []));
  if (above.length > 0 && above.every((cell) => /^\d/.test(cell))) return true;
  return fields.some((field, k) => {
    const valueOf = (row: readonly CsvField[]): number =>
      k < row.length ? readCell(cellText(tail, row[k]), format.decimalPoint).value : NaN;
    const total = readCell(cellText(tail, field), format.decimalPoint).value;
    const values = before.map(valueOf).filter((value) => !Number.isNaN(value));
    const sum = values.reduce((all, value) => all + value, 0);
    const isNear = (expected: number): boolean => Math.abs(total - expected) <= 0.005 * Math.abs(expected) + 1e-9;
    return isNumeric[k] && values.length > 1 && (isNear(sum) || isNear(sum / values.length));
  });
}
