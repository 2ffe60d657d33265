import type { DocumentError } from "../documentError.ts";
import { type JsonShape, type PathNode, sameShape } from "./jsonCandidate.ts";
import type { Span } from "../types.ts";

/**
 * What an array has held so far. numbers: only numbers. rows: arrays that are uniform and alike. records: objects.
 * texts: strings. mixed: no tensor, but its children may be. problem: it would be a tensor, but for one thing.
 */
export type ArrayContent = "empty" | "numbers" | "rows" | "records" | "texts" | "mixed" | "problem";

/** A length that things share: null where none was seen yet, "differs" where they do not share it. */
export type SharedLength = number | "differs" | null;

/** The lists of an object that together write a table: pandas' and others' names for its parts. */
export interface TableParts {
  columns?: Span;
  index?: Span;
  data?: Span;
  schema?: Span;
}

/** An array or object that is open while the outline is made. Frames are used again: one for each depth. */
export class JsonFrame {
  kind: "array" | "object" = "array";
  start = 0;
  /** Children that are complete; the index of the one being read. */
  count = 0;
  content: ArrayContent = "empty";
  /** Where its numbers begin in the outline's list, and how many of them are not missing values. */
  firstValue = 0;
  presentNumbers = 0;
  /** How many of those stand in quotes. */
  quotedNumbers = 0;
  /** The shape that all children have (content "rows"). */
  rowShape: JsonShape | null = null;
  problem: (() => DocumentError) | null = null;
  firstTextStart = 0;
  firstTextEnd = 0;
  /** Candidates found before this one was opened. */
  firstCandidate = 0;
  /** The key being read (objects). */
  keyStart = 0;
  keyEnd = 0;
  /** Of an object: numbers among its members. Of an array of records: the most that one record has. */
  numberMembers = 0;
  /** Of an object: values in its rank-1 arrays. Of an array of records: the same of every record, or −1 where they differ. */
  vectorValues = 0;
  /** Length that all array members of an object share, those of objects in it included. */
  columnLength: SharedLength = null;
  numericColumns = 0;
  /** Whether all that it holds are scalars. */
  isFlat = true;
  /** Numbers in it, at any depth. */
  numbersSeen = 0;
  /** How many of those stand in quotes, and whether all of the first row of an array do. */
  quotedSeen = 0;
  isFirstRowQuoted = false;
  /** Of an array: how many of its elements are flat arrays, and the length that those share. */
  flatRows = 0;
  rowWidth: SharedLength = null;
  /** Of an object: how many of its members are objects of scalars and lists, and how many members those have. */
  recordMembers = 0;
  recordWidth: SharedLength = null;
  /** How many of them hold scalars only. */
  flatMembers = 0;
  parts: TableParts | null = null;
  path: PathNode | null = null;
  hasPath = false;

  open(kind: "array" | "object", start: number, firstValue: number, firstCandidate: number): void {
    this.kind = kind;
    this.start = start;
    this.count = 0;
    this.content = "empty";
    this.firstValue = firstValue;
    this.presentNumbers = 0;
    this.quotedNumbers = 0;
    this.rowShape = null;
    this.problem = null;
    this.firstCandidate = firstCandidate;
    this.numberMembers = 0;
    this.vectorValues = 0;
    this.columnLength = null;
    this.numericColumns = 0;
    this.isFlat = true;
    this.numbersSeen = 0;
    this.quotedSeen = 0;
    this.isFirstRowQuoted = false;
    this.flatRows = 0;
    this.rowWidth = null;
    this.recordMembers = 0;
    this.recordWidth = null;
    this.flatMembers = 0;
    this.parts = null;
    this.path = null;
    this.hasPath = false;
  }

  /** Notes that an object has an array member of rank 1 with `length` elements. */
  addColumn(length: number, isNumeric: boolean): void {
    this.columnLength = shared(this.columnLength, length);
    this.numericColumns += isNumeric ? 1 : 0;
    this.vectorValues += isNumeric ? length : 0;
  }

  /** Notes that an object member is complete: columns under a name of their own, or a record. */
  addObject(member: JsonFrame): void {
    const { columnLength } = member;
    // Lists of one value each are settings rather than columns under a name.
    this.columnLength =
      columnLength === null || columnLength === 1 ? "differs" : shared(this.columnLength, columnLength);
    this.numericColumns += member.numericColumns;
    this.numberMembers += member.numberMembers;
    this.vectorValues += Math.max(member.vectorValues, 0);
    if (member.recordMembers === 0 && member.count > 0) {
      this.recordMembers++;
      this.flatMembers += member.isFlat ? 1 : 0;
      this.recordWidth = shared(this.recordWidth, member.count);
    }
  }

  /** Notes that flat arrays of a length are complete. */
  addFlatRows(count: number, width: number): void {
    this.flatRows += count;
    this.rowWidth = shared(this.rowWidth, width);
  }

  /** Whether it is rows of numbers below one of numbers in quotes, which are names then: years, wavelengths. */
  get isHeaded(): boolean {
    return this.isFirstRowQuoted && this.flatRows > 1 && this.isTable && this.quotedSeen === this.rowWidth;
  }

  /** Whether it is rows of equally many scalars, with numbers among them. */
  get isTable(): boolean {
    return (
      this.flatRows === this.count && typeof this.rowWidth === "number" && this.rowWidth > 0 && this.numbersSeen > 0
    );
  }

  /** Notes that a record of an array of records is complete. */
  addRecord(record: JsonFrame): void {
    this.numberMembers = Math.max(this.numberMembers, record.numberMembers);
    if (this.vectorValues === 0) {
      this.vectorValues = record.vectorValues;
    } else if (record.vectorValues !== 0 && record.vectorValues !== this.vectorValues) {
      this.vectorValues = -1;
    }
  }
}

function shared(known: SharedLength, length: SharedLength): SharedLength {
  return known === null || known === length ? length : "differs";
}

/** The shape of a closed array, or null where it is no tensor. `sibling` is returned itself where it is the same. */
export function shapeOf(frame: JsonFrame, sibling: JsonShape | null): JsonShape | null {
  const { content, count: length, rowShape: child } = frame;
  if (content !== "numbers" && content !== "rows" && content !== "empty") {
    return null;
  }
  if (sibling?.length === length && sameShape(sibling.child, child)) {
    return sibling;
  }
  return { length, child, rank: (child?.rank ?? 0) + 1, size: length * (child?.size ?? 1) };
}
