import type { DocumentError } from "../documentError.ts";
import { type JsonShape, type PathNode, sameShape } from "./jsonCandidate.ts";

/**
 * What an array has held so far. numbers: only numbers. rows: arrays that are uniform and alike. records: objects.
 * texts: strings. mixed: no tensor, but its children may be. problem: it would be a tensor, but for one thing.
 */
export type ArrayContent = "empty" | "numbers" | "rows" | "records" | "texts" | "mixed" | "problem";

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
  /** Length that all array members of an object share: −1 none yet, −2 they differ. */
  columnLength = -1;
  numericColumns = 0;
  path: PathNode | null = null;
  hasPath = false;

  open(kind: "array" | "object", start: number, firstValue: number, firstCandidate: number): void {
    this.kind = kind;
    this.start = start;
    this.count = 0;
    this.content = "empty";
    this.firstValue = firstValue;
    this.presentNumbers = 0;
    this.rowShape = null;
    this.problem = null;
    this.firstCandidate = firstCandidate;
    this.numberMembers = 0;
    this.vectorValues = 0;
    this.columnLength = -1;
    this.numericColumns = 0;
    this.path = null;
    this.hasPath = false;
  }

  /** Notes that an object has an array member of rank 1 with `length` elements. */
  addColumn(length: number, isNumeric: boolean): void {
    this.columnLength = this.columnLength === -1 || this.columnLength === length ? length : -2;
    this.numericColumns += isNumeric ? 1 : 0;
    this.vectorValues += isNumeric ? length : 0;
  }

  /** Notes that a record of an array of records is complete. */
  addRecord(record: JsonFrame): void {
    this.numberMembers = Math.max(this.numberMembers, record.numberMembers);
    this.vectorValues = this.count === 0 || this.vectorValues === record.vectorValues ? record.vectorValues : -1;
  }
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
