import { chooseBins, spikeAt, type Bins } from "./histogramBins.ts";
import { checkOption } from "../batchNorm/options.ts";
import { finiteOf, sortValues } from "./quantiles.ts";
import { lowerBound, upperBound } from "./search.ts";

/** One histogram with uniform bins: counts[k] values in [start + k · width, start + (k + 1) · width). */
export interface Histogram {
  readonly start: number;
  readonly width: number;
  readonly counts: Uint32Array | Float64Array;
  /** Values outside the bins: a robust range leaves outliers out, and infinities are always outside. */
  readonly below: number;
  readonly above: number;
  /** Whether the values lie on a grid coarser than 0.6 σ (integers, labels): draw bars at the values, not boxes. */
  readonly discrete: boolean;
}

export interface HistogramOptions {
  /** That many bins over the range. Default: as many as the data ask for, at most 48. */
  readonly bins?: number;
  /** Whether `values` comes from `sortValues` (ascending, no NaN). Default false. */
  readonly sorted?: boolean;
}

/**
 * A histogram whose bins follow the data; NaN is left out.
 *
 * - Range: all finite values, or their middle 99% where that is less than half as wide.
 * - Width: the finer of Freedman and Diaconis (1981), 2 · IQR / ∛m, and range / (1.6 · (log2 m + 1)), yet at most 48
 *   bins. On data with a resolution (one decimal, sixteenths) a whole multiple of it, with edges half a step off the
 *   values, so that no bin holds more steps than its neighbour.
 * - Constant data: one narrow bin around the value. No finite value: no bins, and NaN for start and width.
 *
 * @throws EngineError INVALID_OPTION for a number of bins that is not whole or below 1
 * @example
 * histogram([1, 2, 2, 3]) // { start: 0.5, width: 1, counts: [1, 2, 1], below: 0, above: 0, discrete: true }
 */
export function histogram(values: ArrayLike<number>, { bins, sorted = false }: HistogramOptions = {}): Histogram {
  checkOption("bins", bins === undefined || (Number.isSafeInteger(bins) && bins > 0), "a whole number above 0", bins);
  const ascending = sorted && values instanceof Float64Array ? values : sortValues(values);
  const finite = finiteOf(ascending);
  return histogramIn(finite.length === 0 ? null : chooseBins(finite, bins), ascending);
}

/** Ascending values counted into given bins; null where there are none, since no value is finite. */
export function histogramIn(bins: Bins | null, ascending: Float64Array): Histogram {
  if (bins !== null) return countSorted(ascending, bins);
  const below = upperBound(ascending, -Infinity);
  const none = new Uint32Array(0);
  return { start: NaN, width: NaN, counts: none, below, above: ascending.length - below, discrete: false };
}

/** Counts ascending values into bins: a search per edge instead of a division per value. */
function countSorted(ascending: Float64Array, { start, width, count, high, discrete }: Bins): Histogram {
  const counts = new Uint32Array(count);
  const below = lowerBound(ascending, start);
  let counted = below;
  for (let k = 0; k < count; k++) {
    // The largest value that is shown belongs to the last bin, wherever rounding put that bin's edge.
    const isLast = k === count - 1;
    const next = isLast ? upperBound(ascending, high) : lowerBound(ascending, start + (k + 1) * width);
    counts[k] = next - counted;
    counted = next;
  }
  return { start, width, counts, below, above: ascending.length - counted, discrete };
}

/**
 * The histogram of scale · x + shift, from that of x and without the values. A negative scale mirrors it; 0 gives one
 * narrow bin that holds everything.
 *
 * @example
 * affineHistogram(histogram([1, 2, 2, 3]), -2, 0) // { start: -7, width: 2, counts: [1, 2, 1], … }
 */
export function affineHistogram(source: Histogram, scale: number, shift: number): Histogram {
  const { start, width, counts, below, above, discrete } = source;
  if (scale === 0) {
    const total = Array.from(counts).reduce((sum, count) => sum + count, below + above);
    return { ...spikeAt(shift), counts: Float64Array.of(total), below: 0, above: 0, discrete: true };
  }
  if (scale > 0) {
    return { start: scale * start + shift, width: scale * width, counts: counts.slice(), below, above, discrete };
  }
  return {
    start: scale * (start + counts.length * width) + shift,
    width: -scale * width,
    counts: counts.slice().reverse(),
    below: above,
    above: below,
    discrete,
  };
}
