/** Why evaluation differs from training, in the order in which the gap is taken apart. */
export const gapCauses = ["eps", "bessel", "drift", "warmUp"] as const;
export type GapCause = (typeof gapCauses)[number];

/** How evaluation changes the output, one entry per feature: its mean and its standard deviation over the batch. */
export interface GapPart {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

/** The gap between a layer's output in evaluation and in training. With γ = 1: another γ multiplies mean by γ, std by |γ|. */
export interface TrainEvalGap {
  readonly total: GapPart;
  /** For every feature and in both numbers these sum to the total. */
  readonly causes: Readonly<Record<GapCause, GapPart>>;
  /** What is left in the running statistics of the values they started with (0 and 1), 0 to 1; null where unknown. */
  readonly startingWeight: number | null;
}

/** The largest gap of any feature under γ: the root mean square of the difference of its outputs, |γ|√(mean² + std²). */
export function largestGap({ mean, std }: GapPart, gamma: ArrayLike<number>): number {
  return mean.reduce((largest, value, c) => {
    const size = Math.abs(gamma[c]) * Math.hypot(value, std[c]);
    return Number.isNaN(largest) || size <= largest ? largest : size;
  }, 0);
}
