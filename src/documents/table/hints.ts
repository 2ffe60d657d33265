import type { TextFeature, TextNotice } from "../types.ts";
import { indexNotice, labelNotice } from "./tableNotices.ts";

/** Names of columns that hold the class of a row. */
const labelNames = /^(?:labels?|class(?:es)?|target|species|y|category|cluster|outcome)$/i;
/** So many different numbers may be classes, and so many rows each has at least. */
const maxClasses = 20;
const rowsPerClass = 4;
const fewestRows = 8;

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
export function columnHints({ data, features, hasUnnamedFirst }: TableValues): TextNotice[] {
  const width = features.length;
  const rows = data.length / Math.max(1, width);
  if (width < 2 || rows < 2) return [];
  const columnOf = (c: number): Float64Array => Float64Array.from({ length: rows }, (_, n) => data[n * width + c]);
  const notices: TextNotice[] = [];
  if (hasUnnamedFirst && countsRows(columnOf(0))) notices.push(indexNotice(features[0].name, features[0].place));
  // pandas names a column so that had no name in the file it read.
  const isPandasIndex = !hasUnnamedFirst && /^Unnamed: 0(?:\.\d+)?$/.test(features[0].name);
  if (isPandasIndex && countsRows(columnOf(0))) notices.push(indexNotice(features[0].name, features[0].place, true));
  if (rows < fewestRows) return notices;
  const named = features.findIndex(({ name }) => labelNames.test(name.trim()));
  const candidate = named < 0 ? width - 1 : named;
  const classes = classesOf(columnOf(candidate));
  const limit = named < 0 ? Math.min(maxClasses, rows / rowsPerClass) : rows / 2;
  if (classes >= 2 && classes <= limit && (named >= 0 || standsOut(features, candidate, columnOf))) {
    notices.push(labelNotice(features[candidate].name, classes, features[candidate].place));
  }
  return notices;
}

/** Whether values are 0, 1, 2, … or 1, 2, 3, … */
function countsRows(values: Float64Array): boolean {
  const [first] = values;
  return (first === 0 || first === 1) && values.every((value, n) => value === first + n);
}

/** How many different whole numbers a column holds; 0 where one is not whole. */
function classesOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  const distinct = new Set<number>();
  for (const value of present) {
    if (!Number.isInteger(value)) return 0;
    if (distinct.size <= maxClasses * 10) distinct.add(value);
  }
  return distinct.size;
}

/** Where other columns hold few whole numbers too, the last one is no exception. */
function standsOut(
  features: readonly TextFeature[],
  candidate: number,
  columnOf: (c: number) => Float64Array,
): boolean {
  return features.slice(0, maxClasses).some((_, c) => {
    if (c === candidate) return false;
    const classes = classesOf(columnOf(c));
    return classes === 0 || classes > maxClasses;
  });
}
