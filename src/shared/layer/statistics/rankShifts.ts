/** Mean and biased variance of every feature, with its values. */
export interface FeatureStatistics {
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
  readonly count: ArrayLike<number>;
}

/** How far one feature of new data is from stored statistics. */
export interface FeatureShift {
  readonly feature: number;
  /** (mean − stored mean)/√(stored variance + eps): the mean of x̂ in evaluation, which should be 0. */
  readonly meanShift: number;
  /** √((variance + eps)/(stored variance + eps)): the spread of x̂ in evaluation, which should be 1. */
  readonly stdRatio: number;
  /** What chance alone gives the shift of a mean of m values: 1/√m. */
  readonly expectedByChance: number;
  /** Kullback–Leibler divergence of two normal distributions in nats: ½(ratio² − 1 + shift² − ln ratio²). */
  readonly divergence: number;
}

/**
 * Ranks features by how badly stored statistics fit new data: training against validation, yesterday against today.
 *
 * The divergence weighs shift and spread in one unit; features whose statistics are not finite come first.
 *
 * @example
 * rankShifts({ mean: [0], variance: [1] }, { mean: [1], variance: [1], count: [100] }, 0)[0]
 * // { feature: 0, meanShift: 1, stdRatio: 1, expectedByChance: 0.1, divergence: 0.5 }
 */
export function rankShifts(
  stored: Pick<FeatureStatistics, "mean" | "variance">,
  data: FeatureStatistics,
  eps: number,
): FeatureShift[] {
  const shifts = Array.from({ length: data.mean.length }, (_, feature): FeatureShift => {
    const storedSquare = stored.variance[feature] + eps;
    const ratioSquare = divide(data.variance[feature] + eps, storedSquare);
    const meanShift = divide(data.mean[feature] - stored.mean[feature], Math.sqrt(storedSquare), 0);
    return {
      feature,
      meanShift,
      stdRatio: Math.sqrt(ratioSquare),
      expectedByChance: 1 / Math.sqrt(data.count[feature]),
      divergence: (ratioSquare - 1 + meanShift * meanShift - Math.log(ratioSquare)) / 2,
    };
  });
  return shifts.sort((a, b) => rank(b) - rank(a) || a.feature - b.feature);
}

/** 0/0 is no difference at all. */
function divide(numerator: number, denominator: number, same = 1): number {
  return numerator === 0 && denominator === 0 ? same : numerator / denominator;
}

function rank({ divergence }: FeatureShift): number {
  return Number.isNaN(divergence) ? Infinity : divergence;
}
