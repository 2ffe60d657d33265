import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import type { Grid } from "../grid/grid.ts";
import type { JsonCandidate } from "./jsonCandidate.ts";
import { JsonScanner } from "./jsonScanner.ts";
import { isMissingText } from "../text/missingValues.ts";
import { NumberList } from "../numbers/numberList.ts";
import { NumberScanner } from "../scanner/numberScanner.ts";
import { placeOf } from "../numbers/places.ts";
import { type TableColumn, gridOfColumns } from "../grid/tableColumns.ts";
import type { Span, TextNotice } from "../types.ts";

/**
 * Reads an array of records, or an object of equal-length columns, as a table. The text has been checked by the outline.
 * A key that a record lacks is a missing value. A member that is an array gives one column for each element: key[0], …
 */
export function readRecords(text: string, codes: Uint8Array, candidate: JsonCandidate): Grid {
  const reader = new RecordReader(text, codes, candidate);
  const samples = candidate.kind === "records" ? reader.readRecords() : reader.readColumns();
  const grid = gridOfColumns(reader.columns, samples, { start: candidate.start, end: candidate.end }, text, codes);
  const { repeated } = reader;
  return repeated === null ? grid : { ...grid, notices: [...grid.notices, repeatedNotice(repeated)] };
}

/** JSON.parse, too, takes the last of equal keys; but hardly anybody means to write the others. */
function repeatedNotice({ name, place }: RepeatedKey): TextNotice {
  const message = t("Key {0} occurs twice in one object: the last value counts.", name);
  return { code: "REPEATED_KEY", severity: "warning", message, place };
}

interface RepeatedKey {
  readonly name: string;
  readonly place: Span;
}

class RecordReader extends JsonScanner {
  readonly columns: TableColumn[] = [];
  /** The first key that occurs twice in an object. */
  repeated: RepeatedKey | null = null;
  private readonly byName = new Map<string, TableColumn>();
  private readonly scanner: NumberScanner;

  constructor(text: string, codes: Uint8Array, { start, end }: JsonCandidate) {
    super(text, codes, start, end);
    this.scanner = new NumberScanner(text, codes, "json", character.comma);
  }

  /** The number of records. */
  readRecords(): number {
    let sample = 0;
    if (this.skipSpace() === character.openBracket) {
      this.position++;
    }
    while (this.next() === character.openBrace) {
      this.position++;
      while (this.next() === character.doubleQuote) {
        this.readMember(sample);
      }
      this.position++;
      sample++;
    }
    for (const column of this.columns) {
      fill(column, sample);
    }
    return sample;
  }

  /** The length of the columns. */
  readColumns(): number {
    let length = 0;
    this.position++;
    while (this.next() === character.doubleQuote) {
      const { name, start, end } = this.readKey();
      if (this.skipSpace() !== character.openBracket) {
        this.skipValue();
        continue;
      }
      this.position++;
      const column = this.column(name, start, end);
      if (column.cells.count > 0) {
        this.repeated ??= { name, place: { start, end } };
      }
      column.cells.truncate(0);
      column.numbers = column.texts = 0; // of duplicate keys the last counts, as in JSON.parse
      while (this.next() !== character.closeBracket) {
        this.readCell(column);
      }
      this.position++;
      length = column.cells.count;
    }
    return length;
  }

  /** Skips blanks and a comma. */
  private next(): number {
    if (this.skipSpace() === character.comma) {
      this.position++;
    }
    return this.skipSpace();
  }

  private readKey(): { name: string; start: number; end: number } {
    const start = this.position;
    this.skipString();
    const end = this.position;
    const raw = this.text.slice(start + 1, end - 1);
    this.skipSpace();
    this.position++;
    return { name: raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw, start, end };
  }

  private column(name: string, start: number, end: number): TableColumn {
    let column = this.byName.get(name);
    if (!column) {
      const cells = new NumberList(0, 16);
      column = { name, place: { start, end }, cells, numbers: 0, texts: 0, firstText: -1 };
      this.byName.set(name, column);
      this.columns.push(column);
    }
    return column;
  }

  private readMember(sample: number): void {
    const { name, start, end } = this.readKey();
    if ((this.byName.get(name)?.cells.count ?? 0) > sample) {
      this.repeated ??= { name, place: { start, end } };
    }
    if (this.skipSpace() === character.openBracket) {
      this.readVector(name, start, end, sample);
    } else {
      this.readSampleCell(this.column(name, start, end), sample);
    }
  }

  private readVector(name: string, start: number, end: number, sample: number): void {
    this.position++;
    for (let i = 0; this.next() !== character.closeBracket; i++) {
      this.readSampleCell(this.column(`${name}[${i}]`, start, end), sample);
    }
    this.position++;
  }

  private readSampleCell(column: TableColumn, sample: number): void {
    fill(column, sample);
    if (column.cells.count > sample) {
      this.dropCell(column); // a duplicate key: the last counts, as in JSON.parse
    }
    this.readCell(column);
  }

  /** Takes the last cell back. */
  private dropCell(column: TableColumn): void {
    const { cells } = column;
    const last = cells.count - 1;
    const { start, end } = placeOf(cells.places, last);
    if (!Number.isNaN(cells.values[last])) {
      column.numbers--;
    } else if (isText(this.text.slice(start, end))) {
      column.texts--;
    }
    cells.truncate(last);
  }

  private readCell(column: TableColumn): void {
    const start = this.position;
    const numberEnd = this.scanner.scan(start);
    if (numberEnd >= 0) {
      this.position = numberEnd;
      column.numbers++;
      column.cells.push(this.scanner.value, start, numberEnd);
      return;
    }
    const value = this.skipValue();
    if (value === "number") {
      column.numbers++;
    } else if (value === "text") {
      column.firstText = column.texts === 0 ? column.cells.count : column.firstText;
      column.texts++;
    }
    const isInfinite = value === "number";
    const isNegative = this.codes[start] === character.minus;
    column.cells.push(isInfinite ? (isNegative ? -Infinity : Infinity) : NaN, start, this.position);
  }

  /** Steps over a value that is not a number in digits, and says what it is. */
  private skipValue(): "number" | "missing" | "text" {
    const start = this.position;
    const code = this.codes[start];
    if (code === character.doubleQuote) {
      this.skipString();
      return isText(this.text.slice(start, this.position)) ? "text" : "missing";
    }
    if (code === character.openBrace || code === character.openBracket) {
      this.skipNested();
      return "text";
    }
    const numberEnd = this.scanner.scan(start);
    if (numberEnd >= 0) {
      this.position = numberEnd;
      return "number";
    }
    const word = this.takeWord();
    return word === "null" || word === "NaN" ? "missing" : word === "true" || word === "false" ? "text" : "number";
  }
}

/** Whether a token that is no number is text, rather than one of the ways to say that a value is missing. */
function isText(token: string): boolean {
  return token.startsWith('"') ? !isMissingText(token.slice(1, -1)) : token !== "null" && token !== "NaN";
}

/** Missing values for the records that lacked the key. */
function fill(column: TableColumn, sample: number): void {
  while (column.cells.count < sample) {
    column.cells.pushMissing();
  }
}
