import { t } from "@vscode/l10n";
import type { Tensor } from "../../engine/index.ts";
import type { DatasetRows } from "../dataset/datasetRows.ts";
import { requireFeature } from "../dataset/requireFeature.ts";
import { classColumns } from "../questions/classColumns.ts";
import type { LearnTarget } from "./types.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { LabelColumn, LearnChoice } from "../../shared/report/learn.ts";

/** The columns of texts that can be learned as classes. */
export function labelColumns({ rows, leftOut }: DatasetRows): LabelColumn[] {
  return classColumns(leftOut, rows.shape[0]).map(({ name, values }) => ({ name, numClasses: new Set(values).size }));
}

/**
 * The target that a person chose, as numbers.
 *
 * @param other the rows of another tensor, where that is the target
 * @throws Failure MISSING_VALUES where the data have gaps: a mean squared error over them would be NaN; TARGET_MISMATCH
 * where another tensor is not of their shape; NO_FEATURE for a column that is none of the target's
 */
export function learnTarget(
  { rows, leftOut }: DatasetRows,
  choice: LearnChoice,
  other: Tensor | null = null,
): LearnTarget {
  if (rows.data.some(Number.isNaN)) throw gaps();
  switch (choice.kind) {
    case "input":
      return { kind: "values", values: rows };
    case "feature": {
      return { kind: "values", values: repeatColumn(rows, choice.feature, rows.shape[1]) };
    }
    case "tensor":
      return { kind: "values", values: tensorTarget(rows, other, choice.column) };
    case "labels": {
      const columns = classColumns(leftOut, rows.shape[0]);
      requireFeature(choice.column, columns.length);
      const { values } = columns[choice.column];
      const names = [...new Set(values)];
      return { kind: "labels", labels: values.map((text) => names.indexOf(text)), numClasses: names.length };
    }
  }
}

function tensorTarget({ shape }: Tensor, other: Tensor | null, column: number | null): Tensor {
  const [numRows, width] = shape;
  const [otherRows, otherWidth] = other?.shape ?? [0, 0];
  if (other === null || otherRows !== numRows || (column === null && otherWidth !== width)) {
    const wanted = column === null ? `${numRows} × ${width}` : String(numRows);
    const got = column === null ? `${otherRows} × ${otherWidth}` : String(otherRows);
    const message = t("The target requires as many values as the data have, {0}, got {1}", wanted, got);
    throw new Failure({ kind: "input", code: "TARGET_MISMATCH", message, place: null });
  }
  const values = column === null ? other : repeatColumn(other, column, width);
  if (values.data.some(Number.isNaN)) throw gaps();
  return values;
}

/** One column of a tensor, as many times beside itself. */
function repeatColumn({ data, shape }: Tensor, column: number, times: number): Tensor {
  const [numRows, width] = shape;
  requireFeature(column, width);
  const repeated = new Float64Array(numRows * times);
  for (let n = 0; n < numRows; n++) repeated.fill(data[n * width + column], n * times, (n + 1) * times);
  return { data: repeated, shape: [numRows, times] };
}

function gaps(): Failure {
  const message = t("Learning requires values without gaps: let missing values omit their rows");
  return new Failure({ kind: "input", code: "MISSING_VALUES", message, place: null });
}
