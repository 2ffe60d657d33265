import { notAscii } from "../text/characterCodes.ts";
import * as character from "../text/characters.ts";
import { hasContent, readCell } from "../table/cells.ts";
import { countSeparators, isOpenNumber, noSeparators, type SeparatorCounts } from "../table/separators.ts";
import { raggedMessage } from "../table/tableWords.ts";
import type { ColumnUse } from "../table/tablePlan.ts";
import { CsvScanner, unclosedQuote, UnfinishedRecord } from "./csvScanner.ts";
import type { CsvFormat } from "./csvScanner.ts";
import { DocumentError } from "../documentError.ts";
import { NumberList } from "../numbers/numberList.ts";
import { PlaceList } from "../numbers/placeList.ts";
import { NumberScanner } from "../scanner/numberScanner.ts";
import { positionAt } from "../text/textPosition.ts";
import type { Span } from "../types.ts";

/** The cells of a table: row-major over the columns of one use. */
export interface CsvCells {
  readonly samples: number;
  /** Of the columns whose use is "numbers", values and places; NaN where a cell is missing or text. */
  readonly numbers: NumberList;
  /** Of the columns whose use is "watch". */
  readonly places: PlaceList;
  /** Per column of the table: cells that are text, missing cells, and the first text. */
  readonly texts: Uint32Array;
  readonly missing: Uint32Array;
  readonly firstTexts: readonly (Span | null)[];
  /** Where lines begin that repeat the header or another line before the data. */
  readonly repeats: readonly number[];
  /** Whether a cell would be another number with another decimal point. */
  readonly isSeparated: boolean;
  /** The first such cell. */
  readonly firstSeparated: Span | null;
  /** Where every row begins. Only where they were asked for. */
  readonly starts: readonly number[];
  /** Where reading ended: behind the last record, or at the start of one that is not complete. */
  readonly end: number;
}

/** How the rows of a table are written, and what is wanted of them. */
export interface CsvRows {
  readonly format: CsvFormat;
  readonly uses: readonly ColumnUse[];
  /** Which columns the first rows show to be numbers: what a line that begins with "#" has to fit to be a row. */
  readonly likely: readonly boolean[];
  /** Lines before the data, which may come again in files that were appended. */
  readonly repeats: readonly string[];
}

/** Where the rows to read are. */
export interface CsvPlaces {
  /** Ranges that begin and end between records. */
  readonly ranges: readonly Span[];
  /** Place of the record that says how many fields a record has, for the error. */
  readonly widthPlace: number;
  /** Whether more of the text is to come behind its end. */
  readonly goesOn?: boolean;
  /** Whether to keep where rows begin. */
  readonly keepsStarts?: boolean;
  /** Where to count what the cells of each column say about commas and points. */
  readonly separators?: SeparatorCounts[];
}

/**
 * Reads the records of the ranges.
 *
 * @throws DocumentError RAGGED where a record has another number of fields; UNCLOSED_QUOTE; BINARY
 */
export function readCells(text: string, codes: Uint8Array, rows: CsvRows, places: CsvPlaces): CsvCells {
  return new TableReader(text, codes, rows, places).read();
}

class TableReader extends CsvScanner {
  private readonly text: string;
  private readonly width: number;
  private readonly rows: CsvRows;
  private readonly wanted: CsvPlaces;
  /** How many columns of numbers follow one another from each column on. */
  private readonly runs: Uint32Array;
  private readonly isNumbers: Uint8Array;
  private readonly isWatched: Uint8Array;
  private readonly scanner: NumberScanner;
  private readonly decimalPoint: number;
  /** Whether plain numbers can be read where they stand, without looking for the end of their cell first. */
  private readonly isPlain: boolean;
  private readonly numbers: NumberList;
  private readonly places = new PlaceList(0);
  private readonly texts: Uint32Array;
  private readonly missing: Uint32Array;
  private readonly firstTexts: (Span | null)[];
  private readonly repeats: number[] = [];
  private readonly starts: number[] = [];
  private firstSeparated: Span | null = null;
  private samples = 0;

  constructor(text: string, codes: Uint8Array, rows: CsvRows, wanted: CsvPlaces) {
    super(codes, rows.format.delimiter);
    const { uses, format } = rows;
    this.text = text;
    this.rows = rows;
    this.wanted = wanted;
    this.goesOn = wanted.goesOn ?? false;
    this.width = uses.length;
    this.expectedFields = uses.length;
    this.isPlain = format.decimalPoint !== format.delimiter && wanted.separators === undefined;
    this.runs = new Uint32Array(uses.length);
    for (let column = uses.length - 1; this.isPlain && column >= 0; column--) {
      this.runs[column] = uses[column] === "numbers" ? 1 + (column + 1 < uses.length ? this.runs[column + 1] : 0) : 0;
    }
    this.isNumbers = Uint8Array.from(uses, (use) => (use === "numbers" ? 1 : 0));
    this.isWatched = Uint8Array.from(uses, (use) => (use === "watch" ? 1 : 0));
    this.decimalPoint = format.decimalPoint;
    this.scanner = new NumberScanner(text, codes, format.decimalPoint === 46 ? "point" : "comma", format.delimiter);
    this.numbers = new NumberList(text.length);
    this.texts = new Uint32Array(this.width);
    this.missing = new Uint32Array(this.width);
    this.firstTexts = uses.map(() => null);
  }

  read(): CsvCells {
    let end = 0;
    try {
      for (const range of this.wanted.ranges) {
        end = this.position = range.start;
        while (this.startRecord() && this.position < range.end) {
          end = this.position;
          if (range.end < this.end || !this.readLines()) {
            this.readRow();
          }
          end = this.position;
        }
        end = Math.max(end, Math.min(range.end, this.end));
      }
    } catch (thrown) {
      if (!(thrown instanceof UnfinishedRecord)) {
        throw thrown;
      }
    }
    const { samples, numbers, places, texts, missing, firstTexts, repeats, firstSeparated, starts } = this;
    const isSeparated = firstSeparated !== null;
    return { samples, numbers, places, texts, missing, firstTexts, repeats, isSeparated, firstSeparated, starts, end };
  }

  /** Reads lines of nothing but plain numbers; false where none stands. */
  private readLines(): boolean {
    const { numbers, width, wanted } = this;
    if (this.runs[0] !== width || wanted.keepsStarts === true) {
      return false;
    }
    const before = numbers.count;
    this.position = this.scanner.scanLines(numbers, this.position, width);
    this.samples += (numbers.count - before) / width;
    return numbers.count > before;
  }

  private readRow(): void {
    const start = this.position;
    if (this.isRepeated(start)) {
      this.skipLine();
      this.repeats.push(start);
      return;
    }
    if (this.isHashLine() && !this.isHashRow()) {
      this.position = start;
      this.skipLine();
      this.checkLineEnd();
      return;
    }
    this.position = start;
    const numbersBefore = this.numbers.count;
    const placesBefore = this.places.length;
    const found = this.readFields();
    if (found.isRagged) {
      this.takeBack(numbersBefore, placesBefore);
      this.position = start;
      this.areLetters = this.hasQuote(start) && this.areLinesRows(start);
      const again = this.areLetters ? this.readFields() : found;
      this.areLetters = false;
      if (again.isRagged) {
        this.position = start;
        throw this.ragged(start);
      }
      this.commit(start, again, numbersBefore, placesBefore);
      return;
    }
    this.commit(start, found, numbersBefore, placesBefore);
  }

  /** What the cells of the row that was read last count as, until the row is complete. */
  private readonly rowTexts: number[] = [];
  private readonly rowMissing: number[] = [];

  private commit(start: number, found: ReadFields, numbersBefore: number, placesBefore: number): void {
    if (found.isEmpty) {
      this.takeBack(numbersBefore, placesBefore);
      return;
    }
    const { rowTexts } = this;
    for (let i = 0; i < rowTexts.length; i += 3) {
      const column = rowTexts[i];
      this.texts[column]++;
      this.firstTexts[column] ??= { start: rowTexts[i + 1], end: rowTexts[i + 2] };
    }
    for (const column of this.rowMissing) {
      this.missing[column]++;
    }
    if (this.wanted.keepsStarts === true) {
      this.starts.push(start);
    }
    this.samples++;
  }

  /** Reads the fields of a row into the lists. */
  private readFields(): ReadFields {
    const { scanner, runs, width, numbers } = this;
    let isEmpty = true;
    let isLast = false;
    let column = 0;
    this.rowTexts.length = 0;
    this.rowMissing.length = 0;
    while (!isLast && column < width) {
      if (runs[column] > 0) {
        const before = numbers.count;
        const end = scanner.scanRun(numbers, this.position, runs[column]);
        if (numbers.count > before) {
          this.position = end;
          isLast = this.endField();
          isEmpty = false;
          column += numbers.count - before;
          continue;
        }
      }
      isLast = this.skipField();
      isEmpty = !this.addCell(column) && isEmpty;
      column++;
    }
    const isShort = isLast && column < width && !isEmpty;
    return { columns: column, isEmpty, isRagged: isShort || (!isLast && !this.isRestEmpty()) };
  }

  /** Whether the fields behind the last column are empty: delimiters at the end of the line. */
  private isRestEmpty(): boolean {
    let isEmpty = true;
    for (let isLast = false; !isLast;) {
      isLast = this.skipField();
      isEmpty &&= !hasContent(this.text.slice(this.fieldStart, this.fieldEnd));
    }
    return isEmpty;
  }

  /** A cell that is not simply digits; false where it is empty. */
  private addCell(column: number): boolean {
    const { fieldStart: start, fieldEnd: end, text } = this;
    if (this.isNumbers[column] === 0) {
      if (this.isWatched[column] === 1) {
        this.places.push(start, end);
        this.watch(column, start, end);
      }
      return this.hasContent(start, end);
    }
    if (start === end) {
      this.rowMissing.push(column);
      this.numbers.push(NaN, start, end);
      return false;
    }
    if (this.isPlain && this.scanner.scan(start) === end) {
      this.numbers.push(this.scanner.value, start, end);
      return true;
    }
    const cell = text.slice(start, end);
    const { kind, value, isSeparated } = readCell(cell, this.decimalPoint);
    this.noteSeparators(column, start, cell, isSeparated);
    if (kind === "missing") {
      this.rowMissing.push(column);
    } else if (kind === "text") {
      this.checkStray(start, cell);
      this.rowTexts.push(column, start, end);
    }
    this.numbers.push(value, start, end);
    return hasContent(cell);
  }

  /** Counts what a cell of a column of texts is. */
  private watch(column: number, start: number, end: number): void {
    if (start === end) {
      this.rowMissing.push(column);
      return;
    }
    const code = this.codes[start] | 32;
    if (end - start > 24 || (code > 96 && code < 123 && !mayBegin(code))) {
      this.rowTexts.push(column, start, end);
      return;
    }
    const cell = this.text.slice(start, end);
    const { kind, isSeparated } = readCell(cell, this.decimalPoint);
    this.noteSeparators(column, start, cell, isSeparated);
    if (kind === "missing") {
      this.rowMissing.push(column);
    } else if (kind === "text") {
      this.rowTexts.push(column, start, end);
    }
  }

  /** Notes a cell that would be another number with another decimal point, and counts what it says where that is asked. */
  private noteSeparators(column: number, start: number, cell: string, isSeparated: boolean): void {
    const { separators } = this.wanted;
    if (separators) {
      countSeparators((separators[column] ??= noSeparators()), cell);
    }
    if (isSeparated || (separators && isOpenNumber(cell))) {
      this.firstSeparated ??= { start, end: start + cell.length };
    }
  }

  /** A number behind a quote that is never closed is half of a cell. */
  private checkStray(start: number, cell: string): void {
    if (this.isStray && readCell(cell.slice(1), this.decimalPoint).kind === "number") {
      throw unclosedQuote(this.codes, start);
    }
  }

  /** Whether a line begins here that is, word for word, one of those before the data. */
  private isRepeated(position: number): boolean {
    const { text, codes } = this;
    const first = codes[position];
    for (const line of this.rows.repeats) {
      const end = position + line.length;
      const mayBe = first === line.charCodeAt(0) || first === notAscii;
      const isLine = mayBe && text.startsWith(line, position);
      if (isLine && (end >= this.end || codes[end] === 10 || codes[end] === 13)) return true;
    }
    return false;
  }

  /** Whether a line that begins with "#" has the cells of a row: a number, and none that is text where numbers are. */
  private isHashRow(): boolean {
    const fields = this.readRecord();
    if (fields.length !== this.width) {
      return false;
    }
    let hasNumber = false;
    for (let column = 0; column < fields.length; column++) {
      if (!this.rows.likely[column]) continue;
      const { start, end } = fields[column];
      const { kind } = readCell(this.text.slice(start, end), this.decimalPoint);
      if (kind === "text") return false;
      hasNumber ||= kind === "number";
    }
    return hasNumber;
  }

  private hasQuote(start: number): boolean {
    const end = this.text.slice(start).search(/[\r\n]/);
    return this.text.slice(start, end < 0 ? undefined : start + end).includes('"');
  }

  /** A comment at the end of a text that goes on may not be complete. */
  private checkLineEnd(): void {
    if (this.goesOn && this.position >= this.end) {
      throw new UnfinishedRecord();
    }
  }

  /** Whether a cell is more than blanks, and delimiters that another program left behind. */
  private hasContent(start: number, end: number): boolean {
    const code = this.codes[start];
    const isWord = start < end && code > character.nine && code !== character.semicolon && code < character.openBrace;
    return isWord || hasContent(this.text.slice(start, end));
  }

  /** A record of nothing but delimiters is as good as a blank line. */
  private takeBack(numbersBefore: number, placesBefore: number): void {
    this.numbers.truncate(numbersBefore);
    this.places.truncate(placesBefore);
  }

  private ragged(start: number): DocumentError {
    let count = 0;
    for (let isLast = false; !isLast; count++) {
      isLast = this.skipField();
    }
    const { line } = positionAt(this.codes, start);
    const expectedLine = positionAt(this.codes, this.wanted.widthPlace).line;
    let end = this.position;
    while (end > start && (this.codes[end - 1] === 10 || this.codes[end - 1] === 13)) {
      end--;
    }
    return new RaggedError(raggedMessage(line, count, this.width, expectedLine), { start, end }, count);
  }
}

interface ReadFields {
  readonly columns: number;
  readonly isEmpty: boolean;
  readonly isRagged: boolean;
}

/** A row of another number of fields. */
export class RaggedError extends DocumentError {
  readonly count: number;

  constructor(message: string, place: Span, count: number) {
    super("RAGGED", message, place);
    this.count = count;
  }
}

/** Whether a word that begins with this letter can say that a value is missing or infinite: na, nil, inf, missing, … */
function mayBegin(letter: number): boolean {
  return letter === 110 || letter === 105 || letter === 109 || letter === 113 || letter === 115;
}
