import { presets } from "../../engine/index.ts";
import type { BatchAverage } from "../../session/compute/compute.ts";
import { keptVariance } from "../../shared/layer/statistics/pooledStatistics.ts";
import type { DatasetRows } from "../dataset/datasetRows.ts";

/**
 * Mean and variance of every feature, averaged over mini-batches in file order with equal weights: the running statistics
 * that one pass with the cumulative average leaves. A last batch of one value has no unbiased variance and is left out.
 */
export function datasetBatchAverage({ rows, valuesPerSample, options }: DatasetRows, batchSize: number): BatchAverage {
  const [numRows, numFeatures] = rows.shape;
  const kept = presets[options.preset].runningVariance;
  const fewest = kept === "unbiased" ? 2 : 1;
  // What arrives from a page may be any number.
  const rowsPerBatch = Math.max(1, Math.floor(batchSize) || 1) * valuesPerSample;
  const mean = new Float64Array(numFeatures);
  const variance = new Float64Array(numFeatures);
  let numBatches = 0;
  for (let c = 0; c < numFeatures; c++) {
    let used = 0;
    for (let start = 0; start < numRows; start += rowsPerBatch) {
      const batch = momentsOf(rows.data, numFeatures, c, start, Math.min(start + rowsPerBatch, numRows));
      if (batch.count < fewest) continue;
      used++;
      mean[c] += (batch.mean - mean[c]) / used;
      variance[c] += (keptVariance(batch.variance, batch.count, kept) - variance[c]) / used;
    }
    if (used === 0) mean[c] = variance[c] = NaN;
    numBatches = Math.max(numBatches, used);
  }
  return { mean, variance, numBatches };
}

/** Two passes over the values of a column between two rows. A missing value is NaN and does not count. */
function momentsOf(data: ArrayLike<number>, width: number, column: number, from: number, to: number) {
  let [count, sum, squares] = [0, 0, 0];
  const visit = (use: (value: number) => void): void => {
    for (let row = from; row < to; row++) {
      const value = data[row * width + column];
      if (!Number.isNaN(value)) use(value);
    }
  };
  visit((value) => {
    count++;
    sum += value;
  });
  const mean = sum / count;
  visit((value) => {
    squares += (value - mean) ** 2;
  });
  return { count, mean, variance: squares / count };
}
