import type { Plugin, ScaleOptions } from "chart.js";
import type { FoldRanges } from "../../../../src/shared/checkpoint/folding.ts";
import { formatPower } from "../../../../src/shared/text/powers.ts";
import { Chart, commonOptions, numberAxis } from "../../../charts/chartSetup.ts";
import { axisFontSize, css, type Palette, withAlpha } from "../../../charts/palette.ts";
import { foldedOrder, rangeAxis } from "./foldModel.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Above this number of channels there are no stems: they would cover each other. */
const mostStems = 400;

/** Largest |W| of each channel before and after folding, sorted by what it is after, with the lines of 8, 6 and 4 bits. */
export class FoldChart {
  readonly #chart: Chart<"scatter", Point[]>;
  #ranges: FoldRanges | null = null;
  #palette: Palette | null = null;

  constructor(canvas: HTMLCanvasElement) {
    const plugin: Plugin<"scatter"> = {
      id: "bits",
      beforeDatasetsDraw: (chart) => {
        this.#drawLines(chart);
      },
    };
    this.#chart = new Chart<"scatter", Point[]>(canvas, {
      type: "scatter",
      data: { datasets: [] },
      options: commonOptions,
      plugins: [plugin],
    });
  }

  show(ranges: FoldRanges, palette: Palette): void {
    this.#ranges = ranges;
    this.#palette = palette;
    const order = foldedOrder(ranges);
    const points = (values: Float64Array): Point[] =>
      order.map((c, x) => ({ x, y: Math.log10(values[c]) })).filter(({ y }) => Number.isFinite(y));
    const radius = order.length > mostStems ? 1.5 : order.length > 100 ? 2.5 : 3.5;
    this.#chart.data.datasets = [
      {
        data: points(ranges.before),
        pointRadius: radius,
        pointBorderColor: css(palette.input),
        pointBorderWidth: 1.5,
        pointBackgroundColor: css(palette.background),
      },
      {
        data: points(ranges.after),
        pointRadius: radius,
        pointBorderWidth: 0,
        pointBackgroundColor: css(palette.output),
      },
    ];
    const setOptions = (): void => {
      this.#chart.options = {
        ...(commonOptions as object),
        layout: { padding: { top: 8, right: 8 } },
        scales: { x: channelAxis(order, palette, this.#chart.width), y: powerAxis(rangeAxis(ranges), palette) },
        onResize: setOptions,
      };
    };
    setOptions();
    this.#chart.update("none");
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #drawLines({ ctx, chartArea, scales }: Chart): void {
    const [ranges, palette] = [this.#ranges, this.#palette];
    if (ranges === null || palette === null) return;
    const { left, right } = chartArea;
    const largest = ranges.after.reduce((most, value) => (value > most ? value : most), 0);
    ctx.save();
    ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    ctx.fillStyle = css(palette.dimText);
    ctx.strokeStyle = css(withAlpha(palette.text, 0.6));
    for (const bits of [8, 6, 4]) {
      const y = scales["y"].getPixelForValue(Math.log10((largest * 2 ** (bits - 1)) / 128));
      if (y > chartArea.bottom) continue;
      ctx.setLineDash([2, 3]);
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(right, y);
      ctx.stroke();
      ctx.fillText(`${bits} bits`, right - 2, y - 1);
    }
    const order = foldedOrder(ranges);
    if (order.length <= mostStems) {
      ctx.setLineDash([]);
      ctx.strokeStyle = css(withAlpha(palette.text, 0.35));
      order.forEach((c, at) => {
        const [from, to] = [ranges.before[c], ranges.after[c]].map((value) =>
          scales["y"].getPixelForValue(Math.log10(value)),
        );
        if (!Number.isFinite(from + to)) return;
        const x = scales["x"].getPixelForValue(at);
        ctx.beginPath();
        ctx.moveTo(x, from);
        ctx.lineTo(x, to);
        ctx.stroke();
      });
    }
    ctx.restore();
  }
}

/** Channels by their numbers, as many as have room. */
function channelAxis(order: readonly number[], palette: Palette, pixels: number): ScaleOptions<"linear"> {
  const common = numberAxis(palette, { grid: false });
  const step = Math.max(1, Math.ceil((order.length * 26) / Math.max(pixels, 1)));
  return {
    ...common,
    min: -1,
    max: order.length,
    afterBuildTicks: (scale) => {
      scale.ticks = Array.from({ length: Math.ceil(order.length / step) }, (_, k) => ({ value: k * step }));
    },
    ticks: { ...common.ticks, autoSkip: false, callback: (value) => String(order[Number(value)]) },
  };
}

function powerAxis(
  { min, max }: { readonly min: number; readonly max: number },
  palette: Palette,
): ScaleOptions<"linear"> {
  const common = numberAxis(palette, {});
  return {
    ...common,
    min,
    max,
    grid: { display: true, drawTicks: false, color: css(palette.grid) },
    afterBuildTicks: (scale) => {
      const first = Math.ceil(min);
      scale.ticks = Array.from({ length: Math.max(0, Math.floor(max) - first + 1) }, (_, k) => ({ value: first + k }));
    },
    ticks: { ...common.ticks, autoSkip: false, callback: (value) => formatPower(Number(value)) },
  };
}
