import { EngineError } from "../errors.ts";
import { sortNumbers } from "./radixSort.ts";
import { lowerBound, upperBound } from "./search.ts";

/**
 * The values in ascending order without NaN: what quantiles and histograms are read from. Sort once and pass the result
 * to both with `{ sorted: true }`.
 */
export function sortValues(values: ArrayLike<number>): Float64Array {
  const numbers = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) numbers[count++] = values[i];
  }
  return sortNumbers(numbers.subarray(0, count));
}

/** The part of ascending values that is finite: a view, no copy. */
export function finiteOf(ascending: Float64Array): Float64Array {
  return ascending.subarray(upperBound(ascending, -Infinity), lowerBound(ascending, Infinity));
}

export interface QuantileOptions {
  /** Whether `values` comes from `sortValues` (ascending, no NaN). Default false. */
  readonly sorted?: boolean;
}

/**
 * Exact quantiles with linear interpolation between the two nearest values, as numpy's default; NaN is left out.
 *
 * Quantile p lies at place (m − 1) · p of the sorted values. No values: NaN.
 *
 * **Source**: Hyndman and Fan 1996, definition 7; `numpy.quantile`.
 *
 * @throws EngineError INVALID_OPTION for a probability outside 0 to 1
 * @example
 * quantiles([1, 2, 3, 4], [0, 0.5, 0.9]) // [1, 2.5, 3.7]
 */
export function quantiles(
  values: ArrayLike<number>,
  probabilities: readonly number[],
  { sorted = false }: QuantileOptions = {},
): Float64Array {
  const ascending = sorted ? values : sortValues(values);
  return Float64Array.from(probabilities, (probability) => {
    if (!(probability >= 0 && probability <= 1)) {
      throw new EngineError("INVALID_OPTION", "probability requires a number from 0 to 1", probability);
    }
    if (ascending.length === 0) {
      return NaN;
    }
    const place = (ascending.length - 1) * probability;
    const below = Math.floor(place);
    return interpolate(ascending[below], ascending[Math.ceil(place)], place - below);
  });
}

/** From a (weight 0) to b (weight 1), from the nearer end, so that both ends are met exactly. */
function interpolate(a: number, b: number, weight: number): number {
  if (a === b || weight === 0) {
    return a;
  }
  return weight < 0.5 ? a + (b - a) * weight : b - (b - a) * (1 - weight);
}
