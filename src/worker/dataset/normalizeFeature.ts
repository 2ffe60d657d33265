import {
  BatchNorm,
  momentumFromFramework,
  presets,
  type BatchNormOptions,
  type Tensor,
  type TensorData,
} from "../../engine/index.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { GivenStatistics } from "../../session/compute/compute.ts";

/** One feature after batch norm: x̂ of its values, and the statistics it was computed with. */
export interface NormalizedFeature {
  readonly normalized: TensorData;
  readonly runningMean: number;
  readonly runningVar: number;
}

/** The engine's options for a report's; momentum goes from the preset's sense to PyTorch's. */
export function layerOptions({ preset, eps, momentum }: ReportOptions): BatchNormOptions {
  return { ...presets[preset], eps, momentum: momentumFromFramework(preset, momentum), affine: false, channelAxis: 1 };
}

/** The values of a feature that are there (NaN stands where the text has none), in the precision of the report. */
export function presentValues(values: Float64Array, { precision }: ReportOptions): TensorData {
  const present = values.some(Number.isNaN) ? values.filter((value) => !Number.isNaN(value)) : values;
  return precision === "float32" ? Float32Array.from(present) : present;
}

/**
 * x̂ of the values of one feature, by a batch norm layer with one channel.
 *
 * In evaluation the running statistics are the given ones, or those of a new layer after one update with this batch.
 *
 * @param values shape (m)
 * @throws EngineError EMPTY_INPUT for no values, BATCH_TOO_SMALL for one in training where the preset refuses it
 */
export function normalizeFeature(
  values: TensorData,
  feature: number,
  options: ReportOptions,
  statistics: GivenStatistics | null,
): NormalizedFeature {
  const layer = new BatchNorm(1, layerOptions(options));
  const input: Tensor = { data: values, shape: [values.length] };
  if (statistics !== null) {
    layer.runningMean = Float64Array.of(statistics.runningMean[feature]);
    layer.runningVar = Float64Array.of(statistics.runningVar[feature]);
    layer.numBatchesTracked = statistics.numBatchesTracked ?? 0;
  }
  const trained = options.mode === "train" || statistics === null ? layer.forward(input, "train") : null;
  const output = options.mode === "train" && trained !== null ? trained : layer.forward(input, "eval");
  return {
    normalized: output.data,
    runningMean: layer.runningMean?.[0] ?? NaN,
    runningVar: layer.runningVar?.[0] ?? NaN,
  };
}
