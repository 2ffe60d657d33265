import type { FeatureStatistics } from "./rankShifts.ts";

/** The statistics of several parts of the same features together, with an entry per feature in every list. */
export interface PooledStatistics {
  readonly mean: Float64Array;
  /** Biased: divided by count. */
  readonly variance: Float64Array;
  readonly count: Float64Array;
  /** The mean of the parts' variances, weighted by their counts: what averaging variances would give. */
  readonly within: Float64Array;
  /** The variance of the parts' means, which averaging variances loses; with `within` it sums to the variance. */
  readonly between: Float64Array;
}

/**
 * Pools mean and biased variance of parts of the data (devices, clients, shards, batches) into those of all values.
 *
 * mean = Σ nᵢ meanᵢ / n, variance = Σ nᵢ varianceᵢ / n + Σ nᵢ (meanᵢ − mean)² / n.
 *
 * **Source**: Chan, Golub, LeVeque (1979), Updating Formulae and a Pairwise Algorithm for Computing Sample Variances.
 *
 * @example
 * // two parts of 6 and 18 values
 * pooledStatistics([{ mean: [0], variance: [1], count: [6] }, { mean: [4], variance: [1], count: [18] }])
 * // mean [3], variance [4], within [1], between [3]
 */
export function pooledStatistics(parts: readonly FeatureStatistics[]): PooledStatistics {
  const numFeatures = parts[0].mean.length;
  const [mean, variance, count, within, between] = Array.from({ length: 5 }, () => new Float64Array(numFeatures));
  for (let c = 0; c < numFeatures; c++) {
    // A part without values has no mean, and counts for nothing.
    const present = parts.filter((part) => part.count[c] > 0);
    const total = present.reduce((sum, part) => sum + part.count[c], 0);
    const weighted = (value: (part: FeatureStatistics) => number): number =>
      present.reduce((sum, part) => sum + part.count[c] * value(part), 0) / total;
    count[c] = total;
    mean[c] = weighted((part) => part.mean[c]);
    within[c] = weighted((part) => part.variance[c]);
    between[c] = weighted((part) => (part.mean[c] - mean[c]) ** 2);
    variance[c] = within[c] + between[c];
  }
  return { mean, variance, count, within, between };
}

/**
 * What a layer keeps as its running variance for a biased one of so many values: PyTorch divides by n − 1.
 *
 * @example
 * keptVariance(1, 2, "unbiased") // 2
 */
export function keptVariance(biased: number, count: number, kept: "unbiased" | "biased"): number {
  return kept === "unbiased" && count > 1 ? (biased * count) / (count - 1) : biased;
}
