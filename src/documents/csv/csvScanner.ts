import { lengthOf } from "../text/characterCodes.ts";
import * as character from "../text/characters.ts";
import { DocumentError } from "../documentError.ts";
import { binaryMessage, unclosedMessage } from "../table/tableWords.ts";
import { positionAt } from "../text/textPosition.ts";

/** How a table is written. */
export interface CsvFormat {
  /** Code of the character between two fields. A space stands for any run of blanks and tabs. */
  readonly delimiter: number;
  /** Code of "." or ",". */
  readonly decimalPoint: number;
}

/** A field as it stands in the text, without the blanks around it. */
export interface CsvField {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** A field is taken to end before so many characters: a quote that has no other by then is a letter. */
const longestField = 1 << 20;

/** Ends the reading of a record that reaches the end of a text that goes on. */
export class UnfinishedRecord extends Error {
  override readonly name = "UnfinishedRecord";
}

/** The error of a quote that opens a cell and is never closed. */
export function unclosedQuote(codes: Uint8Array, open: number): DocumentError {
  const { line, column } = positionAt(codes, open);
  return new DocumentError("UNCLOSED_QUOTE", unclosedMessage(line, column), { start: open, end: open + 1 });
}

/** Steps over the fields and records of a delimited text. `position` is where the next field begins. */
export class CsvScanner {
  readonly codes: Uint8Array;
  readonly delimiter: number;
  readonly end: number;
  position = 0;
  /** The field that `skipField` stepped over: its content without blanks and quotes around it. */
  fieldStart = 0;
  fieldEnd = 0;
  isQuoted = false;
  /** Whether that field began with a quote that is a letter: it is not closed as quotes around a cell are. */
  isStray = false;
  /** Whether a record was read in which a quote is a letter. */
  hasStray = false;
  /** Fields of a row, where that is known: lines of so many settle what a quote is. */
  expectedFields: number | null = null;
  /** Whether more of the text is to come: a record that reaches the end is not complete then. */
  goesOn = false;
  /** Whether quotes are letters in the record that is read. */
  protected areLetters = false;
  private recordStart = 0;
  private readonly isBlankSeparated: boolean;

  constructor(codes: Uint8Array, delimiter: number) {
    this.codes = codes;
    this.delimiter = delimiter;
    this.end = lengthOf(codes);
    this.isBlankSeparated = delimiter === character.space;
  }

  /** Steps over blank lines to the next record; false at the end of the text. */
  startRecord(): boolean {
    const { codes, end } = this;
    let position = this.position;
    while (position < end && (this.isLineEnd(codes[position]) || this.isBlank(codes[position]))) {
      position++;
    }
    this.position = this.recordStart = position;
    return position < end;
  }

  /** Whether the record that begins here may be a comment. */
  isHashLine(): boolean {
    return this.codes[this.position] === character.hash;
  }

  /** Steps over the rest of a line that is no record. */
  skipLine(): void {
    this.position = this.afterLineEnd(this.lineEndFrom(this.position));
  }

  /** Steps over one field and the delimiter behind it; true where it was the last of its record. */
  skipField(): boolean {
    const { codes, delimiter } = this;
    let position = this.position;
    while (this.isBlank(codes[position])) {
      position++;
    }
    this.isStray = false;
    this.isQuoted = codes[position] === character.doubleQuote;
    if (this.isQuoted) {
      const close = this.areLetters ? null : this.closingQuote(position);
      if (close === null) {
        return this.skipLetters(position);
      }
      this.fieldStart = position + 1;
      position = close;
      this.fieldEnd = position;
      position++;
      while (!this.isBlankSeparated && this.isBlank(codes[position])) {
        position++;
      }
    } else {
      this.fieldStart = position;
    }
    const rest = position;
    let code = codes[position];
    while (code !== delimiter && !this.isLineEnd(code) && !(this.isBlankSeparated && code === character.tab)) {
      if (code === 0) {
        this.checkEnd(position);
        break;
      }
      code = codes[++position];
    }
    if (this.isQuoted && position > rest) {
      this.isQuoted = false; // "a" b: the quotes belong to the text
      this.fieldStart--;
    }
    if (!this.isQuoted) {
      this.fieldEnd = position;
      while (this.fieldEnd > this.fieldStart && this.isBlank(codes[this.fieldEnd - 1])) {
        this.fieldEnd--;
      }
    }
    this.position = position;
    return this.endField();
  }

  /** At the end of a field: steps over the delimiter, or over the line end and returns true. */
  endField(): boolean {
    const { codes } = this;
    let position = this.position;
    if (this.isBlankSeparated) {
      while (this.isBlank(codes[position])) {
        position++;
      }
      this.position = position;
      if (!this.isLineEnd(codes[position]) && codes[position] !== 0) {
        return false;
      }
    } else if (codes[position] === this.delimiter) {
      this.position = position + 1;
      return false;
    }
    this.position = this.afterLineEnd(position);
    if (
      this.goesOn &&
      (position >= this.end || (this.position >= this.end && codes[position] !== character.lineFeed))
    ) {
      throw new UnfinishedRecord();
    }
    return true;
  }

  /** The fields of the record that begins at `position`. */
  readRecord(): CsvField[] {
    const fields: CsvField[] = [];
    let isLast = false;
    while (!isLast) {
      isLast = this.skipField();
      fields.push({ start: this.fieldStart, end: this.fieldEnd, isQuoted: this.isQuoted });
    }
    return fields;
  }

  /** Steps over a field in which a quote is a letter: it ends at the next delimiter. */
  private skipLetters(start: number): boolean {
    const { codes } = this;
    let position = start;
    while (!this.isFieldEnd(position)) {
      position++;
    }
    this.fieldStart = start;
    this.fieldEnd = position;
    while (this.fieldEnd > start && this.isBlank(codes[this.fieldEnd - 1])) {
      this.fieldEnd--;
    }
    this.isQuoted = this.fieldEnd > start + 1 && codes[this.fieldEnd - 1] === character.doubleQuote;
    if (this.isQuoted) {
      this.fieldStart++;
      this.fieldEnd--;
    }
    this.isStray = !this.isQuoted;
    this.hasStray ||= this.isStray;
    this.position = position;
    return this.endField();
  }

  /** The quote that closes the one at `open`; null where the latter is a letter. */
  private closingQuote(open: number): number | null {
    const close = this.matchingQuote(open);
    if (close === null) {
      if (this.expectedFields === null || this.areLinesRows(open)) {
        return null;
      }
      throw unclosedQuote(this.codes, open);
    }
    let behind = close + 1;
    while (!this.isBlankSeparated && this.isBlank(this.codes[behind])) {
      behind++;
    }
    const isClosed = this.isFieldEnd(behind);
    const firstLineEnd = this.lineEndFrom(open);
    if (firstLineEnd > close) {
      const holdsDelimiter = !isClosed && this.codes.subarray(open, close).includes(this.delimiter);
      return holdsDelimiter && this.areLinesRows(open) ? null : close;
    }
    if (this.expectedFields === null) {
      return isClosed ? close : null;
    }
    return this.areLinesRows(close) ? null : close;
  }

  private matchingQuote(open: number): number | null {
    const { codes } = this;
    const end = Math.min(this.end, open + longestField);
    let position = open + 1;
    for (;;) {
      while (position < end && codes[position] !== character.doubleQuote) {
        position++;
      }
      if (position >= end) {
        if (this.goesOn && end === this.end && end < open + longestField) {
          throw new UnfinishedRecord();
        }
        return null;
      }
      if (codes[position + 1] !== character.doubleQuote) {
        if (this.goesOn && position + 1 >= this.end) {
          throw new UnfinishedRecord();
        }
        return position;
      }
      position += 2;
    }
  }

  /** Whether every line from the record's first to that of `offset` has as many fields as a row if quotes are letters. */
  protected areLinesRows(offset: number): boolean {
    if (this.expectedFields === null || this.expectedFields < 2) {
      return false;
    }
    for (let start = this.recordStart; start <= offset;) {
      const end = this.lineEndFrom(start);
      if (this.goesOn && end >= this.end) {
        throw new UnfinishedRecord();
      }
      if (this.countFields(start, end) !== this.expectedFields) {
        return false;
      }
      start = this.afterLineEnd(end);
    }
    return true;
  }

  /** Fields of a line in which quotes are letters. */
  private countFields(start: number, end: number): number {
    let fields = 1;
    let isBehind = true;
    for (let position = start; position < end; position++) {
      const code = this.codes[position];
      if (!this.isBlankSeparated) {
        fields += code === this.delimiter ? 1 : 0;
      } else if (!this.isBlank(code)) {
        isBehind = false;
      } else if (!isBehind && position + 1 < end && !this.isBlank(this.codes[position + 1])) {
        fields++;
        isBehind = true;
      }
    }
    return fields;
  }

  private isFieldEnd(position: number): boolean {
    const code = this.codes[position];
    return (
      code === this.delimiter ||
      this.isLineEnd(code) ||
      position >= this.end ||
      (this.isBlankSeparated && code === character.tab)
    );
  }

  private lineEndFrom(start: number): number {
    let position = start;
    while (position < this.end && !this.isLineEnd(this.codes[position])) {
      position++;
    }
    return position;
  }

  private afterLineEnd(position: number): number {
    const { codes } = this;
    const next = codes[position] === character.carriageReturn ? position + 1 : position;
    return codes[next] === character.lineFeed ? next + 1 : next;
  }

  private checkEnd(position: number): void {
    if (position < this.end) {
      const { line, column } = positionAt(this.codes, position);
      throw new DocumentError("BINARY", binaryMessage(line, column), { start: position, end: position + 1 });
    }
  }

  private isBlank(code: number): boolean {
    return code === character.space || (code === character.tab && this.delimiter !== character.tab);
  }

  private isLineEnd(code: number): boolean {
    return code === character.lineFeed || code === character.carriageReturn;
  }
}
