import { presets } from "../../engine/index.ts";
import type { LoadedLayer } from "../../shared/layer.ts";
import type { ReportSnapshot } from "../../shared/report.ts";

/**
 * The layer of a report with the statistics of its data as running statistics: mean ← μ, variance ← σ², times
 * m/(m − 1) where the preset keeps the unbiased one. γ and β are those of the report.
 */
export function recalibrated({ features, options, layer, source }: ReportSnapshot): LoadedLayer {
  const { mean, variance, count, gamma, beta } = features;
  const isUnbiased = presets[options.preset].runningVariance === "unbiased";
  return {
    name: layer?.name ?? "",
    fileName: layer?.fileName ?? source.name,
    framework: options.preset,
    numFeatures: mean.length,
    gamma: gamma.slice(),
    beta: beta.slice(),
    runningMean: mean.slice(),
    runningVar: variance.map((value, c) => (isUnbiased && count[c] > 1 ? (value * count[c]) / (count[c] - 1) : value)),
    // No update made these statistics: there is no telling how many would have.
    numBatchesTracked: null,
    eps: options.eps,
    momentum: options.momentum,
    recalibration: largestShift(features, layer),
  };
}

/** How far recalibrating moves the running means, in the layer's own standard deviations; null for a new layer. */
function largestShift({ mean }: ReportSnapshot["features"], layer: LoadedLayer | undefined): number | null {
  if (layer === undefined || layer.runningMean === null || layer.runningVar === null) return null;
  const { runningMean, runningVar } = layer;
  const shifts = mean.map((value, c) => Math.abs(value - runningMean[c]) / Math.sqrt(runningVar[c]));
  return shifts.reduce((largest, shift) => (shift > largest ? shift : largest), 0);
}
