import { presets } from "../../engine/index.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";

/**
 * The layer of a report with the statistics of its data as running statistics: mean ← μ, variance ← σ², times
 * m/(m − 1) where the preset keeps the unbiased one. γ and β are those of the report.
 */
export function recalibrated({ features, options, layer, source, gap }: ReportSnapshot): LoadedLayer {
  const { mean, variance, count, gamma, beta, runningMean, runningVar } = features;
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
    // Twice is once: what there was before is what the file or a new layer had.
    recalibration: layer?.recalibration ?? {
      before: layer ?? null,
      runningMean: layer?.runningMean ?? runningMean,
      runningVar: layer?.runningVar ?? runningVar,
      gap: gap?.total ?? { mean: new Float64Array(mean.length), std: new Float64Array(mean.length) },
    },
  };
}
