import { featureMoments, type BatchNormOptions, type Tensor } from "../../engine/index.ts";
import {
  mostTimelineUpdates,
  type TimelineAnswer,
  type TimelineQuestion,
} from "../../shared/layer/statistics/timeline.ts";
import { updatesUntil } from "../../shared/layer/statistics/warmUp.ts";
import type { DatasetRows } from "../dataset/datasetRows.ts";
import { layerOptions } from "../dataset/normalizeFeature.ts";
import { miniBatches } from "../learn/miniBatches.ts";
import { runningTimeline } from "./runningStatistics.ts";

/** All features together are judged by so many of them, spread evenly. */
const mostFeatures = 200;
/** A picture shows what comes after the warm-up too. */
const fewestUpdates = 20;

/**
 * The running statistics of a new layer that trains on the data of a report in mini-batches, until well after its
 * starting values make up less than 1%.
 *
 * @throws EngineError BATCH_TOO_SMALL for a batch of one value where the variance is unbiased; INVALID_OPTION
 */
export function datasetTimeline(data: DatasetRows, question: TimelineQuestion): TimelineAnswer {
  const { feature, momentum } = question;
  const numSamples = data.rows.shape[0] / data.valuesPerSample;
  // What arrives from a page may be any number.
  const batchSize = Math.min(Math.max(1, Math.floor(question.batchSize) || 1), numSamples);
  const batchesPerPass = Math.ceil(numSamples / batchSize);
  const wanted = Math.max(fewestUpdates, batchesPerPass, Math.ceil(1.4 * updatesUntil(momentum)));
  const batches = rowBatches(data, { ...question, batchSize }, Math.min(wanted, mostTimelineUpdates));
  const options = { ...layerOptions(data.options), momentum };
  return feature < 0
    ? { ...distances(columnsOf(data.rows, spread(data.rows.shape[1])), batches, options), batchesPerPass }
    : { ...ofFeature(columnsOf(data.rows, [feature]), batches, options), batchesPerPass };
}

/** Numbers of rows of one batch after the other. */
function rowBatches(data: DatasetRows, question: TimelineQuestion, count: number): Uint32Array[] {
  const { valuesPerSample } = data;
  const numSamples = data.rows.shape[0] / valuesPerSample;
  const samples = miniBatches(numSamples, question.batchSize, question.seed, question.order);
  return Array.from({ length: count }, () => {
    const batch = samples.next().value;
    return Uint32Array.from({ length: batch.length * valuesPerSample }, (_, i) => {
      return batch[Math.floor(i / valuesPerSample)] * valuesPerSample + (i % valuesPerSample);
    });
  });
}

/** The values that are there: a gap in a feature is not in its batches. */
function ofFeature(column: Tensor, batches: readonly Uint32Array[], options: BatchNormOptions) {
  const present = batches.map((batch) => batch.filter((row) => !Number.isNaN(column.data[row])));
  const { mean, variance } = runningTimeline(column, present, options);
  return { means: mean, variances: variance };
}

function distances(rows: Tensor, batches: readonly Uint32Array[], options: BatchNormOptions) {
  const { updates, numFeatures, mean, variance } = runningTimeline(rows, batches, options);
  const whole = featureMoments(rows, 1);
  const means = new Float64Array(updates + 1);
  const variances = new Float64Array(updates + 1);
  for (let row = 0; row <= updates; row++) {
    const rootMeanSquare = (distance: (c: number, k: number) => number): number => {
      let [sum, count] = [0, 0];
      for (let c = 0; c < numFeatures; c++) {
        // What is constant has no σ to measure by, and a feature with gaps no statistics of all rows.
        if (!(whole.variance[c] > 0)) continue;
        sum += distance(c, row * numFeatures + c) ** 2;
        count++;
      }
      return Math.sqrt(sum / count);
    };
    means[row] = rootMeanSquare((c, k) => (mean[k] - whole.mean[c]) / Math.sqrt(whole.variance[c]));
    variances[row] = rootMeanSquare((c, k) => Math.sqrt(variance[k] / whole.variance[c]) - 1);
  }
  return { means, variances };
}

function spread(numFeatures: number): number[] {
  const count = Math.min(numFeatures, mostFeatures);
  return Array.from({ length: count }, (_, i) => Math.floor((i * numFeatures) / count));
}

function columnsOf({ data, shape }: Tensor, columns: readonly number[]): Tensor {
  const [numRows, width] = shape;
  const taken = new Float64Array(numRows * columns.length);
  for (let n = 0; n < numRows; n++) {
    columns.forEach((c, i) => (taken[n * columns.length + i] = data[n * width + c]));
  }
  return { data: taken, shape: [numRows, columns.length] };
}
