import { moments } from "./moments.ts";
import { quantiles } from "./quantiles.ts";
import { lowerBound, upperBound } from "./search.ts";

/** Where the bins of a histogram lie. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly count: number;
  /** The largest value that is shown. */
  readonly high: number;
  readonly discrete: boolean;
}

export const maxBins = 48;
/** The range without its outer 0.5% on either side. */
const robustProbabilities = [0.005, 0.995];
/** A full range over so many times as wide as the robust one is given up for it. */
const robustRangeFactor = 2;
/** Steps between neighbouring values above so many σ are seen as steps. */
const discreteSigmas = 0.6;
/** Finer steps than this part of the range leave no comb in 48 bins: data with them count as continuous. */
const finestStep = 1 / (64 * maxBins);

/** Chooses the bins for ascending finite values, at least one: `wanted` of them, or as many as the data ask for. */
export function chooseBins(finite: Float64Array, wanted?: number): Bins {
  const shown = robustPart(finite);
  const low = shown[0];
  const high = shown[shown.length - 1];
  const range = high - low;
  if (low + range / (wanted ?? maxBins) === low) {
    return { ...spikeAt(low), count: 1, high, discrete: true };
  }
  const step = resolution(shown);
  const discrete = step > discreteSigmas * Math.sqrt(moments(shown).variance);
  if (wanted !== undefined) {
    return { start: low, width: high / wanted - low / wanted, count: wanted, high, discrete };
  }
  const width = discrete ? step : idealWidth(shown, range);
  if (step > 0) {
    const numSteps = Math.round(range / step) + 1;
    const stepsPerBin = fittingMultiple(numSteps, Math.max(width / step, numSteps / maxBins, 1));
    const count = Math.ceil(numSteps / stepsPerBin);
    const empty = Math.floor((count * stepsPerBin - numSteps) / 2);
    return { start: low - step / 2 - empty * step, width: stepsPerBin * step, count, high, discrete };
  }
  const count = Number.isFinite(range) ? Math.min(maxBins, Math.ceil(range / width)) : maxBins;
  return { start: low, width: high / count - low / count, count, high, discrete };
}

/**
 * The step of the grid on which ascending finite values lie, at least one, as `chooseBins` sees it: 0.1 for one decimal;
 * 0 where there is none.
 */
export function gridStep(finite: Float64Array): number {
  return resolution(robustPart(finite));
}

/** One narrow bin around a value: wide enough to survive the rounding of a map, too narrow to be seen as wide. */
export function spikeAt(value: number): { start: number; width: number } {
  const width = Math.max(1, Math.abs(value)) * 2 ** -40;
  return { start: value - width / 2, width };
}

/** The middle 99% of ascending values where the full range is over twice as wide, otherwise all of them. */
function robustPart(ascending: Float64Array): Float64Array {
  const [low, high] = quantiles(ascending, robustProbabilities, { sorted: true });
  const range = ascending[ascending.length - 1] - ascending[0];
  const isRobust = high > low && range > robustRangeFactor * (high - low);
  return isRobust ? ascending.subarray(lowerBound(ascending, low), upperBound(ascending, high)) : ascending;
}

/** The finer of Freedman and Diaconis' bin width and range / (1.6 · (log2 m + 1)). */
function idealWidth(ascending: Float64Array, range: number): number {
  const [lowerQuartile, upperQuartile] = quantiles(ascending, [0.25, 0.75], { sorted: true });
  const freedmanDiaconis = (2 * (upperQuartile - lowerQuartile)) / Math.cbrt(ascending.length);
  const logarithmic = range / (1.6 * (Math.log2(ascending.length) + 1));
  return freedmanDiaconis > 0 ? Math.min(freedmanDiaconis, logarithmic) : logarithmic;
}

/**
 * How many steps a bin takes: near the ideal, and so that the last bin is as full as the others (161 steps at an ideal
 * of 8 fit 23 bins of 7 exactly, while of 21 bins of 8 the last would hold one step and look like a drop).
 */
function fittingMultiple(numSteps: number, ideal: number): number {
  let best = Math.ceil(ideal);
  for (let candidate = best; candidate >= Math.max(1, 0.7 * ideal, numSteps / maxBins); candidate--) {
    if (emptyShare(numSteps, candidate) < emptyShare(numSteps, best)) {
      best = candidate;
    }
  }
  return best;
}

/** Which part of one bin stays empty at the end. */
function emptyShare(numSteps: number, stepsPerBin: number): number {
  return (Math.ceil(numSteps / stepsPerBin) * stepsPerBin - numSteps) / stepsPerBin;
}

/**
 * The step of the grid that ascending values lie on: 0.1 for data with one decimal, 1 / 16 for sixteenths; 0 where there
 * is none, or one too fine to be seen. The greatest common divisor of the gaps between neighbours.
 */
function resolution(ascending: Float64Array): number {
  const low = ascending[0];
  const high = ascending[ascending.length - 1];
  const range = high - low;
  // What float32 and decimal fractions blur a gap by.
  const tolerance = range * 1e-6 + Math.max(Math.abs(low), Math.abs(high)) * 1e-12;
  const smallest = Math.max(range * finestStep, 4 * tolerance);
  let divisor = 0;
  for (let i = 1; i < ascending.length; i++) {
    const gap = ascending[i] - ascending[i - 1];
    if (gap > tolerance) {
      divisor = commonDivisor(gap, divisor, tolerance);
      if (divisor < smallest) {
        return 0;
      }
    }
  }
  // Both ends lie on the grid: a whole number of steps between them frees the divisor of its blur.
  return divisor === 0 || !Number.isFinite(range) ? 0 : range / Math.round(range / divisor);
}

/** Euclid's greatest common divisor of two lengths, where what is left below the tolerance counts as nothing. */
function commonDivisor(a: number, b: number, tolerance: number): number {
  while (b > tolerance) {
    const remainder = Math.abs(a - Math.round(a / b) * b);
    a = b;
    b = remainder;
  }
  return a;
}
