import type { Plugin } from "chart.js";
import { Chart, commonOptions, numberAxis } from "../../charts/chartSetup.ts";
import { type Bracket, bracketRange } from "./momentsModel.ts";
import type { Point } from "./outline.ts";
import { css, type Palette, withAlpha } from "../../charts/palette.ts";

/** Height of the axis below the rows, so that names beside the chart can be level with them. */
export const momentsAxisHeight = 22;

/** Dots at the means and bars of ± one standard deviation, a row for each feature, from the top down. */
export class MomentsChart {
  readonly #chart: Chart<"scatter", Point[]>;
  #brackets: readonly Bracket[] = [];
  #color = "";

  constructor(canvas: HTMLCanvasElement) {
    const bars: Plugin<"scatter"> = {
      id: "bars",
      beforeDatasetsDraw: (chart) => {
        // The first drawing, before anything is shown, has no scales yet.
        if (this.#brackets.length > 0) this.#drawBars(chart);
      },
    };
    this.#chart = new Chart<"scatter", Point[]>(canvas, {
      type: "scatter",
      data: { datasets: [] },
      options: commonOptions,
      plugins: [bars],
    });
  }

  show(brackets: readonly Bracket[], series: "input" | "output", palette: Palette): void {
    this.#brackets = brackets;
    this.#color = css(palette[series]);
    const sparse = brackets.length <= 24;
    const chart = this.#chart;
    chart.data.datasets = [
      {
        // Chart.js looks for the visible points by halves: one that is NaN hides those behind it.
        data: brackets.flatMap(({ mean }, row) => (Number.isFinite(mean) ? [{ x: mean, y: row + 0.5 }] : [])),
        pointRadius: sparse ? 3.5 : 1.5,
        pointBackgroundColor: palette.highContrast && series === "input" ? css(palette.background) : this.#color,
        pointBorderColor: this.#color,
        pointBorderWidth: sparse ? 1.5 : 0,
      },
    ];
    chart.options = {
      ...commonOptions,
      clip: false,
      layout: { autoPadding: false },
      scales: {
        x: {
          ...numberAxis(palette),
          ...bracketRange(brackets),
          afterFit: (scale) => {
            scale.height = momentsAxisHeight;
          },
        },
        y: {
          type: "linear",
          display: false,
          reverse: true,
          min: 0,
          max: brackets.length,
          grid: { color: css(withAlpha(palette.grid, 0.5)) },
        },
      },
    };
    chart.update("none");
  }

  /** The row under a place on the canvas, in CSS pixels from its top, or null outside the rows. */
  rowAt(offsetY: number): number | null {
    const { top, bottom } = this.#chart.chartArea;
    const row = Math.floor(((offsetY - top) / (bottom - top)) * this.#brackets.length);
    return row >= 0 && row < this.#brackets.length ? row : null;
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #drawBars({ ctx, scales }: Chart): void {
    const height = Math.abs(scales["y"].getPixelForValue(1) - scales["y"].getPixelForValue(0));
    const cap = Math.min(4, height / 3);
    ctx.save();
    ctx.strokeStyle = this.#color;
    ctx.lineWidth = height > 8 ? 2 : Math.max(1, height / 3);
    ctx.beginPath();
    this.#brackets.forEach(({ low, high }, row) => {
      if (!Number.isFinite(low) || !Number.isFinite(high)) return;
      const y = scales["y"].getPixelForValue(row + 0.5);
      const [from, to] = [low, high].map((value) => scales["x"].getPixelForValue(value));
      ctx.moveTo(from, y);
      ctx.lineTo(to, y);
      if (height > 8) {
        for (const end of [from, to]) {
          ctx.moveTo(end, y - cap);
          ctx.lineTo(end, y + cap);
        }
      }
    });
    ctx.stroke();
    ctx.restore();
  }
}
