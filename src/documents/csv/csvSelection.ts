import { carriageReturn, lineFeed } from "../text/characters.ts";
import { CsvScanner } from "./csvScanner.ts";
import type { TablePlan } from "../table/tablePlan.ts";
import type { Span } from "../types.ts";

/** The part of a table that the selections mean. */
export interface CsvPart {
  /** Ranges of whole records, in document order. */
  readonly ranges: readonly Span[];
  /** Indices of the columns, ascending; null for all. */
  readonly columns: readonly number[] | null;
  /** Whether the ranges are rows that were selected. */
  readonly hasRows: boolean;
}

/** A record that a selection touches, and which of its fields. */
interface TouchedRecord {
  readonly record: Span;
  readonly columns: readonly number[];
  readonly isWhole: boolean;
}

/**
 * A selection of several lines picks the records it touches. One inside a single record, and each part of a box or of
 * several cursors, picks the columns it touches, unless each covers its whole record. None, or one that touches
 * nothing, means all of the table.
 */
export function selectedPart(text: string, codes: Uint8Array, plan: TablePlan, selections: readonly Span[]): CsvPart {
  const { dataStart } = plan.header;
  const all = { ranges: [{ start: dataStart, end: plan.footer?.start ?? text.length }], columns: null, hasRows: false };
  const finder = new RecordFinder(text, codes, plan);
  const touched: TouchedRecord[] = [];
  let hasRows = false;
  for (const selection of selections) {
    const records = finder.touchedBy(selection);
    const includesLineEnd = records.length === 1 && selection.end > records[0].record.end;
    hasRows ||= records.length > 1 || includesLineEnd;
    touched.push(...records.filter(({ columns }) => columns.length > 0 || hasRows));
  }
  if (touched.length === 0) {
    return all;
  }
  if (hasRows || (touched.length > 1 && touched.every(({ isWhole }) => isWhole))) {
    const rows = touched.filter(({ record }) => record.start >= dataStart).map(({ record }) => record);
    return rows.length === 0 ? all : { ranges: rows, columns: null, hasRows: true };
  }
  const columns = [...new Set(touched.flatMap((record) => record.columns))].sort((a, b) => a - b);
  return { ...all, columns };
}

/** Finds the records that selections touch, given in document order: it goes through the text once. */
class RecordFinder {
  private readonly scanner: CsvScanner;
  private readonly hasQuotes: boolean;
  /** Start of a record at or before everything that is still asked for. */
  private known = 0;

  constructor(text: string, codes: Uint8Array, { format, uses }: TablePlan) {
    this.scanner = new CsvScanner(codes, format.delimiter);
    this.scanner.expectedFields = uses.length;
    this.hasQuotes = text.includes('"');
  }

  touchedBy(selection: Span): TouchedRecord[] {
    const { scanner } = this;
    scanner.position = this.recordStartBefore(selection.start);
    const touched: TouchedRecord[] = [];
    while (scanner.startRecord() && scanner.position < Math.max(selection.end, selection.start + 1)) {
      const record = this.readTouched(selection);
      if (record && (touched.length === 0 || record.record.start > touched[touched.length - 1].record.start)) {
        touched.push(record);
      }
    }
    return touched;
  }

  /** Reads one record; null where it ends before the selection begins. */
  private readTouched({ start, end }: Span): TouchedRecord | null {
    const { scanner } = this;
    const recordStart = scanner.position;
    const columns: number[] = [];
    let isLast = false;
    let column = 0;
    let recordEnd = recordStart;
    for (; !isLast; column++) {
      const fieldStart = scanner.position;
      isLast = scanner.skipField();
      const quote = scanner.isQuoted ? 1 : 0;
      recordEnd = scanner.fieldEnd + quote;
      const isTouched =
        start === end ? fieldStart <= start && start <= recordEnd : fieldStart < end && start < recordEnd;
      if (isTouched) {
        columns.push(column);
      }
    }
    return start > recordEnd || (start === recordEnd && end > start)
      ? null
      : { record: { start: recordStart, end: recordEnd }, columns, isWhole: columns.length === column };
  }

  /** A place at or before the start of the record that holds `offset`. */
  private recordStartBefore(offset: number): number {
    const { scanner } = this;
    if (!this.hasQuotes) {
      return lineStartBefore(scanner.codes, offset);
    }
    // A quoted field may hold line ends: only reading from the top tells. Selections come in document order.
    scanner.position = this.known;
    while (scanner.startRecord() && scanner.position <= offset) {
      this.known = scanner.position;
      while (!scanner.skipField());
    }
    return this.known;
  }
}

function lineStartBefore(codes: Uint8Array, offset: number): number {
  let start = offset;
  while (start > 0 && codes[start - 1] !== lineFeed && codes[start - 1] !== carriageReturn) {
    start--;
  }
  return start;
}
