import { histogram, moments, quantiles, sortValues, type Histogram, type Moments } from "../../engine/index.ts";
import type { TextTensor } from "../../documents/types.ts";
import type { Analysis, GivenStatistics } from "../../session/compute/compute.ts";
import { layerMismatch } from "../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../shared/options.ts";
import { quantileProbabilities, type FeatureColumns, type ValueSummary } from "../../shared/report/report.ts";
import { featureNames, featureValues, type Axes } from "./axes.ts";
import { normalizeFeature, presentValues } from "./normalizeFeature.ts";
import { analysisNotices } from "./notices.ts";
import { packHistograms } from "./packHistograms.ts";

/** An outlier is farther than this from the mean, in standard deviations. */
const outlierDistance = 3;

/**
 * Everything that the report shows of a tensor: per feature and pooled, before and after normalization.
 *
 * @param statistics running statistics to evaluate with; null for those of a new layer after one update
 * @throws Failure LAYER_MISMATCH where the statistics are those of another number of features
 * @throws EngineError EMPTY_INPUT for no values, BATCH_TOO_SMALL for one per feature in training under PyTorch
 */
export function analyze(
  tensor: TextTensor,
  axes: Axes,
  options: ReportOptions,
  statistics: GivenStatistics | null,
): Analysis {
  const { channels } = axes;
  if (statistics !== null && statistics.runningMean.length !== channels) {
    throw layerMismatch(statistics.runningMean.length, channels);
  }
  const columns = emptyColumns(featureNames(tensor, axes));
  const histograms: Histogram[] = [];
  const allInput = new Float64Array(tensor.data.length);
  const allNormalized = new Float64Array(tensor.data.length);
  let pooled = 0;

  for (let c = 0; c < channels; c++) {
    const values = featureValues(tensor.data, axes, c);
    const present = presentValues(values, options);
    const input = moments(present);
    const { normalized, runningMean, runningVar } = normalizeFeature(present, c, options, statistics);
    const after = moments(normalized);
    const sorted = sortValues(present);

    columns.count[c] = present.length;
    columns.missing[c] = values.length - present.length;
    columns.infinite[c] = input.infiniteCount;
    columns.mean[c] = input.mean;
    columns.variance[c] = input.variance;
    columns.min[c] = input.min;
    columns.max[c] = input.max;
    columns.runningMean[c] = runningMean;
    columns.runningVar[c] = runningVar;
    columns.usedMean[c] = options.mode === "train" ? input.mean : runningMean;
    columns.usedVariance[c] = options.mode === "train" ? input.variance : runningVar;
    columns.normalizedMean[c] = after.mean;
    columns.normalizedVariance[c] = after.variance;
    columns.outliers[c] = countOutliers(normalized);
    columns.quantiles.set(quantiles(sorted, quantileProbabilities, { sorted: true }), c * quantileProbabilities.length);
    histograms.push(histogram(sorted, { sorted: true }));
    allInput.set(present, pooled);
    allNormalized.set(normalized, pooled);
    pooled += present.length;
  }

  const features: FeatureColumns = { ...columns, histograms: packHistograms(histograms) };
  return {
    shape: tensor.shape,
    layout: axes.label,
    valuesPerFeature: axes.valuesPerFeature,
    features,
    pooled: {
      input: summarizeValues(allInput.subarray(0, pooled)),
      normalized: summarizeValues(allNormalized.subarray(0, pooled)),
    },
    notices: analysisNotices(options, statistics),
  };
}

function countOutliers(normalized: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < normalized.length; i++) if (Math.abs(normalized[i]) > outlierDistance) count++;
  return count;
}

function summarizeValues(values: Float64Array): ValueSummary {
  const { count, mean, variance, min, max }: Moments = moments(values);
  const sorted = sortValues(values);
  return {
    count,
    mean,
    variance,
    min,
    max,
    quantiles: Array.from(quantiles(sorted, quantileProbabilities, { sorted: true })),
    outliers: countOutliers(values),
    histogram: histogram(sorted, { sorted: true }),
  };
}

type PlainColumns = Omit<FeatureColumns, "histograms">;

function emptyColumns(names: readonly string[]): PlainColumns {
  const column = (): Float64Array => new Float64Array(names.length);
  return {
    names,
    count: column(),
    missing: column(),
    nan: column(),
    infinite: column(),
    mean: column(),
    variance: column(),
    min: column(),
    max: column(),
    runningMean: column(),
    runningVar: column(),
    usedMean: column(),
    usedVariance: column(),
    normalizedMean: column(),
    normalizedVariance: column(),
    gamma: column().fill(1),
    beta: column(),
    outliers: column(),
    quantiles: new Float64Array(names.length * quantileProbabilities.length),
  };
}
