import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import { cellKind, hasContent, infinityOf } from "./cellText.ts";
import { CsvScanner } from "./csvScanner.ts";
import type { CsvFormat } from "./csvScanner.ts";
import { DocumentError } from "../documentError.ts";
import { NumberList } from "../numbers/numberList.ts";
import { PlaceList } from "../numbers/placeList.ts";
import { NumberScanner } from "../scanner/numberScanner.ts";
import { positionAt } from "../text/textPosition.ts";
import type { Span } from "../types.ts";

/** What is wanted of a column. skip: nothing. places: where its cells are. numbers: their values too. */
export type ColumnUse = "skip" | "places" | "numbers";

/** The cells of a table: row-major over the columns of one use. */
export interface CsvCells {
  readonly samples: number;
  /** Of the columns whose use is "numbers", values and places; NaN where a cell is missing or text. */
  readonly numbers: NumberList;
  /** Of the columns whose use is "places". */
  readonly places: PlaceList;
  /** Per column of the table: cells that are text, missing cells, and the sample of the first text. */
  readonly texts: Uint32Array;
  readonly missing: Uint32Array;
  readonly firstText: Uint32Array;
}

/**
 * Reads the records of the ranges, which begin and end between records.
 *
 * @param firstRange place of the record that says how many fields a record has, for the error
 * @throws DocumentError RAGGED where a record has another number of fields; UNCLOSED_QUOTE; BINARY
 */
export function readCells(
  text: string,
  codes: Uint8Array,
  format: CsvFormat,
  uses: readonly ColumnUse[],
  ranges: readonly Span[],
  widthPlace: number,
): CsvCells {
  return new TableReader(text, codes, format, uses, widthPlace).read(ranges);
}

class TableReader extends CsvScanner {
  private readonly text: string;
  private readonly width: number;
  /** How many columns of numbers follow one another from each column on. */
  private readonly runs: Uint32Array;
  private readonly isPlace: Uint8Array;
  private readonly scanner: NumberScanner;
  private readonly decimalPoint: number;
  private readonly widthPlace: number;
  private readonly numbers: NumberList;
  private readonly places = new PlaceList(0);
  private readonly texts: Uint32Array;
  private readonly missing: Uint32Array;
  private readonly firstText: Uint32Array;
  private samples = 0;

  constructor(text: string, codes: Uint8Array, format: CsvFormat, uses: readonly ColumnUse[], widthPlace: number) {
    super(codes, format.delimiter);
    this.text = text;
    this.width = uses.length;
    this.runs = new Uint32Array(uses.length);
    for (let column = uses.length - 1; column >= 0; column--) {
      this.runs[column] = uses[column] === "numbers" ? 1 + (column + 1 < uses.length ? this.runs[column + 1] : 0) : 0;
    }
    this.isPlace = Uint8Array.from(uses, (use) => (use === "places" ? 1 : 0));
    this.decimalPoint = format.decimalPoint;
    this.widthPlace = widthPlace;
    this.scanner = new NumberScanner(text, codes, format.decimalPoint === 46 ? "point" : "comma", format.delimiter);
    this.numbers = new NumberList(text.length);
    this.texts = new Uint32Array(this.width);
    this.missing = new Uint32Array(this.width);
    this.firstText = new Uint32Array(this.width);
  }

  read(ranges: readonly Span[]): CsvCells {
    for (const { start, end } of ranges) {
      this.position = start;
      while (this.startRecord() && this.position < end) {
        if (end < this.end || !this.readLines()) {
          this.readRow();
        }
      }
    }
    const { samples, numbers, places, texts, missing, firstText } = this;
    return { samples, numbers, places, texts, missing, firstText };
  }

  /** Reads lines of nothing but plain numbers; false where none stands. */
  private readLines(): boolean {
    const { numbers, width } = this;
    if (this.runs[0] !== width) {
      return false;
    }
    const before = numbers.count;
    this.position = this.scanner.scanLines(numbers, this.position, width);
    this.samples += (numbers.count - before) / width;
    return numbers.count > before;
  }

  private readRow(): void {
    const { scanner, runs, width, numbers } = this;
    const recordStart = this.position;
    const numbersBefore = numbers.count;
    const placesBefore = this.places.length;
    let isEmpty = true;
    let isLast = false;
    let column = 0;
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
    if (!isLast || (column < width && !isEmpty)) {
      this.checkWidth(recordStart, column, isLast);
    }
    if (isEmpty) {
      this.dropRow(numbersBefore, placesBefore, column);
    } else {
      this.samples++;
    }
  }

  /** A cell that is not simply digits; false where it is empty. */
  private addCell(column: number): boolean {
    const { fieldStart: start, fieldEnd: end, text } = this;
    if (this.runs[column] === 0) {
      if (this.isPlace[column] === 1) {
        this.places.push(start, end);
      }
      return this.hasContent(start, end);
    }
    if (start === end) {
      this.missing[column]++;
      this.numbers.push(NaN, start, end);
      return false;
    }
    if (this.scanner.scan(start) === end) {
      this.numbers.push(this.scanner.value, start, end);
      return true;
    }
    const cell = text.slice(start, end);
    const kind = cellKind(cell, this.decimalPoint);
    let value = NaN;
    if (kind === "number") {
      value = infinityOf(cell);
      value = Number.isNaN(value) ? this.scanner.convert(start, end) : value;
    } else if (kind === "missing") {
      this.missing[column]++;
    } else {
      if (this.texts[column] === 0) {
        this.firstText[column] = this.samples;
      }
      this.texts[column]++;
    }
    this.numbers.push(value, start, end);
    return hasContent(cell);
  }

  /** Whether a cell is more than blanks, and delimiters that another program left behind. */
  private hasContent(start: number, end: number): boolean {
    const code = this.codes[start];
    const isWord = start < end && code > character.nine && code !== character.semicolon && code < character.openBrace;
    return isWord || hasContent(this.text.slice(start, end));
  }

  /** A record of nothing but delimiters is as good as a blank line. */
  private dropRow(numbersBefore: number, placesBefore: number, columns: number): void {
    this.numbers.truncate(numbersBefore);
    this.places.truncate(placesBefore);
    for (let column = 0; column < columns; column++) {
      this.missing[column] -= this.runs[column] > 0 ? 1 : 0;
    }
  }

  /** Fields too few, or fields behind the last column: those may be empty (delimiters at the end of the line). */
  private checkWidth(recordStart: number, column: number, isLast: boolean): void {
    let count = column;
    let isSurplusEmpty = true;
    while (!isLast) {
      isLast = this.skipField();
      isSurplusEmpty &&= !hasContent(this.text.slice(this.fieldStart, this.fieldEnd));
      count++;
    }
    if (count > this.width && isSurplusEmpty) {
      return;
    }
    const { line } = positionAt(this.codes, recordStart);
    const expectedLine = positionAt(this.codes, this.widthPlace).line;
    const values = count === 1 ? t("1 value") : t("{0} values", count);
    const message = t("line {0} has {1}, expected {2} as in line {3}", line, values, this.width, expectedLine);
    let end = this.position;
    while (end > recordStart && (this.codes[end - 1] === 10 || this.codes[end - 1] === 13)) {
      end--;
    }
    throw new DocumentError("RAGGED", message, { start: recordStart, end });
  }
}
