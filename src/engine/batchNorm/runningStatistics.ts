import type { BatchStatistics } from "./passes.ts";

/**
 * Moves running statistics towards those of a batch, in place.
 *
 * running ← (1 − factor) · running + factor · batch, where the batch's variance is multiplied by m / (m − 1) first if
 * the running one is unbiased.
 *
 * **Source**: PyTorch's update rule; Keras' and ONNX's with factor = 1 − momentum and the biased variance.
 */
export function updateRunningStatistics(
  running: { readonly mean: Float64Array; readonly variance: Float64Array },
  batch: BatchStatistics,
  options: { readonly factor: number; readonly valuesPerChannel: number; readonly estimate: "unbiased" | "biased" },
): void {
  const { factor, valuesPerChannel, estimate } = options;
  const besselCorrection = estimate === "unbiased" ? valuesPerChannel / (valuesPerChannel - 1) : 1;
  for (let c = 0; c < running.mean.length; c++) {
    running.mean[c] = (1 - factor) * running.mean[c] + factor * batch.mean[c];
    running.variance[c] = (1 - factor) * running.variance[c] + factor * (batch.variance[c] * besselCorrection);
  }
}
