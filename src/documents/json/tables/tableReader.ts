import * as character from "../../text/characters.ts";
import { JsonScanner } from "../jsonScanner.ts";
import { fill, infinityOf, isText } from "./jsonCells.ts";
import { NumberList } from "../../numbers/numberList.ts";
import { NumberScanner } from "../../scanner/numberScanner.ts";
import { placeOf } from "../../numbers/places.ts";
import { quotedNumber } from "./quotedNumber.ts";
import type { TableColumn } from "../../grid/tableColumns.ts";
import type { Span } from "../../types.ts";

/** A name, and where it stands. */
export interface Named {
  readonly name: string;
  readonly place: Span | null;
}

/** The columns of a member that is a list. */
export interface Vector extends Named {
  readonly columns: TableColumn[];
  /** Lengths of its lists; an empty one is a missing value. */
  shortest: number;
  longest: number;
}

/** A member, found again by its name in every record. */
interface Member extends Named {
  column: TableColumn | null;
  vector: Vector | null;
  members: Map<string, Member> | null;
}

/** Reads the values of a table into columns: scalars by themselves, objects and lists into a column for each thing. */
export class TableReader extends JsonScanner {
  readonly columns: TableColumn[] = [];
  readonly vectors: Vector[] = [];
  /** Members that hold lists of objects, which no column can. */
  readonly nested = new Map<string, Named>();
  /** The first key that occurs twice in an object. */
  repeated: Named | null = null;
  /** How many of a column's numbers are in quotes. */
  private readonly quoted = new Map<TableColumn, number>();
  private readonly scanner: NumberScanner;
  private readonly root = new Map<string, Member>();

  constructor(text: string, codes: Uint8Array, { body }: { readonly body: Span }) {
    super(text, codes, body.start, body.end);
    this.scanner = new NumberScanner(text, codes, "json", character.comma);
  }

  /** Skips blanks and a comma. */
  next(): number {
    if (this.skipSpace() === character.comma) {
      this.position++;
    }
    return this.skipSpace();
  }

  /** Reads a key and the colon behind it. */
  readKey(): { name: string; place: Span } {
    const start = this.position;
    this.skipString();
    const end = this.position;
    const raw = this.text.slice(start + 1, end - 1);
    this.skipSpace();
    this.position++;
    this.skipSpace();
    return { name: raw.includes("\\") ? (JSON.parse(`"${raw}"`) as string) : raw, place: { start, end } };
  }

  addColumn(name: string, place: Span | null): TableColumn {
    const column = { name, place, cells: new NumberList(0, 16), numbers: 0, texts: 0, firstText: 0 };
    this.columns.push(column);
    return column;
  }

  /** Reads the object at the position: the members of sample number `sample`. */
  readRecord(sample: number): void {
    this.readMembers(this.root, "", sample);
  }

  /**
   * The columns, each with as many cells as there are samples: what a record lacks is missing. Where some records have
   * null and others a list or an object there is no column for the nulls.
   */
  finish(samples: number): readonly TableColumn[] {
    const columns = this.columns.filter((column) => {
      return column.numbers + column.texts > 0 || !this.hasOtherForm(this.root, column);
    });
    for (const column of columns) {
      fill(column, samples);
      if (column.texts > 0 && (this.quoted.get(column) ?? 0) === column.numbers) {
        column.texts += column.numbers; // all in quotes, and some no numbers: texts, "12" and "12a"
        column.numbers = 0;
      }
    }
    return columns;
  }

  /** Numbers in quotes in the columns of some names, and the first such column. Infinity has no other way in JSON. */
  quotedIn(names: ReadonlySet<string>): { count: number; first: TableColumn } | null {
    let count = 0;
    let first: TableColumn | null = null;
    for (const [column, quoted] of this.quoted) {
      if (names.has(column.name) && column.numbers > 0) {
        count += quoted;
        first ??= column;
      }
    }
    return first && { count, first };
  }

  private hasOtherForm(members: ReadonlyMap<string, Member>, column: TableColumn): boolean {
    return Array.from(members.values()).some((member) => {
      const hasOther = member.vector !== null || member.members !== null || this.nested.has(member.name);
      return (member.column === column && hasOther) || (member.members && this.hasOtherForm(member.members, column));
    });
  }

  private readMembers(members: Map<string, Member>, prefix: string, sample: number): void {
    this.position++;
    while (this.next() === character.doubleQuote) {
      const { name: key, place } = this.readKey();
      let member = members.get(key);
      if (member === undefined) {
        member = { name: prefix + key, place, column: null, vector: null, members: null };
        members.set(key, member);
      }
      this.readMember(member, place, sample);
    }
    this.position++;
  }

  private readMember(member: Member, place: Span, sample: number): void {
    const { name } = member;
    const code = this.codes[this.position];
    if (code === character.openBrace) {
      member.members ??= new Map();
      this.readMembers(member.members, `${name}.`, sample);
    } else if (code !== character.openBracket) {
      member.column ??= this.addColumn(name, member.place);
      if (member.column.cells.count > sample) {
        this.repeated ??= { name, place };
        this.dropCell(member.column); // the last counts, as in JSON.parse
      }
      fill(member.column, sample);
      this.readCell(member.column);
    } else {
      this.readList(member, place, sample);
    }
  }

  /** A list, or lists in it: one column for each scalar in all its depth, as long as it holds no objects. */
  private readList(member: Member, place: Span, sample: number): void {
    const { name } = member;
    if (this.holdsObjects()) {
      this.nested.set(name, member);
      this.skipValue();
      return;
    }
    if (member.vector === null) {
      member.vector = { name, place: member.place, columns: [], shortest: Infinity, longest: 0 };
      this.vectors.push(member.vector);
    }
    const { vector } = member;
    const length = this.readElements(vector, name, place, sample, 0);
    if (length > 0) {
      vector.shortest = Math.min(vector.shortest, length);
      vector.longest = Math.max(vector.longest, length);
    }
  }

  private readElements(vector: Vector, name: string, place: Span, sample: number, first: number): number {
    let slot = first;
    this.position++;
    for (let i = 0; this.next() !== character.closeBracket; i++) {
      if (this.codes[this.position] === character.openBracket) {
        slot = this.readElements(vector, `${name}[${i}]`, place, sample, slot);
        continue;
      }
      if (slot === vector.columns.length) {
        vector.columns.push(this.addColumn(`${name}[${i}]`, vector.place));
      }
      const column = vector.columns[slot++];
      if (column.cells.count > sample) {
        this.repeated ??= { name: vector.name, place };
        this.dropCell(column);
      }
      fill(column, sample);
      this.readCell(column);
    }
    this.position++;
    return slot;
  }

  /** Whether an object stands in the list at the position: the first thing in it that is no list tells. */
  private holdsObjects(): boolean {
    const start = this.position;
    while (this.skipSpace() === character.openBracket) {
      this.position++;
    }
    const holds = this.codes[this.position] === character.openBrace;
    this.position = start;
    return holds;
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

  /** Reads a scalar into a column; a list or an object, where none belongs, counts as text. */
  readCell(column: TableColumn): void {
    const start = this.position;
    const { cells } = column;
    const numberEnd = this.scanner.scan(start);
    if (numberEnd >= 0) {
      this.position = numberEnd;
      column.numbers++;
      cells.push(this.scanner.value, start, numberEnd);
      return;
    }
    this.skipValue();
    const end = this.position;
    const isString = this.codes[start] === character.doubleQuote;
    const number = isString
      ? quotedNumber(this.text, this.codes, this.scanner, start + 1, end - 1)
      : infinityOf(this.text, start, end);
    if (number !== null) {
      column.numbers++;
      if (isString && Number.isFinite(number)) {
        this.quoted.set(column, (this.quoted.get(column) ?? 0) + 1);
      }
      cells.push(number, isString ? start + 1 : start, isString ? end - 1 : end);
      return;
    }
    if (isText(this.text.slice(start, end))) {
      column.firstText = column.texts === 0 ? cells.count : column.firstText;
      column.texts++;
    }
    cells.push(NaN, start, end);
  }
}
