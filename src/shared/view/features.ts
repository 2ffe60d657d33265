import { normalizingMap as mapOf, type AffineMap } from "../layer/normalizingMap.ts";
import type { FeatureColumns, ReportSnapshot } from "../report/report.ts";

export type { AffineMap };

/** γ and β as the page shows them, one per feature. */
export interface Affine {
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

/** All values of a feature are one value: there is nothing to normalize, its x̂ is 0 in training. */
export function isConstant(features: FeatureColumns, c: number): boolean {
  return features.min[c] === features.max[c];
}

/** From this ratio of standard deviations on, features on one axis are slivers beside a few wide ones. */
const mostScaleRatio = 30;

/** Whether the features that vary differ so much in scale, or lie so far apart, that one axis shows the shape of few. */
export function differInScale(features: FeatureColumns): boolean {
  const varies = (c: number): boolean => !isConstant(features, c);
  const variances = extent(features.variance, (c) => varies(c) && features.variance[c] > 0);
  const means = extent(features.mean, varies);
  if (variances === null || means === null) return false;
  const widest = Math.sqrt(variances.max);
  return Math.max(widest, (means.max - means.min) / 4) > mostScaleRatio * Math.sqrt(variances.min);
}

/** γ or β differ from what a layer starts with. */
export function isChanged({ gamma, beta }: Affine, c: number): boolean {
  return gamma[c] !== 1 || beta[c] !== 0;
}

/** Whether anything of the feature could not be read or is no finite number. */
export function hasMissing(features: FeatureColumns, c: number): boolean {
  return features.missing[c] + features.nan[c] + features.infinite[c] > 0;
}

/** What the map x ↦ x̂ of a report depends on. */
export interface NormalizedReport {
  readonly features: Pick<FeatureColumns, "usedMean" | "usedVariance">;
  readonly options: Pick<ReportSnapshot["options"], "eps" | "mode">;
}

/** x ↦ x̂ of feature c, with the statistics that normalize. */
export function normalizingMap({ features, options }: NormalizedReport, c: number): AffineMap {
  return mapOf(features.usedMean[c], features.usedVariance[c], options.eps, options.mode);
}

/** x ↦ y of feature c. */
export function outputMap(snapshot: NormalizedReport, { gamma, beta }: Affine, c: number): AffineMap {
  const { scale, shift } = normalizingMap(snapshot, c);
  return { scale: gamma[c] * scale, shift: gamma[c] * shift + beta[c] };
}

/** Mean of y: γ · mean(x̂) + β. */
export function outputMean(features: FeatureColumns, { gamma, beta }: Affine, c: number): number {
  return gamma[c] * features.normalizedMean[c] + beta[c];
}

/** Variance of y: γ² · variance(x̂). */
export function outputVariance(features: FeatureColumns, { gamma }: Affine, c: number): number {
  return gamma[c] * gamma[c] * features.normalizedVariance[c];
}

/** The γ and β that all features have, or null where they differ. */
export function commonAffine({ gamma, beta }: Affine): { gamma: number; beta: number } | null {
  const same = gamma.every((value) => value === gamma[0]) && beta.every((value) => value === beta[0]);
  return same && gamma.length > 0 ? { gamma: gamma[0], beta: beta[0] } : null;
}

/** Smallest and largest finite value of a column, leaving out the features that `keep` does not want; null if none. */
export function extent(
  column: ArrayLike<number>,
  keep: (c: number) => boolean = () => true,
): { min: number; max: number } | null {
  let [min, max] = [Infinity, -Infinity];
  for (let c = 0; c < column.length; c++) {
    const value = column[c];
    if (Number.isFinite(value) && keep(c)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return min <= max ? { min, max } : null;
}
