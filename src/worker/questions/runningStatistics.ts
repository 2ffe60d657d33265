import { gatherRows } from "../dataset/gatherRows.ts";
import { BatchNorm, type BatchNormOptions, type Tensor } from "../../engine/index.ts";

/** The running statistics of every feature before the first update (row 0) and after each one, rows × features. */
export interface RunningTimeline {
  readonly updates: number;
  readonly numFeatures: number;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

/**
 * Trains a new layer on mini-batches, one after the other, and writes down its running statistics.
 *
 * **Shapes**: `rows` is (N, C); a batch lists numbers of rows.
 *
 * @throws EngineError BATCH_TOO_SMALL for a batch of one row where the variance is unbiased; INVALID_OPTION
 */
export function runningTimeline(
  rows: Tensor,
  batches: readonly ArrayLike<number>[],
  options: Partial<BatchNormOptions>,
): RunningTimeline {
  const numFeatures = rows.shape[1];
  const layer = new BatchNorm(numFeatures, { ...options, affine: false, trackRunningStats: true, channelAxis: 1 });
  const mean = new Float64Array((batches.length + 1) * numFeatures);
  const variance = new Float64Array(mean.length);
  const record = (row: number): void => {
    mean.set(layer.runningMean ?? [], row * numFeatures);
    variance.set(layer.runningVar ?? [], row * numFeatures);
  };
  record(0);
  batches.forEach((batch, i) => {
    layer.forward(gatherRows(rows, batch), "train");
    record(i + 1);
  });
  return { updates: batches.length, numFeatures, mean, variance };
}
