import type { ChartDataset, Plugin, ScaleOptions } from "chart.js";
import { Chart, commonOptions, numberAxis } from "../../charts/chartSetup.ts";
import type { Point } from "./outline.ts";
import { type Color, css, type Palette, withAlpha } from "../../charts/palette.ts";

/** One series of a plot. */
export interface PlotSeries {
  readonly kind: "points" | "line" | "steps";
  readonly points: readonly Point[];
  readonly role: "input" | "output" | "reference" | "text";
  readonly dashed?: boolean;
  readonly radius?: number;
  /** Points drawn as rings. */
  readonly hollow?: (index: number) => boolean;
}

export interface PlotAxis {
  readonly min: number;
  readonly max: number;
  readonly title?: string;
  readonly grid?: boolean;
  readonly hidden?: boolean;
  /** Ticks at whole numbers only. */
  readonly whole?: boolean;
  /** The values are powers of two by their exponent. */
  readonly powersOfTwo?: boolean;
}

/** A small chart of points and lines, with a band behind them. */
export interface Plot {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
  /** Horizontal band of what chance explains. */
  readonly band?: { readonly from: number; readonly to: number };
}

/** Draws a `Plot`; everything that varies is in it. */
export class PlotChart {
  readonly #chart: Chart<"line", Point[]>;
  #plot: Plot | null = null;
  #palette: Palette | null = null;

  constructor(canvas: HTMLCanvasElement) {
    const band: Plugin<"line"> = {
      id: "band",
      beforeDatasetsDraw: (chart) => {
        this.#drawBand(chart);
      },
    };
    this.#chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: commonOptions,
      plugins: [band],
    });
  }

  get canvas(): HTMLCanvasElement {
    return this.#chart.canvas;
  }

  show(plot: Plot, palette: Palette): void {
    this.#plot = plot;
    this.#palette = palette;
    const chart = this.#chart;
    chart.data.datasets = plot.series.map((series) => dataset(series, palette));
    const setOptions = (): void => {
      const { width, height } = chart;
      chart.options = {
        ...commonOptions,
        scales: {
          x: axis(plot.x, palette, ticksThatFit(width, plot.x.whole === true ? wholeTickRoom : tickRoom)),
          y: axis(plot.y, palette, ticksThatFit(height, lineRoom)),
        },
        // The update that follows a change of size reads them.
        onResize: setOptions,
      };
    };
    setOptions();
    chart.update("none");
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #drawBand({ ctx, chartArea, scales }: Chart): void {
    const band = this.#plot?.band;
    const palette = this.#palette;
    if (band === undefined || palette === null) {
      return;
    }
    const [top, bottom] = [band.to, band.from].map((value) => scales["y"].getPixelForValue(value));
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left, chartArea.top, chartArea.width, chartArea.height);
    ctx.clip();
    ctx.fillStyle = css(withAlpha(palette.text, palette.highContrast ? 0.18 : 0.07));
    ctx.fillRect(chartArea.left, top, chartArea.width, bottom - top);
    if (palette.highContrast) {
      ctx.strokeStyle = css(palette.zero);
      ctx.strokeRect(chartArea.left, top, chartArea.width, bottom - top);
    }
    ctx.restore();
  }
}

function dataset(
  { kind, points, role, dashed = false, radius = 4.5, hollow }: PlotSeries,
  palette: Palette,
): ChartDataset<"line", Point[]> {
  const color: Color = palette[role];
  const isPoints = kind === "points";
  return {
    data: [...points],
    showLine: !isPoints,
    stepped: kind === "steps",
    borderColor: css(color),
    borderWidth: kind === "steps" ? 2.5 : dashed ? 1.5 : 2,
    borderDash: dashed ? [5, 4] : [],
    pointRadius: isPoints ? radius : 0,
    pointBorderColor: css(color),
    pointBorderWidth: 1.5,
    pointBackgroundColor: ({ dataIndex }) => css(hollow?.(dataIndex) === true ? palette.background : color),
  };
}

function axis(
  { min, max, title = "", grid = true, hidden = false, ...kind }: PlotAxis,
  palette: Palette,
  maxTicks: number,
): ScaleOptions<"linear"> {
  const common = numberAxis(palette, { grid, title, skipPadding: 4 });
  return {
    ...common,
    min,
    max,
    display: !hidden,
    ticks: {
      ...common.ticks,
      maxTicksLimit: maxTicks,
      ...((kind.whole ?? kind.powersOfTwo) === true && { precision: 0 }),
      ...(kind.powersOfTwo === true && { callback: (value) => String(Math.round(2 ** Number(value))) }),
    },
  };
}

/** Room for a tick with its label, in pixels: of any number, of a whole one, of a line of text. */
const tickRoom = 44;
const wholeTickRoom = 24;
const lineRoom = 24;

/**
 * The most ticks that an axis has room for. The chart then steps by 1, 2 or 5 times a power of ten. Left to skip labels
 * of too many ticks instead, it shows 1, 13, 25 … or −3, −1, 1, 3, without the 0.
 */
function ticksThatFit(pixels: number, room: number): number {
  return Math.max(2, Math.floor(pixels / room));
}

/** A range with some room on both sides, for axes; a single value gets room as well, 0 that of a unit. */
export function roomy(values: readonly number[], room = 0.08): { min: number; max: number } {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (Number.isFinite(value)) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  if (min > max) {
    return { min: -1, max: 1 };
  }
  const extra = (max - min) * room || Math.abs(min) * room || 1;
  return { min: min - extra, max: max + extra };
}
