import { t } from "@vscode/l10n";
import type { DataSummary, LabTask, TargetColumn } from "../../shared/lab/data.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import { mostClasses, type Column, type LabTable } from "./labTable.ts";
import type { Labels } from "./task.ts";

/** Features and labels: what networks train on. */
export interface LabData {
  readonly summary: DataSummary;
  /** Row-major (rows, features). Empty where the summary has a problem. */
  readonly features: Float64Array;
  readonly labels: Labels;
}

/** Which column is predicted, as what, and how many rows are held back. */
export type TargetChoice = Pick<LabSettings, "target" | "predict" | "validationShare">;

/**
 * Makes one column the target and all other number columns the features. What is wrong with the choice is in the
 * summary's `problem`, not thrown: it stands beside its control.
 *
 * @param choice a target of "" is guessed: the last column of texts, else the last of few whole numbers, else the last
 *   column of numbers
 */
export function labData(table: LabTable, { target, predict, validationShare }: TargetChoice): LabData {
  const { name, rows, columns } = table;
  const chosen = target === "" ? guessTarget(columns) : columns.find((column) => column.name === target);
  const inputs = columns.filter((column) => column !== chosen && column.numbers !== null);
  const validationRows = Math.ceil(rows * validationShare);
  const possible = chosen === undefined ? [] : tasksOf(chosen);
  const task = possible.find((each) => each === predict) ?? possible.at(0) ?? "classes";
  const summary: DataSummary = {
    name,
    rows,
    trainingRows: rows - validationRows,
    validationRows,
    features: inputs.length,
    constantFeatures: inputs.filter(({ numbers }) => isConstant(numbers)).length,
    task,
    classes: task === "classes" ? (chosen?.classes ?? []) : [],
    targetRange: task === "number" ? rangeOf(chosen?.numbers ?? null) : null,
    targets: columns.flatMap(targetColumn),
    target: chosen?.name ?? target,
    guessed: target === "",
    problem:
      columnsProblem(columns.length) ??
      targetProblem(target, chosen, task) ??
      featuresProblem(inputs.length) ??
      splitProblem(rows, validationRows),
  };
  if (summary.problem !== null || chosen === undefined) {
    return { summary, features: new Float64Array(0), labels: new Int32Array(0) };
  }
  const features = new Float64Array(rows * inputs.length);
  inputs.forEach(({ numbers }, c) => {
    numbers?.forEach((value, n) => (features[n * inputs.length + c] = value));
  });
  return { summary, features, labels: labelsOf(chosen, summary, rows) };
}

function labelsOf({ numbers, textAt }: Column, { task, classes }: DataSummary, rows: number): Labels {
  if (task === "number" && numbers !== null) return numbers;
  const index = new Map(classes.map((label, i) => [label, i]));
  return Int32Array.from({ length: rows }, (_, n) => index.get(textAt(n)) ?? 0);
}

/** What a column can be predicted as, the likelier first. */
function tasksOf({ classes, numbers }: Column): LabTask[] {
  return [...(classes === null ? [] : (["classes"] as const)), ...(numbers === null ? [] : (["number"] as const))];
}

function targetColumn(column: Column): TargetColumn[] {
  const tasks = tasksOf(column);
  return tasks.length === 0 ? [] : [{ name: column.name, tasks }];
}

function guessTarget(columns: readonly Column[]): Column | undefined {
  const classes = columns.filter((column) => column.classes !== null && column.classes.length > 1);
  const texts = columns.filter((column) => column.numbers === null);
  const numbers = columns.filter((column) => column.numbers !== null && !isConstant(column.numbers));
  return (
    classes.filter((column) => column.numbers === null).at(-1) ??
    classes.at(-1) ??
    (numbers.length > 1 ? numbers.at(-1) : undefined) ??
    // What is wrong with it can then be said by its name.
    texts.at(-1)
  );
}

function isConstant(numbers: Float64Array | null): boolean {
  return numbers?.every((value) => value === numbers[0]) === true;
}

function rangeOf(numbers: Float64Array | null): readonly [number, number] | null {
  if (numbers === null) return null;
  return [numbers.reduce((a, b) => Math.min(a, b), Infinity), numbers.reduce((a, b) => Math.max(a, b), -Infinity)];
}

function columnsProblem(count: number): DataSummary["problem"] {
  if (count >= 2) return null;
  return { field: "source", message: t("source requires at least 2 columns, a feature and a target, got {0}", count) };
}

function featuresProblem(count: number): DataSummary["problem"] {
  if (count > 0) return null;
  return { field: "source", message: t("source requires at least 1 column of numbers beside the target, got 0") };
}

function targetProblem(target: string, chosen: Column | undefined, task: LabTask): DataSummary["problem"] {
  if (chosen === undefined) {
    const message =
      target === ""
        ? t("target requires a column of numbers, or of texts with 2 to {0} different values", mostClasses)
        : t('target "{0}" requires a column of that name in the selected rows', target);
    return { field: "target", message };
  }
  const { name, classes, numbers } = chosen;
  if (classes === null && numbers === null) {
    const message = t('target "{0}" requires at most {1} different texts in the selected rows', name, mostClasses);
    return { field: "target", message };
  }
  if (task === "number" && isConstant(numbers)) {
    const only = String(numbers?.[0]);
    return {
      field: "target",
      message: t('target "{0}" requires at least 2 different numbers, got 1 ({1})', name, only),
    };
  }
  if (task === "classes" && classes !== null && classes.length < 2) {
    const message = t(
      'target "{0}" requires at least 2 classes in the selected rows, got {1} ({2})',
      name,
      classes.length,
      classes.join(", "),
    );
    return { field: "target", message };
  }
  return null;
}

function splitProblem(rows: number, validationRows: number): DataSummary["problem"] {
  if (rows - validationRows >= 2) return null;
  const message = t("validation requires at least 2 rows to train on, got {0} of {1}", rows - validationRows, rows);
  return { field: "validationShare", message };
}
