import * as character from "../../text/characters.ts";
import { columnNamer } from "../../text/numberedName.ts";
import type { TableColumn } from "../../grid/tableColumns.ts";
import type { JsonCandidate } from "../jsonCandidate.ts";
import { textProblem } from "../jsonProblems.ts";
import { headerNames, listedNames } from "./listedNames.ts";
import type { Named, TableReader } from "./tableReader.ts";
import type { Span } from "../../types.ts";

/** Reads objects one after the other; the number of them. */
export function readRecords(reader: TableReader, { isBare }: JsonCandidate): number {
  let sample = 0;
  reader.skipSpace();
  if (!isBare) {
    reader.position++;
  }
  while (reader.next() === character.openBrace) {
    reader.readRecord(sample++);
  }
  return sample;
}

/** Reads an object whose members are records; the number of them. */
export function readRowMap(reader: TableReader): number {
  let sample = 0;
  reader.skipSpace();
  reader.position++;
  while (reader.next() === character.doubleQuote) {
    reader.readKey();
    reader.readRecord(sample++);
  }
  return sample;
}

/** Reads an object whose members are lists, or objects of them; the length of the lists. */
export function readColumns(reader: TableReader): number {
  reader.skipSpace();
  const known = new Map<string, TableColumn>();
  return readLists(reader, "", "", known);
}

function readLists(reader: TableReader, prefix: string, path: string, known: Map<string, TableColumn>): number {
  let length = 0;
  reader.position++;
  while (reader.next() === character.doubleQuote) {
    const { name, place } = reader.readKey();
    const id = `${path}\0${name}`;
    if (reader.codes[reader.position] === character.openBrace) {
      length = Math.max(length, readLists(reader, `${prefix}${name}.`, id, known));
      continue;
    }
    if (reader.codes[reader.position] !== character.openBracket) {
      reader.skipValue();
      continue;
    }
    let column = known.get(id);
    if (column === undefined) {
      column = reader.addColumn(prefix + name, place);
      known.set(id, column);
    } else {
      reader.repeated ??= { name, place };
      column.cells.truncate(0); // of equal keys the last counts, as in JSON.parse
      column.numbers = column.texts = 0;
    }
    reader.position++;
    while (reader.next() !== character.closeBracket) {
      reader.readCell(column);
    }
    reader.position++;
    length = column.cells.count;
  }
  reader.position++;
  return length;
}

/** Reads an object whose members are columns by the key of their row; the number of rows. */
export function readColumnMap(reader: TableReader): number {
  const rows = new Map<string, number>();
  reader.skipSpace();
  reader.position++;
  while (reader.next() === character.doubleQuote) {
    const { name, place } = reader.readKey();
    const column = reader.addColumn(name, place);
    const starts: number[] = [];
    reader.position++;
    while (reader.next() === character.doubleQuote) {
      const { name: row } = reader.readKey();
      const index = rows.get(row) ?? rows.size;
      rows.set(row, index);
      starts[index] = reader.position;
      reader.skipValue();
    }
    const end = reader.position + 1;
    for (let index = 0; index < starts.length; index++) {
      const start = starts.at(index);
      if (start === undefined) {
        column.cells.pushMissing();
        continue;
      }
      reader.position = start;
      reader.readCell(column);
    }
    reader.position = end;
  }
  return rows.size;
}

/**
 * Reads arrays of scalars, one a row; the number of them. A first row of names only is the header. A text in a column of
 * numbers is what makes the array none: rows have no header that says that a column may hold either.
 */
export function readRows(reader: TableReader, { isBare, names }: JsonCandidate): number {
  const listed = names === null ? null : listedNames(reader.text, names);
  reader.skipSpace();
  if (!isBare) {
    reader.position++;
  }
  const named = listed ?? headerOf(reader);
  const nameOf = columnNamer();
  const columns: TableColumn[] = [];
  let sample = 0;
  while (reader.next() === character.openBracket) {
    reader.position++;
    for (let c = 0; reader.next() !== character.closeBracket; c++) {
      if (c === columns.length) {
        const { name, place } = named?.[c] ?? { name: nameOf(c), place: null };
        columns.push(reader.addColumn(name, place));
      }
      reader.readCell(columns[c]);
    }
    reader.position++;
    sample++;
  }
  const spoiled = columns.find(({ numbers, texts }) => numbers > 0 && texts > 0);
  if (spoiled !== undefined && named === null) {
    const { places } = spoiled.cells;
    throw textProblem(reader, places.startOf(spoiled.firstText), places.endOf(spoiled.firstText));
  }
  return sample;
}

/** The names in the first row, which is stepped over; null where it is none of names above numbers. */
function headerOf(reader: TableReader): readonly Named[] | null {
  const start = reader.position;
  reader.skipSpace();
  const first = rowPlace(reader);
  reader.next();
  const second = rowPlace(reader);
  const header = headerNames(reader.text, first);
  if (header !== null && /[[,]\s*-?\d/.test(reader.text.slice(second.start, second.end))) {
    reader.position = second.start;
    return header;
  }
  reader.position = start;
  return null;
}

function rowPlace(reader: TableReader): Span {
  const start = reader.position;
  reader.skipValue();
  return { start, end: reader.position };
}
