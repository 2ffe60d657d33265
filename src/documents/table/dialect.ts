import { readCell } from "./cells.ts";
import { countSeparators, decideDecimalPoint, noSeparators, type SeparatorCounts } from "./separators.ts";
import * as character from "../text/characters.ts";
import { type CsvField, type CsvFormat, CsvScanner, UnfinishedRecord } from "../csv/csvScanner.ts";
import { DocumentError } from "../documentError.ts";
import type { ReadOptions } from "../types.ts";

const sampleLength = 1 << 16;
const fewestSampleLines = 4;
const maxSampleRecords = 100;
/** Of fewer records than these the lines behind the data would be half of a half. */
const fewRecords = 12;
/** Lines that may stand before the data. */
export const maxLinesBefore = 20;
/** Fields of a record that are looked at to find the dialect. */
const maxJudgedFields = 200;

/** A record as it stands in the text. */
export interface CsvRecord {
  readonly fields: readonly CsvField[];
  /** Whether it begins with "#": a comment, unless it is a row. */
  readonly isHash: boolean;
}

/** The first records of a table, as one way of splitting sees them. */
export interface CsvSample {
  readonly format: CsvFormat;
  /** In order, comments included. */
  readonly all: readonly CsvRecord[];
  /** Those that are no comments; all of them where nearly all begin with "#". */
  readonly records: readonly (readonly CsvField[])[];
  /** Whether these are all the records of the text. */
  readonly isWhole: boolean;
  /** Whether cells of the sample are other numbers under another decimal point. */
  readonly isSeparated: boolean;
}

/** What of a text is looked at. */
export interface SampledText {
  readonly text: string;
  readonly codes: Uint8Array;
  /** False where more follows behind the text. */
  readonly isWhole: boolean;
}

type DialectOptions = Pick<ReadOptions, "languageId" | "delimiter" | "decimal">;

/**
 * Finds delimiter and decimal point by looking at the first records.
 *
 * @returns null where more of the text is needed
 * @throws DocumentError BINARY
 */
export function findFormat(sampled: SampledText, options: DialectOptions): CsvSample | null {
  const { text, codes, isWhole } = sampled;
  const line = separatorLine(text);
  const end = sampleEnd(text);
  if (end >= text.length && !isWhole) return null;
  const tabs = options.languageId === "tsv" && text.includes("\t") ? "\t" : undefined;
  const given = options.delimiter ?? line.delimiter ?? tabs;
  const candidates = given === undefined ? [",", ";", "\t", "|", " "] : [given];
  try {
    const splits = candidates.map((delimiter) =>
      split(text, new SampleReader(codes, delimiter.charCodeAt(0), line.end, end, isWhole), options),
    );
    if (given === undefined) splits.push(...singleColumn(sampled, line.end, end, splits[0], options));
    return splits.reduce((champion, other) => (other.score > champion.score ? other : champion));
  } catch (thrown) {
    if (thrown instanceof UnfinishedRecord) return null;
    throw thrown;
  }
}

/** Excel's first line that says what delimits the cells ("sep=;"), and where the table begins. */
function separatorLine(text: string): { delimiter: ReadOptions["delimiter"]; end: number } {
  const match = /^\ufeff?"?sep=([,;|\t ])"?[,;|\t ]*(?:\r\n|\r|\n)/i.exec(text);
  return { delimiter: match?.[1] as ReadOptions["delimiter"], end: match === null ? 0 : match[0].length };
}

/** The end of the line in which the sample's length is reached, if there are a few by then: lines may be very long. */
function sampleEnd(text: string): number {
  const lineEnd = /[\r\n]+/g;
  let end = 0;
  for (let line = 0; line < fewestSampleLines; line++) {
    const match = lineEnd.exec(text);
    if (match === null) {
      return text.length;
    }
    end = match.index;
  }
  if (end < sampleLength) {
    lineEnd.lastIndex = Math.min(sampleLength, text.length);
    end = lineEnd.exec(text)?.index ?? text.length;
  }
  return end;
}

/** Reads the first records for one delimiter. */
class SampleReader {
  readonly delimiter: number;
  readonly #codes: Uint8Array;
  readonly #start: number;
  readonly #end: number;
  readonly #isWhole: boolean;

  constructor(codes: Uint8Array, delimiter: number, start: number, end: number, isWhole: boolean) {
    this.delimiter = delimiter;
    this.#codes = codes;
    this.#start = start;
    this.#end = end;
    this.#isWhole = isWhole;
  }

  /** Once to see how many fields a row has, and again if a quote is odd: that number settles what it is. */
  read(): { all: CsvRecord[]; isWhole: boolean } {
    const first = this.#read(null);
    const isOdd = first.hasStray || first.spansLines;
    const width = usualWidth(first.all.filter(({ isHash }) => !isHash).map(({ fields }) => fields));
    return isOdd && width > 1 ? this.#read(width) : first;
  }

  #read(width: number | null): { all: CsvRecord[]; isWhole: boolean; hasStray: boolean; spansLines: boolean } {
    const scanner = new CsvScanner(this.#codes, this.delimiter);
    scanner.expectedFields = width;
    scanner.goesOn = !this.#isWhole;
    scanner.position = this.#start;
    const all: CsvRecord[] = [];
    let spansLines = false;
    let isWhole = false;
    while (all.length < maxSampleRecords) {
      if (!scanner.startRecord()) {
        isWhole = this.#isWhole;
        break;
      }
      if (scanner.position >= this.#end) break;
      const isHash = scanner.isHashLine();
      const start = scanner.position;
      const fields = this.#record(scanner);
      if (fields === null) {
        scanner.position = start;
        scanner.skipLine();
        continue;
      }
      all.push({ fields, isHash });
      const inner = this.#codes.subarray(start, scanner.position - 2);
      spansLines ||= inner.includes(character.lineFeed) || inner.includes(character.carriageReturn);
    }
    return { all, isWhole, hasStray: scanner.hasStray, spansLines };
  }

  /** Null where the quotes of a line cannot be made sense of: reading it in its turn says what is wrong. */
  #record(scanner: CsvScanner): CsvField[] | null {
    try {
      return scanner.readRecord();
    } catch (thrown) {
      if (thrown instanceof DocumentError && thrown.code === "UNCLOSED_QUOTE") return null;
      throw thrown;
    }
  }
}

interface Split extends CsvSample {
  readonly score: number;
}

/** How well a delimiter fits: records of equal length, and cells that are numbers. */
function split(text: string, reader: SampleReader, { decimal }: DialectOptions): Split {
  const { delimiter } = reader;
  const { all, isWhole } = reader.read();
  const records = rowsOf(all);
  const { decimalPoint, isSeparated } = decimalPointOf(text, records, delimiter, decimal);
  const format = { delimiter, decimalPoint };
  const judged = lowerPart(records);
  const width = usualWidth(judged);
  if (width < 2) {
    return { format, all, records, isWhole, isSeparated, score: delimiter === character.comma ? 0 : -1 };
  }
  const regular = judged.filter((record) => record.length === width);
  let numbers = 0;
  let unsplit = 0;
  for (const record of regular) {
    const cells = record.slice(0, maxJudgedFields);
    unsplit += cells.some((field) => isUnsplit(text, field, format)) ? 1 : 0;
    numbers += cells.filter((field) => isOneValue(cellText(text, field), decimalPoint)).length;
  }
  const consistency = regular.length / judged.length;
  const numeric = numbers / (regular.length * Math.min(width, maxJudgedFields));
  // "1.5.2021;3,5": as good as with a comma, but for the semicolon that every row has.
  const isLikelyOther = unsplit > 0.8 * regular.length;
  const score = consistency * (0.25 + numeric) * (delimiter === character.space ? 0.8 : 1) * (isLikelyOther ? 0.9 : 1);
  return { format, all, records, isWhole, isSeparated, score };
}

/** Whether a text without quotes holds what elsewhere delimits cells. */
function isUnsplit(text: string, field: CsvField, { delimiter, decimalPoint }: CsvFormat): boolean {
  if (field.isQuoted || delimiter === character.space) return false;
  const cell = cellText(text, field);
  return /[;\t|]/.test(cell) && readCell(cell, decimalPoint).kind === "text";
}

/** Whether a cell is a number or missing; a blank inside one may be a delimiter that was not tried. */
function isOneValue(cell: string, decimalPoint: number): boolean {
  return readCell(cell, decimalPoint).kind !== "text" && !/\S\s+\S/.test(cell);
}

/** A table whose rows nearly all begin with "#" has no comments. */
function rowsOf(all: readonly CsvRecord[]): (readonly CsvField[])[] {
  const others = all.filter(({ isHash }) => !isHash);
  const hashes = all.length - others.length;
  const width = usualWidth(all.map(({ fields }) => fields));
  const areRows =
    others.length < 2 && hashes > 2 && all.filter(({ fields }) => fields.length === width).length > hashes;
  return (areRows || others.length === 0 ? [] : others).concat(areRows ? all : []).map(({ fields }) => fields);
}

function decimalPointOf(
  text: string,
  records: readonly (readonly CsvField[])[],
  delimiter: number,
  given: ReadOptions["decimal"],
): { decimalPoint: number; isSeparated: boolean } {
  if (given === "." || given === ",") return { decimalPoint: given.charCodeAt(0), isSeparated: false };
  const counts: SeparatorCounts[] = [];
  for (const record of records) {
    record.slice(0, maxJudgedFields).forEach((field, c) => {
      if (delimiter === character.comma && !field.isQuoted) return;
      countSeparators((counts[c] ??= noSeparators()), cellText(text, field));
    });
  }
  const columns = counts.filter((column) => (column as SeparatorCounts | undefined) !== undefined);
  const { decimalPoint, isOpen, matters } = decideDecimalPoint(columns, delimiter);
  return { decimalPoint, isSeparated: matters || (isOpen && decimalPoint === character.comma) };
}

/**
 * Numbers with a decimal comma, one a line, look like two columns. They are one where the header has one name, or where
 * the second half has a zero before other digits.
 */
function singleColumn(
  { text, codes, isWhole }: SampledText,
  start: number,
  end: number,
  { records }: Split,
  { decimal }: DialectOptions,
): Split[] {
  if (decimal === ".") return [];
  const rows = records.filter(({ length }) => length === 2);
  const others = records.length - rows.length;
  if (rows.length === 0 || others > Math.max(1, 0.2 * records.length)) return [];
  const halves = rows.map((row) => row.map((field) => cellText(text, field)));
  const isDecimal = ([whole, part]: string[]): boolean => /^[+-]?\d+$/.test(whole) && /^\d+$/.test(part);
  const isJoined = rows.every(([whole, part]) => !whole.isQuoted && !part.isQuoted && part.start === whole.end + 1);
  if (!isJoined || !halves.every(isDecimal)) return [];
  const hasOneName =
    records[0].length === 1 && readCell(cellText(text, records[0][0]), character.comma).kind === "text";
  const counts = rows.length > 4 && halves.every(([whole], i) => Number(whole) === Number(halves[0][0]) + i);
  const isProven = halves.some(([, part]) => /^0\d/.test(part));
  const isOne = decimal === "," || isProven || (hasOneName && !counts);
  if (!isOne) return [];
  const reader = new SampleReader(codes, character.none, start, end, isWhole);
  return [{ ...split(text, reader, { languageId: "", decimal: "," }), score: Infinity }];
}

/** The text of a field, without what belongs to its quotes. */
export function cellText(text: string, { start, end }: CsvField): string {
  return text.slice(start, end);
}

/** The records below those that may stand before the data: what a row looks like shows there. */
export function lowerPart<T>(records: readonly T[]): readonly T[] {
  if (records.length < 4) return records;
  const before = records.length < fewRecords ? 1 : Math.min(maxLinesBefore, Math.floor(records.length / 2));
  return records.slice(before);
}

/** The number of fields that most records have; of equally frequent ones the first. */
export function usualWidth(records: readonly (readonly unknown[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  let usual = 0;
  for (const [width, count] of counts) {
    usual = count > (counts.get(usual) ?? 0) ? width : usual;
  }
  return usual;
}
