import { inverseRoot } from "../../../src/shared/layer/normalizingMap.ts";
import { featureHistogram, type ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { DistributionBase, Spread } from "./distributionBase.ts";

/** What a distribution is made of, before a person's choices. */
export type DistributionSource = Pick<
  DistributionBase,
  | "feature"
  | "name"
  | "count"
  | "center"
  | "scale"
  | "isConstant"
  | "input"
  | "normalized"
  | "inputHistogram"
  | "normalizedHistogram"
  | "inputRange"
  | "normalizedRange"
>;

/** x and x̂ of one feature. */
export function featureSource({ features, options }: ReportSnapshot, c: number): DistributionSource {
  const center = features.usedMean[c];
  const scale = unitOf(inverseRoot(features.usedVariance[c], options.eps, options.mode));
  const inputHistogram = featureHistogram(features.histograms, c);
  return {
    feature: c,
    name: features.names[c],
    count: features.count[c],
    center,
    scale,
    isConstant: features.min[c] === features.max[c],
    input: { mean: features.mean[c], deviation: Math.sqrt(features.variance[c]) },
    normalized: { mean: features.normalizedMean[c], deviation: Math.sqrt(features.normalizedVariance[c]) },
    inputHistogram,
    normalizedHistogram: {
      ...inputHistogram,
      start: (inputHistogram.start - center) / scale,
      width: inputHistogram.width / scale,
    },
    inputRange: { min: features.min[c], max: features.max[c] },
    normalizedRange: { min: (features.min[c] - center) / scale, max: (features.max[c] - center) / scale },
  };
}

/** x and x̂ of all features together. */
export function pooledSource({ pooled }: ReportSnapshot): DistributionSource {
  const { input, normalized } = pooled;
  return {
    feature: -1,
    name: "",
    count: input.count,
    center: input.mean,
    scale: unitOf(inverseRoot(input.variance, 0, "train")),
    isConstant: input.min === input.max,
    input: { mean: input.mean, deviation: Math.sqrt(input.variance) },
    normalized: { mean: normalized.mean, deviation: Math.sqrt(normalized.variance) },
    inputHistogram: input.histogram,
    normalizedHistogram: normalized.histogram,
    inputRange: { min: input.min, max: input.max },
    normalizedRange: { min: normalized.min, max: normalized.max },
  };
}

/** Mean and standard deviation of x̂, of one feature or (−1) of all. */
export function normalizedSpread({ features, pooled }: ReportSnapshot, feature: number): Spread {
  return feature < 0
    ? { mean: pooled.normalized.mean, deviation: Math.sqrt(pooled.normalized.variance) }
    : { mean: features.normalizedMean[feature], deviation: Math.sqrt(features.normalizedVariance[feature]) };
}

/** How much of x is 1 of x̂. Any length does for a constant, whose x̂ is 0; an infinite x̂ has no picture: NaN. */
function unitOf(factor: number): number {
  if (factor === 0) return 1;
  return factor === Infinity ? NaN : 1 / factor;
}
