import { t } from "@vscode/l10n";
import { readTensor } from "../../documents/index.ts";
import type { ReadOptions, TextTensor } from "../../documents/types.ts";
import { Failure } from "../../shared/messages/failure.ts";

/** More different values than this are no classes. */
export const mostClasses = 50;

/** A column of a table as the lab sees it: numbers, texts, or both where whole numbers may be classes. */
export interface Column {
  readonly name: string;
  readonly numbers: Float64Array | null;
  /** Sorted class names, or null where there are too many of them, or where numbers are not whole. */
  readonly classes: readonly string[] | null;
  readonly textAt: (row: number) => string;
}

/** The columns and rows that were read, before one of them becomes the target. */
export interface LabTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/**
 * Reads the columns of a table out of a text.
 *
 * @throws DocumentError as `readTensor`; Failure NOT_A_TABLE where the numbers are no rows of features
 */
export function readLabTable(text: string, read: ReadOptions, name: string): LabTable {
  const tensor = readTensor(text, read);
  if (tensor.shape.length > 2) {
    const message = t("the lab requires rows and columns, got a tensor of shape [{0}]", tensor.shape.join(", "));
    throw new Failure({ kind: "input", code: "NOT_A_TABLE", message, place: null });
  }
  const rows = tensor.shape[0];
  return { name, rows, columns: [...numberColumns(tensor), ...textColumns(tensor)] };
}

function numberColumns({ data, shape, features }: TextTensor): Column[] {
  const [rows, width = 1] = shape;
  return features.map(({ name }, c) => {
    const numbers = Float64Array.from({ length: rows }, (_, n) => data[n * width + c]);
    return { name, numbers, classes: numberClasses(numbers), textAt: (row) => String(numbers[row]) };
  });
}

function numberClasses(numbers: Float64Array): readonly string[] | null {
  const different = new Set<number>();
  for (const value of numbers) {
    if (!Number.isInteger(value)) return null;
    different.add(value);
    if (different.size > mostClasses) return null;
  }
  return [...different].sort((a, b) => a - b).map(String);
}

function textColumns({ leftOut }: TextTensor): Column[] {
  return leftOut.map(({ name, values }) => {
    const different = [...new Set(values)].sort();
    const classes = different.length <= mostClasses ? different : null;
    return { name, numbers: null, classes, textAt: (row) => values[row] };
  });
}
