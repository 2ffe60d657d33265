import { t } from "@vscode/l10n";
import { type CellKind, cellKind, hasContent } from "./cellText.ts";
import { type CsvSample, usualWidth } from "./csvDialect.ts";
import { type CsvField, CsvScanner } from "./csvScanner.ts";
import * as character from "../text/characters.ts";
import { columnNamer } from "../text/numberedName.ts";
import { excerpt } from "../text/excerpt.ts";
import { positionAt } from "../text/textPosition.ts";
import type { ReadOptions, Span, TextFeature, TextNotice } from "../types.ts";

/** A column's name; `isNamed` is false where the name only says which column it is. */
type Column = TextFeature & { readonly isNamed: boolean };

/** The columns of a table, and where its data begins. */
export interface CsvHeader {
  readonly columns: readonly Column[];
  /** Where the first data record begins. */
  readonly dataStart: number;
  /** Place of the header record; null where there is none. */
  readonly place: Span | null;
  readonly notices: readonly TextNotice[];
}

/** Finds what comes before the data: lines that are no part of the table, and the header. */
export function findHeader(
  text: string,
  codes: Uint8Array,
  sample: CsvSample,
  header: ReadOptions["header"],
): CsvHeader {
  const notices: TextNotice[] = [];
  let first = 0;
  while (isPreamble(text, sample, first, codes)) {
    notices.push(preambleNotice(text, codes, sample.records[first]));
    first++;
  }
  const records = sample.records.slice(first);
  const [names] = records;
  const hasHeader = header === "present" || (header === "auto" && isHeader(text, sample, records));
  const start = recordStart(codes, names[0]);
  if (hasHeader) {
    const place = { start, end: recordEnd(names) };
    return { columns: namedColumns(text, names, records.slice(1)), dataStart: place.end, place, notices };
  }
  const comment = header === "auto" ? commentHeader(text, codes, sample, start) : null;
  const unnamedColumn = unnamedColumns();
  return {
    columns: comment ? namedColumns(text, comment, records) : names.map((_, c) => unnamedColumn(c)),
    dataStart: start,
    place: comment ? { start: comment[0].start, end: recordEnd(comment) } : null,
    notices,
  };
}

/**
 * Whether a record stands before the table: a title line (shorter than the table, without a number), or scikit-learn's
 * size line, which says how many rows and features follow.
 */
function isPreamble(text: string, { format, records }: CsvSample, index: number, codes: Uint8Array): boolean {
  const record = records[index];
  const rest = records.slice(index + 1);
  if (index > 4 || rest.length < 2) {
    return false;
  }
  const width = usualWidth(rest);
  if (rest.every(({ length }) => length === width)) {
    const [rows, features] = record.map(({ start, end }) => Number(text.slice(start, end)));
    if (
      index === 0 &&
      record.length >= 2 &&
      features === width - 1 &&
      rows === countRecords(codes, recordEnd(record), format.delimiter)
    ) {
      return true;
    }
  }
  const isText = (fields: readonly CsvField[]): boolean =>
    fields.every(({ start, end }) => cellKind(text.slice(start, end), format.decimalPoint) === "text");
  const isShort = record.length < width / 2 || (record.length === width / 2 && isText(rest[0]));
  return (
    isShort &&
    rest.length >= 3 &&
    rest.filter(({ length }) => length === width).length >= 0.9 * rest.length &&
    isText(record)
  );
}

/** The number of records from a place on that is not inside one. */
export function countRecords(codes: Uint8Array, start: number, delimiter: number): number {
  const scanner = new CsvScanner(codes, delimiter);
  scanner.position = start;
  let count = 0;
  while (scanner.startRecord()) {
    while (!scanner.skipField());
    count++;
  }
  return count;
}

function preambleNotice(text: string, codes: Uint8Array, record: readonly CsvField[]): TextNotice {
  const place = { start: recordStart(codes, record[0]), end: recordEnd(record) };
  const message = t(
    "Line {0} is left out: it stands before the table, {1}.",
    positionAt(codes, place.start).line,
    excerpt(text.slice(place.start, place.end)),
  );
  return { code: "PREAMBLE_LEFT_OUT", severity: "info", message, place };
}

/**
 * Whether the first record names the columns: it has text above numbers, in at least as many columns as it has numbers
 * above numbers; or numbers that are quoted or look like years while the column below them does not.
 */
function isHeader(text: string, { format }: CsvSample, [names, ...rest]: CsvSample["records"]): boolean {
  const kinds = (record: readonly CsvField[]): CellKind[] =>
    record.map(({ start, end }) => cellKind(text.slice(start, end), format.decimalPoint));
  if (rest.length === 0) {
    return kinds(names).every((kind) => kind === "text");
  }
  const offset = usualWidth(rest) === names.length + 1 ? 1 : 0; // R leaves the row names' column without a name
  const below = names.map(() => ({ numbers: 0, texts: 0 }));
  for (const record of rest) {
    kinds(record).forEach((kind, c) => {
      const counts = below[c - offset] as { numbers: number; texts: number } | undefined;
      if (counts) {
        counts.numbers += kind === "number" ? 1 : 0;
        counts.texts += kind === "text" ? 1 : 0;
      }
    });
  }
  let textAbove = 0;
  let numberAbove = 0;
  kinds(names).forEach((kind, c) => {
    if (below[c].numbers > below[c].texts) {
      textAbove += kind === "text" ? 1 : 0;
      numberAbove += kind === "number" && !isYear(text.slice(names[c].start, names[c].end)) ? 1 : 0;
    }
  });
  return textAbove > 0 && textAbove >= numberAbove;
}

function isYear(cell: string): boolean {
  return /^(?:1[5-9]|20)\d\d$/.test(cell);
}

/** numpy.savetxt and others write the names as a comment right above the data. */
function commentHeader(text: string, codes: Uint8Array, sample: CsvSample, dataStart: number): CsvField[] | null {
  const before = text.slice(0, dataStart).trimEnd();
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  if (codes[lineStart] !== character.hash) {
    return null;
  }
  const scanner = new CsvScanner(codes, sample.format.delimiter);
  scanner.position = lineStart + 1;
  const fields = scanner.readRecord();
  const areNames = fields.every(
    ({ start, end }) => cellKind(text.slice(start, end), sample.format.decimalPoint) === "text",
  );
  return areNames && fields.length === usualWidth(sample.records) ? fields : null;
}

function namedColumns(text: string, names: readonly CsvField[], rest: CsvSample["records"]): Column[] {
  const unnamedColumn = unnamedColumns();
  const width = rest.length > 0 ? contentWidth(text, rest) : names.length;
  const columns: Column[] = names.map(({ start, end, isQuoted }, c) => {
    const name = text.slice(start, end);
    const place = { start, end };
    return name === ""
      ? { ...unnamedColumn(c), place }
      : { name: isQuoted ? name.replaceAll('""', '"') : name, place, isNamed: true };
  });
  if (width === columns.length + 1 && columns[columns.length - 1].isNamed) {
    columns.unshift({ ...unnamedColumn(0), place: columns[0].place });
  }
  while (columns.length > width && !columns[columns.length - 1].isNamed) {
    columns.pop(); // a delimiter behind the last name
  }
  for (let c = columns.length; c < width; c++) {
    columns.push(unnamedColumn(c));
  }
  return columns;
}

/** The usual number of fields, without those at the end that are empty in all records. */
function contentWidth(text: string, records: CsvSample["records"]): number {
  let width = usualWidth(records);
  const regular = records.filter(({ length }) => length === width);
  while (
    width > 1 &&
    regular.every((record) => !hasContent(text.slice(record[width - 1].start, record[width - 1].end)))
  ) {
    width--;
  }
  return width;
}

/** Gives the columns "Column 1", … by their index. */
function unnamedColumns(): (c: number) => Column {
  const nameOf = columnNamer();
  return (c) => ({ name: nameOf(c), place: null, isNamed: false });
}

function recordStart(codes: Uint8Array, { start, isQuoted }: CsvField): number {
  let position = isQuoted ? start - 1 : start;
  while (position > 0 && (codes[position - 1] === character.space || codes[position - 1] === character.tab)) {
    position--;
  }
  return position;
}

function recordEnd(record: readonly CsvField[]): number {
  const { end, isQuoted } = record[record.length - 1];
  return isQuoted ? end + 1 : end;
}
