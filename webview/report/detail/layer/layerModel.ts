import { channelLabel } from "../../../../src/shared/layer/channelLabel.ts";
import {
  columnDecimals,
  formatFixed,
  formatMeasured,
  formatShortParameter,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";

/** γ and β of every feature as the page shows them. */
export interface AffineColumns {
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

/** One feature of the layer, as the table prints it. */
export interface LayerRow {
  readonly feature: number;
  readonly name: string;
  readonly gamma: string;
  readonly beta: string;
  readonly batchMean: string;
  readonly runningMean: string;
  readonly batchVariance: string;
  readonly runningVar: string;
  readonly outputMean: string;
  readonly outputStd: string;
}

/** Features by |γ|, largest first; equal ones in file order. NaN comes last. */
export function rankByGamma(gamma: Float64Array): number[] {
  const size = (c: number): number => (Number.isNaN(gamma[c]) ? -1 : Math.abs(gamma[c]));
  return Array.from(gamma, (_, c) => c).sort((a, b) => size(b) - size(a) || a - b);
}

/** The running statistics that belong to the layer: the loaded ones, or a new layer's after one update. */
export function storedStatistics({ layer, features }: ReportSnapshot) {
  return {
    mean: layer?.runningMean ?? features.runningMean,
    variance: layer?.runningVar ?? features.runningVar,
  };
}

/** The table's rows in a given order of features, one number of decimals per column. */
export function layerRows(snapshot: ReportSnapshot, affine: AffineColumns, order: readonly number[]): LayerRow[] {
  const { features } = snapshot;
  const stored = storedStatistics(snapshot);
  const { gamma, beta } = affine;
  const outputMean = gamma.map((value, c) => value * features.normalizedMean[c] + beta[c]);
  const outputStd = gamma.map((value, c) => Math.abs(value) * Math.sqrt(features.normalizedVariance[c]));
  const [mean, runningMean, variance, runningVar, shift, spread] = [
    features.mean,
    stored.mean,
    features.variance,
    stored.variance,
    outputMean,
    outputStd,
  ].map(measuredColumn);
  return order.map((c) => ({
    feature: c,
    name: snapshot.layer === undefined ? features.names[c] : channelLabel(features.names, c),
    gamma: formatShortParameter(gamma[c]),
    beta: formatShortParameter(beta[c]),
    batchMean: mean(c),
    runningMean: runningMean(c),
    batchVariance: variance(c),
    runningVar: runningVar(c),
    outputMean: shift(c),
    outputStd: spread(c),
  }));
}

function measuredColumn(values: Float64Array): (c: number) => string {
  const decimals = columnDecimals(values);
  // A mean that is 0 in exact arithmetic is rounding here.
  return (c) => formatFixed(zeroIfRounding(values[c]), decimals);
}

/** Smallest and largest entry of a column, with their features; null where no entry is a number. */
export function extremes(values: Float64Array): { low: number; high: number } | null {
  let low = -1;
  let high = -1;
  values.forEach((value, c) => {
    if (Number.isNaN(value)) return;
    if (low < 0 || value < values[low]) low = c;
    if (high < 0 || value > values[high]) high = c;
  });
  return low < 0 ? null : { low, high };
}

/** "from 0.97453 (c4) to 1.9562 (c6)" as its four arguments. */
export function extremeTexts(values: Float64Array, names: readonly string[]): readonly string[] | null {
  const found = extremes(values);
  if (found === null) return null;
  const { low, high } = found;
  return [formatMeasured(values[low]), names[low], formatMeasured(values[high]), names[high]];
}
