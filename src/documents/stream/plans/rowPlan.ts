import type { CsvFormat } from "../../csv/csvScanner.ts";
import { elementTypes } from "../../arrays/elementTypes.ts";
import type { ColumnUse } from "../../table/tablePlan.ts";
import type { ReadOptions } from "../../types.ts";

/** Axes that a tensor has at most: (N, C, D, H, W). */
export const maxRank = 5;

/** What is wanted of a column. skip: nothing. numbers: its values. watch: a count of its cells that are numbers. */
export type StreamedUse = ColumnUse;

/** Rows of a delimited table. */
export interface TableRows {
  readonly kind: "table";
  readonly format: CsvFormat;
  readonly uses: readonly StreamedUse[];
  /** Which columns the first rows show to be numbers. */
  readonly likely: readonly boolean[];
  /** Lines before the data, which are no rows where they come again. */
  readonly repeats: readonly string[];
  /** Whether what the cells say about commas and points is counted. */
  readonly countsSeparators: boolean;
}

/** Samples of a JSON array, or of JSON Lines. */
export interface ArrayRows {
  readonly kind: "array";
  /** The axes of one sample; none where the array holds numbers. */
  readonly lengths: readonly number[];
  readonly isLines: boolean;
}

/** Objects of a JSON array, or of JSON Lines. */
export interface RecordRows {
  readonly kind: "records";
  /** As they are written between their quotes, in the order of the first objects. */
  readonly keys: readonly string[];
  readonly uses: readonly StreamedUse[];
  readonly isLines: boolean;
}

/** Samples of an array in binary, one behind the other. */
export interface BinaryRows {
  readonly kind: "binary";
  /** The axes of one sample; none where the array holds numbers. */
  readonly lengths: readonly number[];
  readonly element: keyof typeof elementTypes;
  readonly littleEndian: boolean;
  /** Offsets of the first sample, and behind the last. */
  readonly start: number;
  readonly end: number;
}

/** How rows stand in the bytes, and how the values of one fall into channels. Plain data: it is sent to threads. */
export interface RowPlan {
  readonly rows: TableRows | ArrayRows | RecordRows | BinaryRows;
  readonly channels: number;
  /** Values of a channel that lie side by side. */
  readonly inner: number;
  /** How many such runs a channel has in one row (channels last: the positions). */
  readonly groupsPerRow: number;
  readonly missingValues: ReadOptions["missingValues"];
}

/** Values of one row. */
export function rowLength({ channels, inner, groupsPerRow }: RowPlan): number {
  return channels * inner * groupsPerRow;
}

/** Bytes of one sample in binary. */
export function sampleBytes({ lengths, element }: BinaryRows): number {
  return lengths.reduce((size, length) => size * length, elementTypes[element].bytes);
}

/** Rows that were read out of a file whole: they stand in memory, as the bytes of float64 numbers. */
export interface MemoryRows {
  readonly bytes: Uint8Array;
  /** Where they stood in a text; null where they come from an array. */
  readonly text: TextRows | null;
}

/** Where rows stood in a text. */
export interface TextRows {
  readonly rangeLabel: string;
  /** Of every row: which sample of the file it is, from 0, and its line, from 1; 0 where it has none. */
  readonly samples: Uint32Array;
  readonly lines: Uint32Array;
  /** Samples in the file, those that were left out for a missing value included. */
  readonly numSamples: number;
}
