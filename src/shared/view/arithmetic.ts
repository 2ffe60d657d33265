import { formatMeasured, formatPlain, formatWithin, inner, operands, zeroIfRounding } from "../text/numbers.ts";

/** A calculation as a person would write it, and its result as it is printed: a calculator gets one from the other. */
export interface Arithmetic {
  readonly calculation: string;
  readonly result: string;
}

/** What is left of x in a feature's spread where x is the mean but for the rounding of both. */
const sameNumber = 1e-15;

/** x − mean, or 0 where they are one number in exact arithmetic. */
export function distance(x: number, mean: number): number {
  const centered = x - mean;
  return Math.abs(centered) < sameNumber * Math.max(Math.abs(x), Math.abs(mean)) ? 0 : centered;
}

/** "5.1 − 5.84333" and "−0.7433", with as many digits as the feature's standard deviation asks for. */
export function centering(x: number, mean: number, deviation: number): Arithmetic {
  const print = (value: number): string => formatWithin(value, deviation);
  const result = print(distance(x, mean));
  const [from, what] = operands([x, mean], distance, result, print);
  return { calculation: `${from} − ${inner(what)}`, result };
}

/** "−0.743333 ÷ √(0.681122 + 0.00001)" and "−0.9007". */
export function scaling(centered: number, variance: number, eps: number, normalized: number): Arithmetic {
  const result = formatMeasured(normalized);
  const divide = (value: number, given: number): number => (normalized === 0 ? 0 : value / Math.sqrt(given + eps));
  const [value, given] = operands([centered, variance], divide, result, formatMeasured);
  return { calculation: `${value} ÷ √(${given} + ${formatPlain(eps)})`, result };
}

/** Both in one line: "(5.1 − 5.84333) ÷ √(0.681122 + 0.00001)" and "−0.9007". */
export function normalizing(x: number, mean: number, variance: number, eps: number, normalized: number): Arithmetic {
  const result = formatMeasured(normalized);
  const normalize = (value: number, center: number, given: number): number =>
    normalized === 0 ? 0 : distance(value, center) / Math.sqrt(given + eps);
  const [from, center, given] = operands([x, mean, variance], normalize, result, formatMeasured);
  return { calculation: `(${from} − ${inner(center)}) ÷ √(${given} + ${formatPlain(eps)})`, result };
}

/** "1.6 · (−0.900675) + 0.5" and "−0.9411". */
export function restoring(gamma: number, normalized: number, beta: number): Arithmetic {
  const affine = (scale: number, value: number, shift: number): number =>
    zeroIfRounding(scale * value + shift, Math.abs(scale * value) + Math.abs(shift));
  const result = formatMeasured(affine(gamma, normalized, beta));
  const [scale, value, shift] = operands([gamma, normalized, beta], affine, result, formatMeasured);
  return { calculation: `${scale} · ${inner(value)} + ${inner(shift)}`, result };
}
