import type { ChannelLayout } from "./channelLayout.ts";
import type { TensorData } from "../tensor.ts";

// What summing about a shift takes: E[x²] − E[x]² would cancel where the mean is large.

/** The first value of every channel, or 0 where it is not finite: what the values are shifted by. */
export function firstFiniteOrZero(input: TensorData, { channels, inner }: ChannelLayout): Float64Array {
  const firsts = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    const first = input[c * inner];
    firsts[c] = Number.isFinite(first) ? first : 0;
  }
  return firsts;
}

/** What a + b loses when it is rounded (Knuth's TwoSum), 0 where the sum is not finite. */
export function roundingError(a: number, b: number): number {
  const sum = a + b;
  const added = sum - a;
  const error = a - (sum - added) + (b - added);
  return Number.isFinite(error) ? error : 0;
}

/**
 * Σ (x − mean)² from sums about a center near the mean, d = x − center: Σ d² − (Σ d)² / m, never below 0.
 * An infinite Σ d² stays infinite: it is an overflow, which the correction would turn into NaN.
 */
export function correctedSquares(squares: number, sum: number, count: number): number {
  return squares === Infinity ? squares : Math.max(0, squares - (sum * sum) / count);
}
