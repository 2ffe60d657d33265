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
import { shortNumber } from "../model/text.ts";

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
      dots: chart.dots,
      ...(hasBand && { low: pointsOf(line.x, line.low), high: pointsOf(line.x, line.high) }),
      ...(line.label !== "" && { label: line.label }),
    };
  });
  const xs = chart.lines.flatMap(({ x }) => [...x]);
  const ys = lines.flatMap(({ points, low = [], high = [] }) => [...points, ...low, ...high].map(({ y }) => y));
  return { x: xAxis(xs, chart.logX), y: yAxis(ys, chart), lines, marks: [], crosshair: null };
}

function pointsOf(x: Float64Array, y: Float64Array): Point[] {
  return Array.from(x, (value, k) => ({ x: value, y: y[k] }));
}

/** From the first to the last value; a logarithmic axis is labelled at the values themselves. */
function xAxis(values: readonly number[], log: boolean): ChartAxis {
  const different = [...new Set(values)].sort((a, b) => a - b);
  const [min, max] = [different[0], different[different.length - 1]];
  const ticks = different.length <= 10 ? different : undefined;
  const format = (value: number): string => shortNumber(value);
  const room = log ? 1.15 : 0;
  // Cases side by side (1, 2, 3) need room at both ends for their dots.
  const side = different.length <= 5 && min === 1 ? 0.3 : 0;
  const range = log ? { min: min / room, max: max * room } : { min: min - side, max: max + side };
  return ticks === undefined ? { ...linearAxis([], [min, max]), ...range } : { ...range, log, format, ticks };
}

function yAxis(values: readonly number[], { share, logY }: ExperimentChart): ChartAxis {
  const largest = Math.max(0, ...values.filter(Number.isFinite));
  if (share && largest <= 1) return shareAxis;
  if (share) return { ...linearAxis(values, [0, 1]), format: (value) => `${Math.round(100 * value)} %` };
  if (!logY) return linearAxis(values, [0, 1]);
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  const low = Math.min(...positive);
  const high = Math.max(...positive);
  return logAxis(positive, [low, Math.max(high, low * 10)]);
}
