import type { ReportSnapshot } from "../../../src/shared/report/report.ts";

/** Mean and mean ± one standard deviation, of a feature or of several neighbours together. */
export interface Bracket {
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** One row of the chart: a feature, or as many as share it where there are too many to draw. */
export interface MomentsRow {
  readonly first: number;
  readonly count: number;
  readonly before: Bracket;
  readonly after: Bracket;
}

/** More rows than this could not be told apart. */
export const mostRows = 96;

/**
 * μ ± σ of every feature before and after. Where several features share a row, their bracket reaches from the lowest
 * μ − σ to the highest μ + σ, and its dot is the mean of their means.
 */
export function momentsRows(
  { features }: ReportSnapshot,
  gammas: Float64Array,
  betas: Float64Array,
  most = mostRows,
): MomentsRow[] {
  const numFeatures = features.names.length;
  const numRows = Math.min(numFeatures, most);
  const rows: MomentsRow[] = [];
  for (let row = 0; row < numRows; row++) {
    const first = Math.floor((row * numFeatures) / numRows);
    const end = Math.floor(((row + 1) * numFeatures) / numRows);
    const before: Bracket[] = [];
    const after: Bracket[] = [];
    for (let c = first; c < end; c++) {
      before.push(bracket(features.mean[c], Math.sqrt(features.variance[c])));
      const mean = gammas[c] * features.normalizedMean[c] + betas[c];
      after.push(bracket(mean, Math.abs(gammas[c]) * Math.sqrt(features.normalizedVariance[c])));
    }
    rows.push({ first, count: end - first, before: join(before), after: join(after) });
  }
  return rows;
}

/** The axis that holds every bracket, with a little room; the same whatever is not finite. */
export function bracketRange(brackets: readonly Bracket[]): { min: number; max: number } {
  const finite = brackets.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  if (finite.length === 0) {
    return { min: -1, max: 1 };
  }
  const min = Math.min(...finite.map(({ low }) => low));
  const max = Math.max(...finite.map(({ high }) => high));
  const room = (max - min) * 0.04 || 1;
  return { min: min - room, max: max + room };
}

function bracket(mean: number, deviation: number): Bracket {
  return { low: mean - deviation, mean, high: mean + deviation };
}

function join(brackets: readonly Bracket[]): Bracket {
  return {
    low: Math.min(...brackets.map(({ low }) => low)),
    mean: brackets.reduce((sum, { mean }) => sum + mean, 0) / brackets.length,
    high: Math.max(...brackets.map(({ high }) => high)),
  };
}
