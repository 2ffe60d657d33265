import { correctedSquares } from "../batchNorm/shifting.ts";

/**
 * Count, mean and spread of some values, in a form that merges: the moments of two parts give those of the whole.
 * No values: count 0, m2 0, everything else NaN.
 */
export interface Moments {
  /** Values that counted. */
  readonly count: number;
  readonly mean: number;
  /** Biased: m2 / count. */
  readonly variance: number;
  /** Σ (x − mean)². */
  readonly m2: number;
  /** Smallest and largest value that is not NaN. */
  readonly min: number;
  readonly max: number;
  /** Values that are NaN, whether they counted or not. */
  readonly nanCount: number;
  readonly infiniteCount: number;
}

export interface MomentsOptions {
  /** Leave NaN out of count, mean and variance. Default false: one NaN makes mean and variance NaN, as in batch norm. */
  readonly ignoreNaN?: boolean;
}

/**
 * Moments of some values, in two passes about the first one, so that nothing cancels.
 *
 * mean = s + Σ (x − s) / m with s the first finite value; m2 = Σ (x − mean)² − (Σ (x − mean))² / m
 *
 * @example
 * moments([4, 5, 6]) // { count: 3, mean: 5, variance: 2 / 3, m2: 2, min: 4, max: 6, nanCount: 0, infiniteCount: 0 }
 */
export function moments(values: ArrayLike<number>, { ignoreNaN = false }: MomentsOptions = {}): Moments {
  const { nanCount, infiniteCount, min, max, shift } = survey(values);
  const count = values.length - (ignoreNaN ? nanCount : 0);
  if (count === 0) {
    return { count, mean: NaN, variance: NaN, m2: 0, min, max, nanCount, infiniteCount };
  }
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!ignoreNaN || !Number.isNaN(value)) {
      sum += value - shift;
    }
  }
  const mean = shift + sum / count;
  let squares = 0;
  let remainder = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!ignoreNaN || !Number.isNaN(value)) {
      const deviation = value - mean;
      squares += deviation * deviation;
      remainder += deviation;
    }
  }
  const m2 = correctedSquares(squares, remainder, count);
  return { count, mean, variance: m2 / count, m2, min, max, nanCount, infiniteCount };
}

/**
 * Moments of two sets of values together (Chan, Golub and LeVeque 1983).
 *
 * mean = mean_a + δ · m_b / m; m2 = m2_a + m2_b + δ² · m_a · m_b / m; δ = mean_b − mean_a
 *
 * @example
 * mergeMoments(moments([4]), moments([5, 6])) // moments([4, 5, 6])
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const extremes = {
    min: smaller(a.min, b.min),
    max: larger(a.max, b.max),
    nanCount: a.nanCount + b.nanCount,
    infiniteCount: a.infiniteCount + b.infiniteCount,
  };
  if (a.count === 0 || b.count === 0) {
    return { ...(a.count === 0 ? b : a), ...extremes };
  }
  const count = a.count + b.count;
  const delta = b.mean - a.mean;
  const weight = b.count / count;
  // Infinite means have no difference, but a sum.
  const mean = Number.isFinite(delta) ? a.mean + delta * weight : a.mean * (1 - weight) + b.mean * weight;
  const m2 = a.m2 + b.m2 + delta * delta * a.count * weight;
  return { count, mean, variance: m2 / count, m2, ...extremes };
}

/** What the first look at the values tells: extremes, odd values, and a value to shift by. */
function survey(values: ArrayLike<number>) {
  let nanCount = 0;
  let infiniteCount = 0;
  let min = NaN;
  let max = NaN;
  let shift = NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) {
      nanCount++;
      continue;
    }
    if (!Number.isFinite(value)) {
      infiniteCount++;
    } else if (Number.isNaN(shift)) {
      shift = value;
    }
    min = smaller(min, value);
    max = larger(max, value);
  }
  return { nanCount, infiniteCount, min, max, shift: Number.isNaN(shift) ? 0 : shift };
}

/** The smaller of two numbers, where NaN means that there is none. */
function smaller(a: number, b: number): number {
  return a <= b || Number.isNaN(b) ? a : b;
}

/** The larger of two numbers, where NaN means that there is none. */
function larger(a: number, b: number): number {
  return a >= b || Number.isNaN(b) ? a : b;
}
