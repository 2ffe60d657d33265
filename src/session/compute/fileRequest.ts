import type { ReportOptions } from "../../shared/options.ts";

/** A file to read instead of a text. */
export interface FileRequest {
  readonly name: string;
  /** Where it is on disk, or all its bytes where it is elsewhere. */
  readonly source: string | SharedArrayBuffer | ArrayBuffer;
  /** Indices of the columns to read; null for all. */
  readonly columns: readonly number[] | null;
  /** First and last line of the rows to read, from 1; null for all. */
  readonly lines: { readonly first: number; readonly last: number } | null;
  /** Which array or tensor of a file of several; by default the largest. */
  readonly path?: string | undefined;
  /** Which axis the channels are on: it has to be known while the file is read. */
  readonly layout: ReportOptions["layout"];
  readonly preset: ReportOptions["preset"];
}

/** What a file seems to hold, from a look at its beginning. */
export interface FilePreview {
  /** In bytes. */
  readonly size: number;
  readonly estimatedRows: number;
  /** Lengths of all axes but the first. */
  readonly lengths: readonly number[];
  /** Where in the JSON the array is. */
  readonly path: string;
  /** The arrays that can be read instead of the one at `path`, that one included; axes of length 0 are not known. */
  readonly arrays: readonly { readonly path: string; readonly shape: readonly number[] }[];
  /** What rows can be chosen by. */
  readonly rowsBy: "line" | "number" | null;
  /** Columns of a table; none where the file is no table. */
  readonly columns: readonly FileColumn[];
}

export interface FileColumn {
  readonly name: string;
  readonly index: number;
  readonly isNumeric: boolean;
  /** The first few, NaN where one is missing. */
  readonly values: readonly number[];
}

/** How far the reading of a file is. */
export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  /** How many there are, where that is known: the layers of a checkpoint. */
  readonly totalRows?: number;
  readonly elapsedMs: number;
}

export type FileExportFormat = "csv" | "jsonl" | "npy";

/** A file of normalized values to write: y = γ · x̂ + β. */
export interface FileExport {
  /** Path on disk. */
  readonly target: string;
  readonly format: FileExportFormat;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}
