/** Typical ratio of paired values, with the band that holds the true one at the level asked for. */
export interface RatioBand {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** Errors that all comparisons together may make: one in twenty. */
const errorRate = 0.05;

/**
 * The paired t test over seeds, of the logarithms: how many times as large a is as b. Both networks of a seed have the
 * same weights and batches, so only their ratio counts. The band is one of 95% for all `comparisons` together
 * (Bonferroni): whoever picks the best of six rates has made six. One pair says nothing, its band is (0, ∞).
 *
 * `pairedRatio([53, 58, 63], [58, 61, 64], 6)` is { ratio: 0.95, low: 0.75, high: 1.2 }.
 */
export function pairedRatio(a: readonly number[], b: readonly number[], comparisons: number): RatioBand {
  const logs = a.map((value, k) => Math.log(value / b[k]));
  const count = logs.length;
  const mean = logs.reduce((sum, value) => sum + value, 0) / count;
  const ratio = Math.exp(mean);
  if (count < 2) return { ratio, low: 0, high: Infinity };
  const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = studentBound(count - 1, 1 - errorRate / comparisons) * Math.sqrt(variance / count);
  return { ratio, low: Math.exp(mean - half), high: Math.exp(mean + half) };
}

/** The t that |t| stays below with a probability: `studentBound(2, 0.95)` is 4.303. */
export function studentBound(freedom: number, probability: number): number {
  let high = 1;
  while (withinStudent(freedom, high) < probability) high *= 2;
  let low = 0;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (withinStudent(freedom, middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}

/** P(|T| ≤ t) by the finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function withinStudent(freedom: number, t: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const isOdd = freedom % 2 === 1;
  let sum = 0;
  let term = isOdd ? Math.cos(angle) : 1;
  for (let k = isOdd ? 1 : 0; k <= freedom - 2; k += 2) {
    sum += term;
    term *= ((k + 1) / (k + 2)) * square;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
