/** Why evaluation differs from training, in the order in which the gap is taken apart. */
export const gapCauses = ["eps", "bessel", "drift", "warmUp"] as const;
export type GapCause = (typeof gapCauses)[number];

/** How evaluation changes the output, one entry per feature: its mean and its standard deviation over the batch. */
export interface GapPart {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

/**
 * Why it is not known how warm running statistics are: nothing counted the updates; the counter is 0 beside statistics
 * that are not new; or statistics that started at 0 and 1 could not be these after so many updates.
 */
export type WarmUpUnknown = "notCounted" | "counterReset" | "contradicted";

/** The gap between a layer's output in evaluation and in training. With γ = 1: another γ multiplies mean by γ, std by |γ|. */
export interface TrainEvalGap {
  readonly total: GapPart;
  /**
   * For every feature and in both numbers these sum to the total. Where it is not known how warm the statistics are,
   * `warmUp` is null, and what it does is in `drift`.
   */
  readonly causes: Readonly<Record<Exclude<GapCause, "warmUp">, GapPart>> & { readonly warmUp: GapPart | null };
  /** What is left in the running statistics of the values they started with (0 and 1), 0 to 1; null where unknown. */
  readonly startingWeight: number | null;
  /** null where the starting weight is known. */
  readonly warmUpUnknown: WarmUpUnknown | null;
}

/** The size of one feature's gap under γ: the root mean square of the difference of its outputs, |γ|√(mean² + std²). */
export function gapSize({ mean, std }: GapPart, gamma: ArrayLike<number>, feature: number): number {
  return Math.abs(gamma[feature]) * Math.hypot(mean[feature], std[feature]);
}

/** The largest gap of any feature under γ. One that is no number is larger than any: NaN. */
export function largestGap(part: GapPart, gamma: ArrayLike<number>): number {
  return part.mean.reduce((largest, _, c) => Math.max(largest, gapSize(part, gamma, c)), 0);
}

/** All features, that with the largest gap first. Those whose gap is no finite number lead: nothing else is as bad. */
export function rankGaps(part: GapPart, gamma: ArrayLike<number>): number[] {
  const sizes = Array.from(part.mean, (_, c) => gapSize(part, gamma, c));
  const rank = (c: number): number => (Number.isFinite(sizes[c]) ? sizes[c] : Infinity);
  // Two infinite ranks have no difference.
  return sizes.map((_, c) => c).sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)));
}
