import { meanSquaredError, softmaxCrossEntropy, type Loss, type Tensor } from "../../engine/index.ts";
import type { DataSummary } from "../../shared/lab/data.ts";

/** What is predicted of each row: the index of its class, or a number. The type of the array says which. */
export type Labels = Int32Array | Float64Array;

/** Outputs of a network that predicts this: one per class, or one number. */
export function numOutputs({ task, classes }: DataSummary): number {
  return task === "classes" ? classes.length : 1;
}

/**
 * Cross-entropy of classes, or mean squared error of numbers.
 *
 * **Shapes**: output (rows, classes) with labels of whole numbers, or (rows, 1) with labels of numbers.
 */
export function lossOf(output: Tensor, labels: Labels): Loss {
  return labels instanceof Int32Array
    ? softmaxCrossEntropy(output, labels)
    : meanSquaredError(output, { data: labels, shape: output.shape });
}

/** How good a prediction is: the share of right classes, or R² = 1 − Σ (y − t)² / Σ (t − mean of t)². 1 is perfect. */
export function scoreOf(output: Tensor, labels: Labels): number {
  return labels instanceof Int32Array ? accuracyOf(output, labels) : determinationOf(output, labels);
}

function accuracyOf({ data, shape: [rows, classes] }: Tensor, labels: Int32Array): number {
  let right = 0;
  for (let n = 0; n < rows; n++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (data[n * classes + c] > data[n * classes + best]) best = c;
    }
    if (best === labels[n]) right++;
  }
  return right / rows;
}

function determinationOf({ data }: Tensor, labels: Float64Array): number {
  const mean = labels.reduce((sum, value) => sum + value, 0) / labels.length;
  let errors = 0;
  let spread = 0;
  for (let n = 0; n < labels.length; n++) {
    errors += (data[n] - labels[n]) ** 2;
    spread += (labels[n] - mean) ** 2;
  }
  return 1 - errors / spread;
}
