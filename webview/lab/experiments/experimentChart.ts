import { t } from "@vscode/l10n";
import type { ExperimentChart, ExperimentLine } from "../../../src/shared/lab/experiments.ts";
import {
  linearAxis,
  logAxis,
  shareAxis,
  type ChartAxis,
  type ChartLine,
  type LineChartModel,
  type Point,
} from "../charts/chartModel.ts";
import { networkLabel, percent, shortNumber } from "../model/text.ts";

const dashes: Readonly<Record<ExperimentLine["dash"], readonly number[]>> = {
  solid: [],
  dashed: [6, 4],
  dotted: [2, 2],
};

/** An experiment's chart as the page draws it. */
export function experimentChartModel(chart: ExperimentChart): LineChartModel {
  const lines = chart.lines.map((line): ChartLine => {
    const points = pointsOf(line.x, line.y);
    const hasBand = line.low.some((low, k) => low !== line.high[k] && Number.isFinite(low));
    return {
      role: line.role,
      dash: dashes[line.dash],
      points,
      dots: chart.xNames === undefined ? chart.dots : "only",
      ...(hasBand && { low: pointsOf(line.x, line.low), high: pointsOf(line.x, line.high) }),
      ...(line.label !== "" && { label: line.label }),
    };
  });
  const xs = chart.lines.flatMap(({ x }) => [...x]);
  const ys = lines.flatMap(({ points, low = [], high = [] }) => [...points, ...low, ...high].map(({ y }) => y));
  const { xName, xNames } = chart;
  const x = xNames === undefined ? xAxis(xs, chart.logX) : caseAxis(xNames);
  return { xName, ...(xNames && { xNames }), x, y: yAxis(ys, chart), lines, marks: [], crosshair: null };
}

function pointsOf(x: Float64Array, y: Float64Array): Point[] {
  return Array.from(x, (value, k) => ({ x: value, y: y[k] }));
}

/** Cases side by side, with room at both ends for their dots. */
function caseAxis(names: readonly string[]): ChartAxis {
  const ticks = names.map((_, k) => k + 1);
  return { min: 0.5, max: names.length + 0.5, log: false, format: (value) => names[value - 1] ?? "", ticks };
}

/** What each line says at its two ends, in a sentence: for who cannot see the chart. */
export function chartReading({ caption, lines, share, xNames, xName }: ExperimentChart): string {
  const format = (value: number): string => (share ? percent(value) : shortNumber(value));
  const at = (x: number): string => xNames?.[x - 1] ?? `${xName} ${shortNumber(x)}`;
  const parts = lines.map(({ role, label, x, y }) => {
    const finite = [...y.keys()].filter((k) => Number.isFinite(y[k]));
    const name = [role === "reference" ? "" : networkLabel(role), label].filter((text) => text !== "").join(" ");
    if (finite.length === 0) return t("{0}: nowhere", name);
    const [first, last] = [finite[0], finite[finite.length - 1]];
    const start = t("{0} at {1}", format(y[first]), at(x[first]));
    return `${name}: ${first === last ? start : t("{0} to {1}", start, t("{0} at {1}", format(y[last]), at(x[last])))}`;
  });
  return `${caption}. ${parts.join("; ")}`;
}

/** From the first to the last value; a logarithmic axis is labelled at the values themselves. */
function xAxis(values: readonly number[], log: boolean): ChartAxis {
  const different = [...new Set(values)].sort((a, b) => a - b);
  const [min, max] = [different[0], different[different.length - 1]];
  const ticks = different.length <= 10 ? different : undefined;
  const format = (value: number): string => shortNumber(value);
  const room = log ? 1.15 : 0;
  const range = log ? { min: min / room, max: max * room } : { min, max };
  return ticks === undefined ? { ...linearAxis([], [min, max]), ...range } : { ...range, log, format, ticks };
}

function yAxis(values: readonly number[], { share, logY }: ExperimentChart): ChartAxis {
  const largest = Math.max(0, ...values.filter(Number.isFinite));
  if (share && largest <= 1) return shareAxis;
  if (share) return { ...linearAxis(values, [0, 1]), format: (value) => `${Math.round(100 * value)}%` };
  if (!logY) return linearAxis(values, [0, 1]);
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const low = Math.min(...positive);
  const high = Math.max(...positive);
  return logAxis(positive, [low, Math.max(high, low * 10)]);
}
