import type { Chart, Plugin } from "chart.js";
import { formatMeasured, formatWithin, zeroIfRounding } from "../../../src/shared/text/numbers.ts";
import type { DistributionOutput } from "./distributionModel.ts";
import type { DistributionBase, SeriesName, Spread } from "./distributionBase.ts";
import { axisFontSize, css, type Palette } from "../../charts/palette.ts";

/** One value on its way through the lanes. */
export interface SampleMark {
  /** "row 1" */
  readonly label: string;
  readonly x: number;
  readonly normalized: number;
  readonly output: number;
}

/** What the lanes draw; the chart's owner changes it before an update. */
export interface LanesState {
  base: DistributionBase | null;
  output: DistributionOutput | null;
  sample: SampleMark | null;
  palette: Palette;
  /** Whether lane y has handles: they stand where its other ticks would be. */
  hasHandles: boolean;
}

/** Baselines of the three lanes above the plot, and their height together; y's is taller: its handles carry names. */
export const laneCenters = { input: 10, normalized: 29, output: 58 } as const;
export const lanesHeight = 70;
const laneEnds = [20, 39, 69] as const;

type LaneName = keyof typeof laneCenters;

/** "5.8433 ± 0.8253": mean and standard deviation as a lane says them. */
export function spreadText({ mean, deviation }: Spread): string {
  return `${formatWithin(zeroIfRounding(mean, deviation), deviation)} ± ${formatMeasured(roundUnit(deviation))}`;
}

/** A deviation that ε keeps just under 1 is 1 here: the table below says it exactly. */
function roundUnit(deviation: number): number {
  return Math.abs(deviation - 1) < 5e-5 ? 1 : deviation;
}

/**
 * Three lanes above the histograms: for x, x̂ and y the mean ± one standard deviation, and a chosen value as a dot
 * joined through the lanes. The handles on lane y are elements of the page; they lie on top.
 */
export function lanesPlugin(state: LanesState): Plugin<"line"> {
  return {
    id: "lanes",
    afterDraw(chart) {
      const { base, output } = state;
      if (base === null || output === null || base.feature < 0) {
        return;
      }
      const context = chart.ctx;
      context.save();
      context.font = `${axisFontSize}px ${state.palette.fontFamily}`;
      context.textBaseline = "middle";
      drawRules(chart, state.palette);
      const visible = (Object.keys(laneCenters) as LaneName[]).filter((name) => !base.view.hidden.includes(name));
      const dots = state.sample === null ? [] : visible.map((name) => sampleDot(chart, state, name));
      for (const name of visible) {
        drawLane(chart, state, name, dots);
      }
      drawWay(chart, state, dots);
      context.restore();
    },
  };
}

function drawRules({ ctx, width }: Chart, palette: Palette): void {
  ctx.lineWidth = 1;
  ctx.strokeStyle = css(palette.grid);
  ctx.beginPath();
  for (const end of laneEnds) {
    ctx.moveTo(0, end + 0.5);
    ctx.lineTo(width, end + 0.5);
  }
  ctx.stroke();
}

function drawLane(chart: Chart, state: LanesState, name: LaneName, dots: readonly Dot[]): void {
  const { ctx } = chart;
  const { palette } = state;
  const { mean, deviation } = spreadOf(state, name);
  const scale = scaleOf(chart, state, name);
  const center = laneCenters[name];
  const [low, middle, high] = [mean - deviation, mean, mean + deviation].map((at) => scale.getPixelForValue(at));
  ctx.fillStyle = css(palette.text);
  ctx.textAlign = "left";
  ctx.font = `italic ${axisFontSize + 1}px ${palette.fontFamily}`;
  ctx.fillText(name === "input" ? "x" : name === "normalized" ? "x̂" : "y", 2, center);
  ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
  ctx.strokeStyle = css(palette[name]);
  ctx.lineWidth = 2;
  ctx.setLineDash(palette.highContrast && name === "normalized" ? [4, 3] : []);
  ctx.beginPath();
  ctx.moveTo(low, center);
  ctx.lineTo(high, center);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  // On lane y the handles stand at the mean and where γ is, so that only the other end has a tick.
  const gammaEnd = name === "output" && (state.output?.gamma ?? 1) < 0 ? low : high;
  for (const end of name === "output" && state.hasHandles ? [low + high - gammaEnd] : [low, middle, high]) {
    ctx.moveTo(end, center - 5);
    ctx.lineTo(end, center + 5);
  }
  ctx.stroke();
  // γ's handle keeps a distance from β's, even where σ is too small to be seen.
  const right = name === "output" && state.hasHandles ? Math.max(high, middle + 18) : high;
  drawSpread(chart, palette, spreadText({ mean, deviation }), { low, high: right, center }, dots);
}

/** The numbers go right of the bar, else left of it, else over an end of it that no dot is on. */
function drawSpread(
  { ctx, width }: Chart,
  palette: Palette,
  text: string,
  { low, high, center }: { low: number; high: number; center: number },
  dots: readonly Dot[],
): void {
  const wide = ctx.measureText(text).width;
  const clear = (from: number): boolean =>
    from >= 18 &&
    from + wide <= width &&
    !dots.some(
      (dot) =>
        dot.y === center &&
        Math.min(dot.labelStart, dot.x - 6) < from + wide &&
        Math.max(dot.labelEnd, dot.x + 6) > from,
    );
  const beside = [high + 11, low - 11 - wide].find(clear);
  // Where the bar fills the lane the numbers lie on one of its ends.
  const start = beside ?? [width - wide - 1, 18].find(clear);
  if (start !== undefined) {
    if (beside === undefined) {
      ctx.fillStyle = css(palette.background);
      ctx.fillRect(start - 4, center - 7, wide + 8, 14);
    }
    ctx.fillStyle = css(palette.dimText);
    ctx.textAlign = "left";
    ctx.fillText(text, start, center);
  }
}

interface Dot {
  readonly x: number;
  readonly y: number;
  /** Ends of the label: left of the dot, or right of it where there is no room. */
  readonly labelStart: number;
  readonly labelEnd: number;
}

function sampleDot(chart: Chart, state: LanesState, name: LaneName): Dot {
  const { sample } = state;
  const value = sample === null ? NaN : name === "input" ? sample.x : sample[name];
  const x = scaleOf(chart, state, name).getPixelForValue(value);
  const labelWidth = name === "input" ? chart.ctx.measureText(sample?.label ?? "").width : 0;
  const labelStart = x - 7 - labelWidth >= 16 ? x - 7 - labelWidth : x + 7;
  return { x, y: laneCenters[name], labelStart, labelEnd: labelStart + labelWidth };
}

function drawWay({ ctx }: Chart, { sample, palette }: LanesState, dots: readonly Dot[]): void {
  const shown = dots.filter(({ x }) => Number.isFinite(x));
  if (sample === null || shown.length === 0) {
    return;
  }
  ctx.strokeStyle = css(palette.text);
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 2]);
  ctx.beginPath();
  shown.forEach(({ x, y }, i) => {
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.stroke();
  ctx.setLineDash([]);
  for (const { x, y } of shown) {
    ctx.beginPath();
    ctx.arc(x, y, 3.5, 0, 2 * Math.PI);
    ctx.fillStyle = css(palette.background);
    ctx.fill();
    ctx.strokeStyle = css(palette.text);
    ctx.lineWidth = 1.5;
    ctx.stroke();
  }
  const [first] = shown;
  if (first.y === laneCenters.input) {
    // The way to the next lane may pass behind the label.
    ctx.fillStyle = css(palette.background);
    ctx.fillRect(first.labelStart - 1, first.y - 7, first.labelEnd - first.labelStart + 2, 14);
    ctx.fillStyle = css(palette.dimText);
    ctx.textAlign = "left";
    ctx.fillText(sample.label, first.labelStart, first.y + 1);
  }
}

function spreadOf({ base, output }: LanesState, name: LaneName): Spread {
  const spread = name === "output" ? output?.output : base?.[name];
  return spread ?? { mean: NaN, deviation: NaN };
}

function scaleOf(chart: Chart, { base }: LanesState, name: Exclude<SeriesName, "reference">): Chart["scales"][string] {
  return chart.scales[name === "input" && base?.axes === "own" ? "top" : "x"];
}
