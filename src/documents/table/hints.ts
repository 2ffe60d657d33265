import type { TextFeature, TextNotice } from "../types.ts";
import { indexNotice, labelNotice } from "./tableNotices.ts";

/** Names of columns that hold the class of a row. */
const labelNames = /^(?:labels?|class(?:es)?|target|species|y|category|cluster|outcome)$/i;
/** So many different numbers may be classes, and so many rows each has at least. */
const maxClasses = 20;
const rowsPerClass = 4;
const fewestRows = 8;
/** So many rows show whether the other columns hold few numbers too. */
const rowsOfOthers = 1000;

/** The values of a table, row-major. */
export interface TableValues {
  readonly data: Float64Array;
  readonly features: readonly TextFeature[];
  /** Whether the first feature is the table's first column, and has no name under a header. */
  readonly hasUnnamedFirst: boolean;
}

/**
 * Notices about columns that are numbers but perhaps no features: one without a name that counts the rows, and one of a
 * few whole numbers that stands last or is named as classes are. Each offers to leave it out.
 */
export function columnHints(table: TableValues): TextNotice[] {
  const { data, features, hasUnnamedFirst } = table;
  const width = features.length;
  const rows = data.length / Math.max(1, width);
  if (width < 2 || rows < 2) return [];
  const notices: TextNotice[] = [];
  const [first] = features;
  // pandas names a column so that had no name in the file it read.
  const isPandasIndex = !hasUnnamedFirst && /^Unnamed: 0(?:\.\d+)?$/.test(first.name);
  if ((hasUnnamedFirst || isPandasIndex) && countsRows(table)) {
    notices.push(indexNotice(first.name, first.place, isPandasIndex));
  }
  if (rows < fewestRows) return notices;
  const named = features.findIndex(({ name }) => labelNames.test(name.trim()));
  const candidate = named < 0 ? width - 1 : named;
  const limit = Math.floor(named < 0 ? Math.min(maxClasses, rows / rowsPerClass) : rows / 2);
  const classes = classesOf(table, candidate, rows, limit);
  if (classes >= 2 && classes <= limit && (named >= 0 || standsOut(table, candidate, rows))) {
    notices.push(labelNotice(features[candidate].name, classes, features[candidate].place));
  }
  return notices;
}

/** Whether the first column is 0, 1, 2, … or 1, 2, 3, … */
function countsRows({ data, features: { length: width } }: TableValues): boolean {
  const [first] = data;
  if (first !== 0 && first !== 1) return false;
  for (let n = 0; n * width < data.length; n++) if (data[n * width] !== first + n) return false;
  return true;
}

/** How many different whole numbers a column holds in its first rows, counted up to `most` + 1; 0 where one is not whole. */
function classesOf(
  { data, features: { length: width } }: TableValues,
  column: number,
  rows: number,
  most: number,
): number {
  const distinct = new Set<number>();
  for (let n = 0; n < rows && distinct.size <= most; n++) {
    const value = data[n * width + column];
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return 0;
    distinct.add(value);
  }
  return distinct.size;
}

/** Where other columns hold few whole numbers too, the last one is no exception. */
function standsOut(table: TableValues, candidate: number, rows: number): boolean {
  return table.features.slice(0, maxClasses).some((_, column) => {
    if (column === candidate) return false;
    const classes = classesOf(table, column, Math.min(rows, rowsOfOthers), maxClasses);
    return classes === 0 || classes > maxClasses;
  });
}
