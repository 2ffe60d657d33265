import { t } from "@vscode/l10n";
import { readTensor } from "../../documents/index.ts";
import type { ReadOptions, TextTensor } from "../../documents/types.ts";
import { Failure } from "../../shared/failure.ts";
import type { DataSummary, TargetColumn } from "../../shared/lab/data.ts";

/** More different values than this are no classes. */
const mostClasses = 50;

/** A column of a table as the lab sees it: numbers, texts, or both where whole numbers may be classes. */
interface Column {
  readonly name: string;
  readonly numbers: Float64Array | null;
  /** Sorted class names, or null where the column cannot be a target. */
  readonly classes: readonly string[] | null;
  readonly textAt: (row: number) => string;
}

/** The columns and rows that were read, before one of them becomes the target. */
export interface LabTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly Column[];
}

/** Features and labels: what networks train on. */
export interface LabData {
  readonly summary: DataSummary;
  /** Row-major (rows, features). Empty where the summary has a problem. */
  readonly features: Float64Array;
  readonly labels: Int32Array;
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

/**
 * Makes one column the target and all other number columns the features. What is wrong with the choice is in the
 * summary's `problem`, not thrown: it stands beside its control.
 *
 * @param target the column's name; "" is guessed: the last column of texts, else the last of few whole numbers
 * @param validationShare how much of the rows is held back; decides the two row counts of the summary
 */
export function labData(table: LabTable, target: string, validationShare: number): LabData {
  const { name, rows, columns } = table;
  const guess = guessTarget(columns);
  const chosen = target === "" ? guess : columns.find((column) => column.name === target);
  const inputs = columns.filter((column) => column !== chosen && column.numbers !== null);
  const validationRows = Math.ceil(rows * validationShare);
  const summary: DataSummary = {
    name,
    rows,
    trainingRows: rows - validationRows,
    validationRows,
    features: inputs.length,
    constantFeatures: inputs.filter(({ numbers }) => isConstant(numbers)).length,
    classes: chosen?.classes ?? [],
    targets: columns.flatMap(targetColumn),
    target: chosen?.name ?? target,
    guessed: target === "",
    problem: problemOf(table, target, chosen, inputs.length, validationRows),
  };
  if (summary.problem !== null || chosen === undefined) {
    return { summary, features: new Float64Array(0), labels: new Int32Array(0) };
  }
  const features = new Float64Array(rows * inputs.length);
  inputs.forEach(({ numbers }, c) => {
    numbers?.forEach((value, n) => (features[n * inputs.length + c] = value));
  });
  const index = new Map(summary.classes.map((label, i) => [label, i]));
  const labels = Int32Array.from({ length: rows }, (_, n) => index.get(chosen.textAt(n)) ?? 0);
  return { summary, features, labels };
}

function guessTarget(columns: readonly Column[]): Column | undefined {
  const possible = columns.filter(({ classes }) => classes !== null && classes.length > 1);
  return possible.filter(({ numbers }) => numbers === null).at(-1) ?? possible.at(-1);
}

function targetColumn({ name, classes }: Column): TargetColumn[] {
  return classes === null ? [] : [{ name, numClasses: classes.length }];
}

function isConstant(numbers: Float64Array | null): boolean {
  return numbers?.every((value) => value === numbers[0]) === true;
}

function problemOf(
  { columns, rows }: LabTable,
  target: string,
  chosen: Column | undefined,
  numFeatures: number,
  validationRows: number,
): DataSummary["problem"] {
  if (columns.length < 2) {
    const message = t("source requires at least 2 columns, a feature and a target, got {0}", columns.length);
    return { field: "source", message };
  }
  if (chosen === undefined && target !== "") {
    return { field: "target", message: t('target "{0}" requires a column of that name in the selected rows', target) };
  }
  if (!chosen?.classes) {
    const message = t("target requires a column of texts or whole numbers with 2 to {0} different values", mostClasses);
    return { field: "target", message };
  }
  if (chosen.classes.length < 2) {
    const only = chosen.classes.join(", ");
    const message = t(
      'target "{0}" requires at least 2 classes in the selected rows, got {1} ({2})',
      chosen.name,
      chosen.classes.length,
      only,
    );
    return { field: "target", message };
  }
  if (numFeatures === 0) {
    return { field: "source", message: t("source requires at least 1 column of numbers beside the target, got 0") };
  }
  if (rows - validationRows < 2) {
    const message = t("validation requires at least 2 rows to train on, got {0} of {1}", rows - validationRows, rows);
    return { field: "validationShare", message };
  }
  return null;
}
