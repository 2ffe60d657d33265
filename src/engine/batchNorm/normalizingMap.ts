/** v ↦ scale · v + shift. */
export interface AffineMap {
  readonly scale: number;
  readonly shift: number;
}

/**
 * 1 / √(variance + eps), the factor of x − mean in x̂. Where variance + eps is 0 it is what PyTorch has: 0 in training (a
 * constant feature gives x̂ = 0), infinite in evaluation (no output of the channel is finite). NaN below 0.
 *
 * @example
 * inverseRoot(0, 0, "train") // 0
 * inverseRoot(0, 0, "eval") // Infinity
 */
export function inverseRoot(variance: number, eps: number, mode: "train" | "eval"): number {
  const sum = variance + eps;
  return sum === 0 && mode === "train" ? 0 : 1 / Math.sqrt(sum);
}

/**
 * x̂ of one value: (x − mean) · 1/√(variance + eps). Nothing else in the program divides by that root to get x̂.
 *
 * @example
 * normalizedValue(5, { mean: 4, variance: 4 }, 0, "train") // 0.5
 */
export function normalizedValue(
  x: number,
  { mean, variance }: { readonly mean: number; readonly variance: number },
  eps: number,
  mode: "train" | "eval",
): number {
  return (x - mean) * inverseRoot(variance, eps, mode);
}

/**
 * x ↦ x̂ as a scale and a shift, to map histograms and ranges. y follows: γ · scale, γ · shift + β.
 *
 * An infinite scale has no shift: it is NaN, and so is every value that is mapped. Single values go through
 * `normalizedValue`, which keeps their sign.
 *
 * @example
 * normalizingMap(4, 4, 0, "train") // { scale: 0.5, shift: -2 }
 */
export function normalizingMap(mean: number, variance: number, eps: number, mode: "train" | "eval"): AffineMap {
  const scale = inverseRoot(variance, eps, mode);
  if (scale === Infinity) return { scale, shift: NaN };
  return { scale, shift: scale === 0 ? 0 : -mean * scale };
}
