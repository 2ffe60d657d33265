import { cellKind } from "./cells.ts";
import { cellText, type CsvSample, findFormat, type SampledText } from "./dialect.ts";
import { findFooter, type Footer } from "./footer.ts";
import { findHeader, type CsvHeader } from "./header.ts";
import type { CsvFormat } from "../csv/csvScanner.ts";
import { comma, point } from "../text/characters.ts";
import type { ReadOptions } from "../types.ts";

/** What is wanted of a column. skip: nothing. watch: what its cells are, as it is taken for text. numbers: their values. */
export type ColumnUse = "skip" | "watch" | "numbers";

/** How a table is read, as its first and last lines suggest. */
export interface TablePlan {
  readonly sample: CsvSample;
  readonly format: CsvFormat;
  readonly header: CsvHeader;
  readonly uses: readonly ColumnUse[];
  /** Lines before the data, as they are written: files that were appended have them again. */
  readonly repeats: readonly string[];
  readonly footer: Footer | null;
  /** Whether all numbers have to be looked at before it is known what parts their decimals. */
  readonly asksForDecimals: boolean;
  /** Whether a person has said it. */
  readonly isDecimalGiven: boolean;
}

/** All of a text that a plan is made from. */
export interface PlannedText extends SampledText {
  /** The last lines, from the start of one. */
  readonly tail: string;
}

/** The last characters of a text that are looked at. */
export const tailLength = 1 << 16;

/** The last lines of a text, and where they begin. */
export function tailOf(text: string): { tail: string; start: number } {
  if (text.length <= tailLength) return { tail: text, start: 0 };
  const start = text.indexOf("\n", text.length - tailLength) + 1;
  return start === 0 ? { tail: "", start: text.length } : { tail: text.slice(start), start };
}

/**
 * Decides how a table is read: delimiter, decimal point, header, which columns are numbers, where the rows end. Both the
 * reader of texts and the reader of files ask here.
 *
 * @returns null where more of the text is needed
 */
export function planTable(
  planned: PlannedText,
  options: Omit<ReadOptions, "selections" | "missingValues">,
): TablePlan | "needsMore" | "noRows" {
  const sample = findFormat(planned, options);
  if (sample === null) return "needsMore";
  if (sample.records.length === 0) return planned.isWhole ? "noRows" : "needsMore";
  const { text, codes } = planned;
  const header = findHeader(text, codes, sample, options.header);
  const uses = guessUses(text, sample, header, options);
  const isNumeric = uses.map((use) => use === "numbers");
  return {
    sample,
    format: sample.format,
    header,
    uses,
    repeats: repeatedLines(text, sample, header),
    footer: findFooter(planned.tail, { format: sample.format, isNumeric }),
    asksForDecimals: sample.isSeparated,
    isDecimalGiven: options.decimal === "." || options.decimal === ",",
  };
}

/** Columns in which the sample has texts only are taken for text. */
function guessUses(
  text: string,
  sample: CsvSample,
  header: CsvHeader,
  { exclude = [], indexColumn }: Pick<ReadOptions, "exclude" | "indexColumn">,
): ColumnUse[] {
  const data = sample.records.filter(([first]) => first.start >= header.dataStart);
  return header.columns.map(({ name, isNamed }, c) => {
    const isIndex = c === 0 && !isNamed && header.place !== null;
    if (exclude.includes(name) || (isIndex && indexColumn === "omit")) return "skip";
    const kinds = data
      .filter((record) => c < record.length)
      .map((record) => cellKind(cellText(text, record[c]), sample.format.decimalPoint));
    return kinds.includes("text") && !kinds.includes("number") ? "watch" : "numbers";
  });
}

/** Whether a cell is no number, whatever the decimal point turns out to be. */
function isTextEitherWay(cell: string): boolean {
  return cellKind(cell, point) === "text" && cellKind(cell, comma) === "text";
}

/** The header and the lines beside it; not one of nothing but bare numbers, which could be a row. */
function repeatedLines(text: string, { records }: CsvSample, { dataStart, place, columns }: CsvHeader): string[] {
  if (place === null || columns.every(({ isNamed }) => !isNamed)) return [];
  const before = records.filter(([first]) => first.start < dataStart);
  const isHeader = ([first]: CsvSample["records"][number]): boolean =>
    first.start >= place.start && first.start <= place.end;
  // The header comes first: the byte scanner knows but one line.
  const inOrder = [...before.filter(isHeader), ...before.filter((record) => !isHeader(record))];
  return inOrder.flatMap((record) => {
    const isBare = record.every((field) => !field.isQuoted && !isTextEitherWay(cellText(text, field)));
    if (isBare) return [];
    const [first] = record;
    const start = first.isQuoted ? first.start - 1 : first.start;
    const end = /[\r\n]|$/.exec(text.slice(start))?.index ?? 0;
    const line = text.slice(start, start + end).replace(/^\ufeff/, "");
    return line === "" ? [] : [line];
  });
}
