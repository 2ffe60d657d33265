import type { NetworkKind } from "../../../src/shared/lab/run.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Which colour a line has: a network's, or that of references. */
export type LineRole = NetworkKind | "reference";

/** One line with the band around it. */
export interface ChartLine {
  readonly role: LineRole;
  /** Canvas dash: dotted for the first layer, dashed in the middle, solid for the last. */
  readonly dash: readonly number[];
  readonly points: readonly Point[];
  readonly low?: readonly Point[];
  readonly high?: readonly Point[];
  /** Written at the line's end. */
  readonly label?: string;
  /** Dots at the points; "only": cases side by side, each with the range over seeds, and no line between them. */
  readonly dots?: boolean | "only";
  readonly thin?: boolean;
}

/** A word or a sign at a place: where a target was reached, where a network diverged. */
export interface ChartMark {
  readonly role: LineRole;
  readonly x: number;
  readonly y: number;
  readonly label: string;
  readonly shape: "drop" | "cross" | "dot";
}

export interface ChartAxis {
  readonly min: number;
  readonly max: number;
  readonly log: boolean;
  readonly format: (value: number) => string;
  /** Ticks at these values only. */
  readonly ticks?: readonly number[];
}

/** Everything that a line chart of the lab draws, as plain data. */
export interface LineChartModel {
  /** What x is, as a table names its first column; steps if not given. */
  readonly xName?: string;
  /** Cases side by side: what x = 1, 2, 3 … stand for. */
  readonly xNames?: readonly string[];
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly lines: readonly ChartLine[];
  readonly guide?: { readonly y: number; readonly label: string };
  readonly marks: readonly ChartMark[];
  /** A line across at an x: the step that is looked at. */
  readonly crosshair: number | null;
}

/** 1, 10, 100, 10⁴, 10⁻⁶: a tick of a logarithmic axis. */
export function decadeLabel(value: number): string {
  const power = Math.round(Math.log10(value));
  if (power >= -2 && power <= 2) return String(Number((10 ** power).toPrecision(1)));
  return `10${Array.from(String(power), (digit) => superscripts[digit]).join("")}`;
}

const superscripts: Readonly<Record<string, string>> = {
  "-": "⁻",
  0: "⁰",
  1: "¹",
  2: "²",
  3: "³",
  4: "⁴",
  5: "⁵",
  6: "⁶",
  7: "⁷",
  8: "⁸",
  9: "⁹",
};

/** A logarithmic axis of whole decades around positive values; it has at least those of `least`. */
export function logAxis(values: Iterable<number>, least: readonly [number, number]): ChartAxis {
  let [low, high] = least;
  for (const value of values) {
    if (!(value > 0) || value === Infinity) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const min = 10 ** Math.floor(Math.log10(low) + 1e-9);
  const max = high <= least[1] ? least[1] : 10 ** Math.ceil(Math.log10(high) - 1e-9);
  const decades = Math.round(Math.log10(max / min));
  const every = Math.max(1, Math.ceil(decades / 5));
  const first = Math.round(Math.log10(min));
  const ticks = Array.from({ length: Math.floor(decades / every) + 1 }, (_, k) => Number(`1e${first + k * every}`));
  return { min, max, log: true, format: decadeLabel, ticks };
}

/** A linear axis around values in steps of 1, 2 or 5; it has at least the range of `least`. */
export function linearAxis(values: Iterable<number>, least: readonly [number, number]): ChartAxis {
  let [low, high] = least;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const rough = (high - low) / 4;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((size) => size >= rough * 0.999) ?? rough;
  const min = Math.floor(low / step + 1e-9) * step;
  const max = Math.ceil(high / step - 1e-9) * step;
  return { min, max, log: false, format: (value) => String(Number(value.toPrecision(6))).replace("-", "−") };
}

/** The axis of shares, from 0 to 100%. */
export const shareAxis: ChartAxis = {
  min: 0,
  max: 1,
  log: false,
  format: (value) => `${Math.round(100 * value)}%`,
  ticks: [0, 0.25, 0.5, 0.75, 1],
};

/** The common axis of steps: it does not change while a run is watched. */
export function stepAxis(steps: number): ChartAxis {
  return { ...linearAxis([], [0, steps]), min: 0, max: steps };
}

/** Room right of a chart, in pixels, for the longest of the labels at its lines' ends; a margin where there is none. */
export function endLabelRoom(lines: readonly ChartLine[], widthOf: (text: string) => number): number {
  const widths = lines.flatMap(({ label }) => (label === undefined || label === "" ? [] : [widthOf(label)]));
  return widths.length === 0 ? 10 : Math.ceil(Math.max(...widths)) + 9;
}
