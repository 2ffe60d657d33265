import {
  type FeatureColumns,
  featureHistogram,
  type Histogram,
  type ReportSnapshot,
} from "../../../src/shared/report/report.ts";
import { type AffineMap, outputMap } from "../../../src/shared/view/features.ts";

type AffineSource = Pick<ReportSnapshot, "features" | "options">;

/** y of all features together, as γ and β of each make it. */
export interface PooledOutput {
  /** Exact. */
  readonly mean: number;
  readonly variance: number;
  readonly min: number;
  readonly max: number;
  /** From the features' own histograms: exact in its total, within a bin in its shape. */
  readonly histogram: Histogram;
}

/**
 * Mean and variance of all y, from each feature's:
 *
 *     mean = Σ m_c (γ_c x̂mean_c + β_c) / Σ m_c
 *     variance = Σ m_c (γ_c² x̂variance_c + (mean_c − mean)²) / Σ m_c
 */
export function pooledMoments(
  snapshot: AffineSource,
  gammas: Float64Array,
  betas: Float64Array,
): Omit<PooledOutput, "histogram"> {
  const { features } = snapshot;
  let [total, sum, min, max] = [0, 0, Infinity, -Infinity];
  const numFeatures = features.names.length;
  for (let c = 0; c < numFeatures; c++) {
    const ends = outputEnds(features, outputMap(snapshot, { gamma: gammas, beta: betas }, c), c);
    min = Math.min(min, ends.min);
    max = Math.max(max, ends.max);
    total += features.count[c];
    sum += features.count[c] * (gammas[c] * features.normalizedMean[c] + betas[c]);
  }
  const mean = sum / total;
  let squares = 0;
  for (let c = 0; c < numFeatures; c++) {
    const shift = gammas[c] * features.normalizedMean[c] + betas[c] - mean;
    squares += features.count[c] * (gammas[c] ** 2 * features.normalizedVariance[c] + shift * shift);
  }
  return { mean, variance: squares / total, min, max };
}

/** Histogram and moments of all y, without asking for the values again. */
export function pooledOutput(
  snapshot: ReportSnapshot,
  gammas: Float64Array,
  betas: Float64Array,
  numBins = 32,
): PooledOutput {
  const moments = pooledMoments(snapshot, gammas, betas);
  const { features } = snapshot;
  const deviation = Math.sqrt(moments.variance) || 1;
  // A robust range in place of a quantile search: beyond 5 standard deviations lie less than 4% of any distribution.
  const start = Math.max(moments.min, moments.mean - 5 * deviation);
  const end = Math.min(moments.max, moments.mean + 5 * deviation);
  const width = (end - start || 1) / numBins;
  const counts = new Float64Array(numBins);
  let [below, above] = [0, 0];
  for (let c = 0; c < features.names.length; c++) {
    const { start: first, width: step, counts: own, ...tails } = featureHistogram(features.histograms, c);
    const { scale, shift } = outputMap(snapshot, { gamma: gammas, beta: betas }, c);
    below += scale < 0 ? tails.above : tails.below;
    above += scale < 0 ? tails.below : tails.above;
    for (let k = 0; k < own.length; k++) {
      if (own[k] > 0) {
        const one = (first + k * step) * scale + shift;
        const other = (first + (k + 1) * step) * scale + shift;
        spread(counts, (Math.min(one, other) - start) / width, (Math.max(one, other) - start) / width, own[k]);
      }
    }
  }
  return { ...moments, histogram: { start, width, counts, below, above, discrete: false } };
}

/** Smallest and largest y of one feature; γ < 0 swaps them. */
function outputEnds(features: FeatureColumns, { scale, shift }: AffineMap, c: number): { min: number; max: number } {
  const [a, b] = [features.min[c] * scale + shift, features.max[c] * scale + shift];
  return { min: Math.min(a, b), max: Math.max(a, b) };
}

/** Adds a count to the bins that [from, to) covers, in proportion; positions in bins. */
function spread(counts: Float64Array, from: number, to: number, count: number): void {
  const last = counts.length - 1;
  if (to - from < 1e-9) {
    counts[Math.min(Math.max(Math.floor(from), 0), last)] += count;
    return;
  }
  const density = count / (to - from);
  for (let k = Math.max(0, Math.floor(from)); k <= Math.min(last, Math.floor(to)); k++) {
    counts[k] += density * Math.max(0, Math.min(to, k + 1) - Math.max(from, k));
  }
  if (from < 0) counts[0] += density * Math.min(to, 0) - density * from;
  if (to > last + 1) counts[last] += density * (to - Math.max(from, last + 1));
}
