import { t } from "@vscode/l10n";
import type { Tensor } from "../../engine/index.ts";
import type { DatasetRows } from "../datasetRows.ts";
import type { LeftOutColumn } from "../../documents/types.ts";
import type { LearnTarget } from "./types.ts";
import { Failure } from "../../shared/failure.ts";
import type { LabelColumn, LearnChoice } from "../../shared/learn.ts";

/** More classes than this are names or numbers of rows, not classes. */
const mostClasses = 100;

/** The columns of texts that can be learned as classes: between 2 and 100 different ones, a text for each row. */
export function labelColumns({ rows, leftOut }: DatasetRows): LabelColumn[] {
  return usable(rows, leftOut).map(({ name, values }) => ({ name, numClasses: new Set(values).size }));
}

/**
 * The target that a person chose, as numbers.
 *
 * @throws Failure MISSING_VALUES where the data have gaps: a mean squared error over them would be NaN
 */
export function learnTarget({ rows, leftOut }: DatasetRows, choice: LearnChoice): LearnTarget {
  if (rows.data.some(Number.isNaN)) {
    const message = t("Learning requires values without gaps: let missing values omit their rows");
    throw new Failure({ kind: "input", code: "MISSING_VALUES", message, place: null });
  }
  switch (choice.kind) {
    case "input":
      return { kind: "values", values: rows };
    case "feature": {
      const width = rows.shape[1];
      const data = Float64Array.from(rows.data, (_, k) => rows.data[k - (k % width) + choice.feature]);
      return { kind: "values", values: { data, shape: rows.shape } };
    }
    case "labels": {
      const { values } = usable(rows, leftOut)[choice.column];
      const names = [...new Set(values)];
      return { kind: "labels", labels: values.map((text) => names.indexOf(text)), numClasses: names.length };
    }
  }
}

function usable(rows: Tensor, leftOut: readonly LeftOutColumn[]): LeftOutColumn[] {
  return leftOut.filter(({ values }) => {
    const numClasses = new Set(values).size;
    return values.length === rows.shape[0] && numClasses > 1 && numClasses <= mostClasses;
  });
}
