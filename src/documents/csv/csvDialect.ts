import { t } from "@vscode/l10n";
import { codesUpTo } from "../text/characterCodes.ts";
import { cellKind } from "./cellText.ts";
import { DocumentError } from "../documentError.ts";
import * as character from "../text/characters.ts";
import { type CsvField, type CsvFormat, CsvScanner } from "./csvScanner.ts";
import type { ReadOptions } from "../types.ts";

const sampleLength = 1 << 16;
const fewestSampleLines = 4;
const maxSampleRecords = 100;
/** Fields of a record that are looked at to find the dialect. */
const maxJudgedFields = 200;
const point = 46;

/** The first records of a table, as one way of splitting sees them. */
export interface CsvSample {
  readonly format: CsvFormat;
  readonly records: readonly (readonly CsvField[])[];
}

/** Finds delimiter and decimal point by looking at the first records. */
export function findFormat(
  text: string,
  codes: Uint8Array,
  options: Pick<ReadOptions, "languageId" | "delimiter">,
): CsvSample {
  return findFormatIn(text, codes, options, sampleEnd(text));
}

function findFormatIn(
  text: string,
  codes: Uint8Array,
  options: Pick<ReadOptions, "languageId" | "delimiter">,
  end: number,
): CsvSample {
  const sample = codesUpTo(codes, end);
  const given = options.delimiter ?? (options.languageId === "tsv" && text.includes("\t") ? "\t" : undefined);
  const candidates = given === undefined ? [",", ";", "\t", "|", " "] : [given];
  const splits = candidates.map((delimiter) => split(text, sample, delimiter.charCodeAt(0)));
  const best = splits.reduce((champion, other) => (other.score > champion.score ? other : champion));
  if (best.error && end === text.length) {
    throw best.error;
  }
  // A first record that is longer than the sample: quoted, over many lines.
  return best.error && best.records.length === 0 ? findFormatIn(text, codes, options, text.length) : best;
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

interface Split extends CsvSample {
  readonly score: number;
  /** A quote that is not closed: by mistake, with another delimiter, or because the sample ends there. */
  readonly error: DocumentError | null;
}

/** How well a delimiter fits: records of equal length, and cells that are numbers. */
function split(text: string, codes: Uint8Array, delimiter: number): Split {
  const { records, error } = readSample(codes, delimiter);
  const decimalPoint = delimiter === character.comma ? point : findDecimalPoint(text, records);
  const format = { delimiter, decimalPoint };
  const width = usualWidth(records);
  if (width < 2) {
    return { format, records, error, score: delimiter === character.comma ? 0 : -1 };
  }
  const regular = records.filter((record) => record.length === width);
  let numbers = 0;
  for (const record of regular) {
    const cells = record.slice(0, maxJudgedFields);
    numbers += cells.filter(({ start, end }) => cellKind(text.slice(start, end), decimalPoint) !== "text").length;
  }
  const consistency = regular.length / (records.length + (error ? 1 : 0));
  const numeric = numbers / (regular.length * Math.min(width, maxJudgedFields));
  const score = consistency * (0.25 + numeric) * (delimiter === character.space ? 0.5 : 1);
  return { format, records, error, score };
}

function readSample(codes: Uint8Array, delimiter: number): Pick<Split, "records" | "error"> {
  const scanner = new CsvScanner(codes, delimiter);
  const records: CsvField[][] = [];
  try {
    while (records.length < maxSampleRecords && scanner.startRecord()) {
      records.push(scanner.readRecord());
    }
  } catch (error) {
    if (error instanceof DocumentError) {
      return { records, error };
    }
    throw error;
  }
  return { records, error: null };
}

/** A comma, where more numbers are written with a comma than with a point. */
function findDecimalPoint(text: string, records: readonly (readonly CsvField[])[]): number {
  let commas = 0;
  let points = 0;
  for (const record of records) {
    for (const { start, end } of record.slice(0, maxJudgedFields)) {
      const cell = text.slice(start, end);
      commas += /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i.test(cell) ? 1 : 0;
      points += /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i.test(cell) ? 1 : 0;
    }
  }
  return commas > points ? character.comma : point;
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

export function delimiterName(delimiter: number): string {
  return delimiter === character.tab ? t("tab") : String.fromCharCode(delimiter);
}
