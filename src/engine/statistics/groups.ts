import { histogramIn, type Histogram } from "./histogram.ts";
import { chooseBins } from "./histogramBins.ts";
import { mergeMoments, moments, type Moments } from "./moments.ts";
import { finiteOf, sortValues } from "./quantiles.ts";

/** How the values of one feature fall into groups. */
export interface GroupedMoments {
  /** One entry per group; NaN is left out. */
  readonly groups: readonly Moments[];
  /** η² as `explainedVariance`. */
  readonly explained: number;
}

/**
 * Moments of the values of each group, and how much of their variance the groups explain.
 *
 * @param values shape (m); NaN is left out
 * @param groupOf group of every value, 0 … numGroups − 1; shape (m)
 * @example
 * groupMoments([1, 3, 11, 13], [0, 0, 1, 1], 2) // means 2 and 12, explained 25 / 26
 */
export function groupMoments(values: ArrayLike<number>, groupOf: ArrayLike<number>, numGroups: number): GroupedMoments {
  const groups = splitByGroup(values, groupOf, numGroups).map((part) => moments(part, { ignoreNaN: true }));
  return { groups, explained: explainedVariance(groups) };
}

/**
 * η² = Σ n_g (mean_g − mean)² / Σ (x − mean)²: the share of the variance that lies between groups, 0 to 1. It stays what
 * it is where x becomes γ x̂ + β. NaN where nothing varies, or a mean is not finite.
 *
 * **Source**: Fisher 1925, the correlation ratio.
 *
 * @example
 * explainedVariance([moments([1, 3]), moments([11, 13])]) // 25 / 26
 */
export function explainedVariance(groups: readonly Moments[]): number {
  const filled = groups.filter(({ count }) => count > 0);
  const { mean } = filled.reduce(mergeMoments, moments([]));
  let between = 0;
  let within = 0;
  for (const group of filled) {
    between += group.count * (group.mean - mean) ** 2;
    within += group.m2;
  }
  return between / (between + within);
}

/**
 * A histogram of each group, all in the bins that `histogram` chooses for the values of all groups: the counts of a bin
 * add up to those of the whole.
 *
 * @param groupOf group of every value, 0 … numGroups − 1; shape (m)
 * @example
 * groupHistograms([1, 2, 2, 3], [0, 0, 1, 1], 2).map(({ counts }) => counts) // [1, 1, 0] and [0, 1, 1]
 */
export function groupHistograms(values: ArrayLike<number>, groupOf: ArrayLike<number>, numGroups: number): Histogram[] {
  const finite = finiteOf(sortValues(values));
  const bins = finite.length === 0 ? null : chooseBins(finite);
  return splitByGroup(values, groupOf, numGroups).map((part) => histogramIn(bins, sortValues(part)));
}

/** The values of each group, in their order. */
function splitByGroup(values: ArrayLike<number>, groupOf: ArrayLike<number>, numGroups: number): Float64Array[] {
  const ends = new Uint32Array(numGroups);
  for (let i = 0; i < values.length; i++) ends[groupOf[i]]++;
  const parts = Array.from(ends, (size) => new Float64Array(size));
  ends.fill(0);
  for (let i = 0; i < values.length; i++) parts[groupOf[i]][ends[groupOf[i]]++] = values[i];
  return parts;
}
