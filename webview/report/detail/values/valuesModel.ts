import { columnDecimals, formatFixed, formatParameter, zeroIfRounding } from "../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { activate } from "../../charts/activationModel.ts";
import { valueWay } from "../distribution/explainModel.ts";

/** How the columns of a feature's values are printed, and how long the bars of y are. */
export interface ValueColumns {
  readonly normalizedDecimals: number;
  readonly outputDecimals: number;
  readonly activatedDecimals: number;
  /** The largest |y|: half of the bar's cell. */
  readonly reach: number;
}

/** One line of the table. */
export interface ValueRow {
  readonly x: string;
  readonly normalized: string;
  readonly output: string;
  readonly activated: string;
  /** From −1 to 1: where y lies in its cell; NaN where there is nothing to draw. */
  readonly bar: number;
  readonly exact: {
    readonly x: number;
    readonly normalized: number;
    readonly output: number;
    readonly activated: number;
  };
}

/** Decimals of every column from the feature's own ends, so that they do not change while scrolling. */
export function valueColumns(snapshot: ReportSnapshot, feature: number, gamma: number, beta: number): ValueColumns {
  const { features, options } = snapshot;
  const ends = [features.min[feature], features.max[feature]].map((x) => valueWay(snapshot, feature, x, gamma, beta));
  const outputs = ends.map(({ output }) => output);
  const reach = Math.max(...outputs.map((output) => (Number.isFinite(output) ? Math.abs(output) : 0)));
  return {
    normalizedDecimals: columnDecimals(ends.map(({ normalized }) => normalized)),
    outputDecimals: columnDecimals(outputs),
    activatedDecimals: columnDecimals(outputs.map((output) => activate(options.activation, output))),
    reach: reach > 0 ? reach : 1,
  };
}

/** One value's line: x as it is in the file, the rest with the decimals of their columns. */
export function valueRow(
  snapshot: ReportSnapshot,
  feature: number,
  x: number,
  gamma: number,
  beta: number,
  columns: ValueColumns,
): ValueRow {
  const { normalized, output, activated } = valueWay(snapshot, feature, x, gamma, beta);
  const rounded = (value: number): number => zeroIfRounding(value, Math.abs(gamma * normalized) + Math.abs(beta));
  return {
    x: formatParameter(x),
    normalized: formatFixed(normalized, columns.normalizedDecimals),
    output: formatFixed(rounded(output), columns.outputDecimals),
    activated: formatFixed(rounded(activated), columns.activatedDecimals),
    bar: Math.max(-1, Math.min(1, output / columns.reach)),
    exact: { x, normalized, output, activated },
  };
}

/** Which rows a scroller shows, with some to spare on either side. */
export function visibleRows(
  scrollTop: number,
  height: number,
  rowHeight: number,
  count: number,
  spare = 8,
): { first: number; end: number } {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  return { first: Math.min(first, count), end: Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare) };
}
