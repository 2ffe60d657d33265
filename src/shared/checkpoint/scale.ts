/**
 * What a channel multiplies its input by in evaluation: γ/√(σ² + ε).
 *
 * @example effectiveScale(1, 0.25, 0) // 2
 */
export function effectiveScale(gamma: number, variance: number, eps: number): number {
  return gamma / Math.sqrt(variance + eps);
}

/** ε changes the scale by more than 1% where the variance is under this many times ε. */
export const epsMatters = 49;
