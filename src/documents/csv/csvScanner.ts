import { t } from "@vscode/l10n";
import { lengthOf } from "../text/characterCodes.ts";
import * as character from "../text/characters.ts";
import { DocumentError } from "../documentError.ts";
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
  private readonly isBlankSeparated: boolean;

  constructor(codes: Uint8Array, delimiter: number) {
    this.codes = codes;
    this.delimiter = delimiter;
    this.end = lengthOf(codes);
    this.isBlankSeparated = delimiter === character.space;
  }

  /** Steps over blank lines and comments to the next record; false at the end of the text. */
  startRecord(): boolean {
    const { codes, end } = this;
    let position = this.position;
    while (position < end) {
      const code = codes[position];
      if (code === character.hash) {
        while (position < end && !this.isLineEnd(codes[position])) {
          position++;
        }
      } else if (this.isLineEnd(code) || this.isBlank(code)) {
        position++;
      } else {
        break;
      }
    }
    this.position = position;
    return position < end;
  }

  /** Steps over one field and the delimiter behind it; true where it was the last of its record. */
  skipField(): boolean {
    const { codes, delimiter } = this;
    let position = this.position;
    while (this.isBlank(codes[position])) {
      position++;
    }
    this.isQuoted = codes[position] === character.doubleQuote;
    if (this.isQuoted) {
      this.fieldStart = position + 1;
      position = this.closingQuote(position);
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
    if (codes[position] === character.carriageReturn) {
      position++;
    }
    if (codes[position] === character.lineFeed) {
      position++;
    }
    this.position = position;
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

  private closingQuote(open: number): number {
    const { codes, end } = this;
    let position = open + 1;
    for (;;) {
      while (codes[position] !== character.doubleQuote && position < end) {
        position++;
      }
      if (position >= end) {
        const { line, column } = positionAt(codes, open);
        const message = t("a quote has no closing quote (line {0}, column {1})", line, column);
        throw new DocumentError("UNCLOSED_QUOTE", message, { start: open, end: open + 1 });
      }
      if (codes[position + 1] !== character.doubleQuote) {
        return position;
      }
      position += 2;
    }
  }

  private checkEnd(position: number): void {
    if (position < this.end) {
      const { line, column } = positionAt(this.codes, position);
      throw new DocumentError(
        "BINARY",
        t("the text holds a NUL character: it is a binary file (line {0}, column {1})", line, column),
        { start: position, end: position + 1 },
      );
    }
  }

  private isBlank(code: number): boolean {
    return code === character.space || (code === character.tab && this.delimiter !== character.tab);
  }

  private isLineEnd(code: number): boolean {
    return code === character.lineFeed || code === character.carriageReturn;
  }
}
