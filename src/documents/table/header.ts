import { cellKind, hasContent, type CellKind } from "./cells.ts";
import { cellText, type CsvSample, lowerPart, maxLinesBefore, usualWidth } from "./dialect.ts";
import { numericNames, type NumericNames } from "./numericNames.ts";
import { type CsvField, CsvScanner } from "../csv/csvScanner.ts";
import * as character from "../text/characters.ts";
import { columnNamer } from "../text/numberedName.ts";
import type { ReadOptions, Span, TextFeature } from "../types.ts";

/** A column's name; `isNamed` is false where the name only says which column it is. */
export type Column = TextFeature & { readonly isNamed: boolean };

/** The columns of a table, and where its data begins. */
export interface CsvHeader {
  readonly columns: readonly Column[];
  /** Where the first data record begins. */
  readonly dataStart: number;
  /** Place of the header record; null where there is none. */
  readonly place: Span | null;
  /** Records before the data that are not its header. */
  readonly before: readonly Span[];
  /** Why numbers are, or could be, the names; null where that is no question. */
  readonly numericNames: NumericNames | null;
}

/** What a table's first records look like, for the questions below. */
interface Look {
  readonly text: string;
  readonly decimalPoint: number;
  /** Fields of a row. */
  readonly width: number;
  /** Per column: whether more of its cells are numbers than texts. */
  readonly isNumeric: readonly boolean[];
}

/** Finds what comes before the data: lines that are no part of the table, the header, a line of units. */
export function findHeader(
  text: string,
  codes: Uint8Array,
  sample: CsvSample,
  header: ReadOptions["header"],
): CsvHeader {
  const { records } = sample;
  const first = isSizeLine(text, sample) ? 1 : 0;
  const look = lookAt(text, sample);
  const top = linesBefore(look, records, header === "absent");
  const numBefore = Math.max(first, top.count);
  const data = records.slice(numBefore);
  const found = header === "absent" ? null : (top.names ?? namesAmong(look, records, first, numBefore));
  const numeric = found === null && data.length > 0 ? numericNames(data.map((row) => cellsOf(look, row))) : null;
  let names = found;
  if (names === null && data.length > 0) {
    if (header === "present" || (header === "auto" && numeric?.areNames === true)) names = numBefore;
    else if (header === "auto" && numBefore === first && isOnlyNames(look, records.slice(first))) names = first;
  }
  const dataIndex = Math.max(numBefore, names === null ? 0 : names + 1);
  const rows = records.slice(dataIndex);
  const before = records.slice(0, dataIndex).flatMap((record, i) => (i === names ? [] : [recordSpan(codes, record)]));
  if (names !== null) {
    const place = recordSpan(codes, records[names]);
    const dataStart = rows.length > 0 && before.length > 0 ? recordSpan(codes, rows[0]).start : place.end;
    const columns = namedColumns(text, records[names], rows);
    return { columns, dataStart, place, before, numericNames: header === "auto" ? numeric : null };
  }
  return withoutHeader(text, codes, sample, look, { header, rows, before, numeric });
}

interface Headless {
  readonly header: ReadOptions["header"];
  readonly rows: CsvSample["records"];
  readonly before: readonly Span[];
  readonly numeric: NumericNames | null;
}

/** The data begins at once; a comment above it may name the columns. */
function withoutHeader(
  text: string,
  codes: Uint8Array,
  sample: CsvSample,
  look: Look,
  { header, rows, before, numeric }: Headless,
): CsvHeader {
  const start = firstRow(codes, sample, look, rows);
  const comment = header === "auto" ? commentHeader(text, codes, sample, look, start) : null;
  const unnamedColumn = unnamedColumns();
  const width = Math.max(1, contentWidth(text, rows));
  return {
    columns: comment ? namedColumns(text, comment, rows) : Array.from({ length: width }, (_, c) => unnamedColumn(c)),
    dataStart: start,
    place: comment ? { start: comment[0].start, end: recordEnd(comment) } : null,
    before,
    numericNames: header === "auto" && comment === null ? numeric : null,
  };
}

function lookAt(text: string, { format, records }: CsvSample): Look {
  const lower = records.length === 2 ? records.slice(1) : lowerPart(records);
  const width = contentWidth(text, records.length < 4 ? records : lower);
  const kinds = lower.map((record) => record.map((field) => cellKind(cellText(text, field), format.decimalPoint)));
  // Rows without any number are headers again, or notes: they say nothing about the columns.
  const withNumbers = kinds.filter((record) => record.includes("number"));
  const counts = Array.from({ length: width }, () => ({ numbers: 0, texts: 0 }));
  for (const record of withNumbers) {
    record.slice(0, width).forEach((kind, c) => {
      counts[c].numbers += kind === "number" ? 1 : 0;
      counts[c].texts += kind === "text" ? 1 : 0;
    });
  }
  return { text, decimalPoint: format.decimalPoint, width, isNumeric: counts.map((it) => it.numbers > it.texts) };
}

/** What `numericNames` wants to know of a cell. */
function cellsOf(
  { text, decimalPoint }: Look,
  record: readonly CsvField[],
): { text: string; kind: CellKind; isQuoted: boolean }[] {
  return record.map((field) => {
    const cell = cellText(text, field);
    return { text: cell, kind: cellKind(cell, decimalPoint), isQuoted: field.isQuoted };
  });
}

/** What stands at the top: how many records, and which of them holds the names where that is known. */
interface Top {
  readonly count: number;
  readonly names: number | null;
}

/**
 * Records at the top that are no rows: of another length, or with more texts than numbers above numbers; and those between
 * them that have neither.
 */
function linesBefore(look: Look, records: CsvSample["records"], onlyRagged: boolean): Top {
  const limit = Math.min(maxLinesBefore, records.length - 1);
  let count = 0;
  for (let i = 0; i < limit; i++) {
    if (isNoRow(look, records[i], onlyRagged)) count = i + 1;
    else if (onlyRagged || hasNumbers(look, records[i])) break;
  }
  // Below names of all columns a text beside numbers is a row with a mistake: to leave it out would hide the mistake.
  while (!onlyRagged && count > 1 && isMixedRow(look, records[count - 1])) {
    if (!records.slice(0, count - 1).some((record) => namesAll(look, record))) break;
    count--;
  }
  return count > 0 || onlyRagged || limit < 2 ? { count, names: null } : keysBefore(look, records, limit);
}

/** A record as long as a row with texts and numbers above numbers. */
function isMixedRow(look: Look, record: readonly CsvField[]): boolean {
  return record.length === look.width && hasNumbers(look, record);
}

/** Whether a record has a text above every column of numbers. */
function namesAll({ text, decimalPoint, width, isNumeric }: Look, record: readonly CsvField[]): boolean {
  return (
    record.length === width &&
    record.every((field, c) => !isNumeric[c] || cellKind(cellText(text, field), decimalPoint) === "text")
  );
}

function hasNumbers({ text, decimalPoint, isNumeric }: Look, record: readonly CsvField[]): boolean {
  return record.some((field, c) => isNumeric[c] && cellKind(cellText(text, field), decimalPoint) === "number");
}

function isNoRow(look: Look, record: readonly CsvField[], onlyRagged: boolean): boolean {
  const { text, decimalPoint, width, isNumeric } = look;
  const kinds = record.map((field) => cellKind(cellText(text, field), decimalPoint));
  const isLong = record.length > width && record.slice(width).some((field) => hasContent(cellText(text, field)));
  // A row of numbers that is too short or too long is a mistake to point at, not a title.
  if (isLong || record.length < width) return !kinds.includes("number") || kinds.filter(isText).length > 0;
  if (onlyRagged) return false;
  let texts = 0;
  let numbers = 0;
  kinds.forEach((kind, c) => {
    if (!isNumeric[c]) return;
    texts += kind === "text" ? 1 : 0;
    numbers += kind === "number" && !isYear(cellText(text, record[c])) ? 1 : 0;
  });
  return texts > 0 && texts >= numbers;
}

function isText(kind: CellKind): boolean {
  return kind === "text";
}

/**
 * Lines of keys and values above the names ("Serial,1234") that could be rows as they go: the names below them give them
 * away, and that keys begin with a letter where the data does not.
 */
function keysBefore(look: Look, records: CsvSample["records"], limit: number): Top {
  const startsWithLetter = (record: readonly CsvField[]): boolean => /^\p{L}/u.test(cellText(look.text, record[0]));
  let names = 0;
  while (names < limit && !isNoRow(look, records[names], false)) names++;
  if (names === 0 || names === limit || records[names].length < 2) return { count: 0, names: null };
  const rows = records.slice(names + 1);
  const areKeys = records.slice(0, names).every(startsWithLetter) && !rows.some(startsWithLetter);
  return areKeys ? { count: names + 1, names } : { count: 0, names: null };
}

/** Which of the records before the data names the columns: the first full one of those as long as a row; null: none. */
function namesAmong(look: Look, records: CsvSample["records"], first: number, end: number): number | null {
  let found: number | null = null;
  for (let i = end - 1; i >= first; i--) {
    const record = records[i];
    if (isRule(look.text, record)) continue;
    const filled = record.filter((field) => cellText(look.text, field) !== "").length;
    // R leaves the column of row names without a name.
    const isLongEnough = record.length >= look.width || (record.length === look.width - 1 && i === end - 1);
    const isSurplus = record.slice(look.width).some((field) => hasContent(cellText(look.text, field)));
    // "!Sample_title": keys of the lines that some archives put above the names.
    const isKey = found !== null && cellText(look.text, record[0]).startsWith("!");
    if (!isLongEnough || isSurplus || isKey) break;
    if (filled >= look.width - Math.max(1, look.width / 4)) found = i;
  }
  if (found === null && end > first) {
    const last = records[end - 1];
    const isFilled = last.filter((field) => cellText(look.text, field) !== "").length * 2 >= look.width;
    return last.length >= look.width && isFilled ? end - 1 : null;
  }
  return found;
}

/** A line of dashes that databases put below the names. */
function isRule(text: string, record: readonly CsvField[]): boolean {
  const line = text.slice(record[0].start, recordEnd(record));
  return /^[\s|+=:_-]+$/.test(line) && line.includes("--");
}

/** A table of one record, which is text: names without rows. */
function isOnlyNames(look: Look, records: CsvSample["records"]): boolean {
  return (
    records.length === 1 && records[0].every((field) => isText(cellKind(cellText(look.text, field), look.decimalPoint)))
  );
}

/** scikit-learn's first line: how many rows and features follow, and the names of the classes. */
function isSizeLine(text: string, { records, isWhole }: CsvSample): boolean {
  const [record, ...rest] = records;
  if (rest.length < 2 || record.length < 2) return false;
  const width = usualWidth(rest);
  const [rows, features] = record.map((field) => Number(cellText(text, field)));
  if (features !== width - 1 || !rest.every(({ length }) => length === width)) return false;
  // Only a line that is no row for other reasons is believed where the rows cannot all be counted.
  return isWhole ? rows === rest.length : rows > rest.length && Number.isInteger(rows) && hasText(text, record, width);
}

function hasText(text: string, record: readonly CsvField[], width: number): boolean {
  return record.length !== width || record.some((field) => Number.isNaN(Number(cellText(text, field))));
}

export function isYear(cell: string): boolean {
  return /^(?:1[5-9]|20)\d\d$/.test(cell);
}

/** The number of records from a place on that is not inside one; comments are none. */
export function countRecords(codes: Uint8Array, start: number, delimiter: number, expectedFields: number): number {
  const scanner = new CsvScanner(codes, delimiter);
  scanner.expectedFields = expectedFields;
  scanner.position = start;
  let count = 0;
  while (scanner.startRecord()) {
    if (scanner.isHashLine()) {
      scanner.skipLine();
      continue;
    }
    while (!scanner.skipField());
    count++;
  }
  return count;
}

/** Where the data begins: at a line with "#" in front if that is a row. */
function firstRow(codes: Uint8Array, { all, records }: CsvSample, look: Look, rows: CsvSample["records"]): number {
  const [first] = rows;
  const firstStart = recordSpan(codes, first).start;
  if (first !== records[0]) return firstStart;
  const before = all.filter((record) => record.isHash && record.fields[0].start < firstStart);
  const comments = before.filter(({ fields }) => !isHashRow(look, fields));
  const last = comments.at(-1);
  const hashRows = last ? before.slice(before.indexOf(last) + 1) : before;
  return hashRows.length > 0 ? recordSpan(codes, hashRows[0].fields).start : firstStart;
}

function isHashRow({ text, decimalPoint, width, isNumeric }: Look, fields: readonly CsvField[]): boolean {
  if (fields.length !== width) return false;
  const kinds = fields.map((field) => cellKind(cellText(text, field), decimalPoint));
  return !kinds.some((kind, c) => isNumeric[c] && kind === "text") && kinds.includes("number");
}

/** numpy.savetxt and others write the names as a comment right above the data; some tables name a column "#". */
function commentHeader(
  text: string,
  codes: Uint8Array,
  { all, format }: CsvSample,
  look: Look,
  dataStart: number,
): CsvField[] | null {
  const above = all.filter(({ fields }) => fields[0].start < dataStart).at(-1);
  if (above?.isHash !== true) return null;
  const whole = [...above.fields];
  const lineStart = whole[0].start;
  const isMark = codes[lineStart + 1] === character.space || codes[lineStart + 1] === character.tab;
  const scanner = new CsvScanner(codes, format.delimiter);
  scanner.position = lineStart + 1;
  const stripped = isMark ? scanner.readRecord() : whole;
  const isNamedSign = stripped.length === look.width && cellText(text, stripped[0]) === "";
  const fields = isNamedSign || stripped.length !== look.width ? whole : stripped;
  const areNames = fields.every((field) => isText(cellKind(cellText(text, field), format.decimalPoint)));
  return areNames && fields.length === look.width ? fields : null;
}

function namedColumns(text: string, names: readonly CsvField[], rest: CsvSample["records"]): Column[] {
  const unnamedColumn = unnamedColumns();
  const width = rest.length > 0 ? contentWidth(text, rest) : names.length;
  const columns: Column[] = names.map(({ start, end, isQuoted }, c) => {
    const name = text.slice(start, end).replace(/^\ufeff/, "");
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
  while (width > 1 && regular.every((record) => !hasContent(cellText(text, record[width - 1])))) {
    width--;
  }
  return width;
}

/** Gives the columns "Column 1", … by their index. */
function unnamedColumns(): (c: number) => Column {
  const nameOf = columnNamer();
  return (c) => ({ name: nameOf(c), place: null, isNamed: false });
}

function recordSpan(codes: Uint8Array, record: readonly CsvField[]): Span {
  const [{ start, isQuoted }] = record;
  let position = isQuoted ? start - 1 : start;
  while (position > 0 && (codes[position - 1] === character.space || codes[position - 1] === character.tab)) {
    position--;
  }
  return { start: position, end: recordEnd(record) };
}

function recordEnd(record: readonly CsvField[]): number {
  const { end, isQuoted } = record[record.length - 1];
  return isQuoted ? end + 1 : end;
}
