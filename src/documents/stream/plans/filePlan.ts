import type { Column } from "../../table/header.ts";
import type { TablePlan } from "../../table/tablePlan.ts";
import type { TextNotice } from "../../types.ts";
import type { ArrayRows, BinaryRows, MemoryRows, RecordRows, TableRows } from "./rowPlan.ts";

/** How a file is written, found by a look at its beginning. */
export interface FilePlan {
  readonly format: "csv" | "json";
  readonly rows: TableRows | ArrayRows | RecordRows | BinaryRows;
  /** Lengths of all axes but the first. */
  readonly lengths: readonly number[];
  /** Names along axis 1. */
  readonly names: readonly string[];
  /** Of a table: the name of every column, and of which ones the values are taken. Of an array: null. */
  readonly columns: readonly string[] | null;
  /** Offset of the first row, and its line (from 1). */
  readonly dataStart: number;
  readonly dataLine: number;
  /** The line that says how many values a row has. */
  readonly widthLine: number;
  /** Where the array is: "activations.layer1"; "" for a table or the whole document. */
  readonly path: string;
  /** The arrays that can be read instead, this one included; none where there is nothing to choose. */
  readonly arrays: readonly ArrayChoice[];
  readonly notices: readonly TextNotice[];
  /** Of objects: what some of the first ones hold beside numbers; left out where that is nothing. */
  readonly others?: "texts" | "nested" | undefined;
  /** The rows, where they were read whole. */
  readonly memory?: MemoryRows;
  /** Of a table: what is decided when its rows have been read. */
  readonly table?: PlannedTable;
}

/** An array in a file of several. */
export interface ArrayChoice {
  readonly path: string;
  /** All its axes; 0 for one whose length is not known yet. */
  readonly shape: readonly number[];
}

/** The part of a file that a plan is made from. */
export interface FileHead {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Whether this is all of the file. */
  readonly isWhole: boolean;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** What of a table's plan only the end of the scan can say. */
export interface PlannedTable {
  readonly columns: readonly Column[];
  readonly footer: TablePlan["footer"];
  /** Where the rows end: before the lines behind them. */
  readonly dataEnd: number;
  readonly hasHeader: boolean;
  readonly asksForDecimals: boolean;
  readonly isDecimalGiven: boolean;
}
