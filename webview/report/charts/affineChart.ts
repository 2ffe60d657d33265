import { Chart, commonOptions, numberAxis } from "../../charts/chartSetup.ts";
import type { Point } from "./outline.ts";
import { css, type Palette } from "../../charts/palette.ts";

/** γ (filled dots) and β (hollow triangles) of the features in an order, from left to right. */
export class AffineChart {
  readonly #chart: Chart<"scatter", Point[]>;
  #count = 0;

  constructor(canvas: HTMLCanvasElement) {
    this.#chart = new Chart<"scatter", Point[]>(canvas, {
      type: "scatter",
      data: { datasets: [] },
      options: commonOptions,
    });
  }

  show(gamma: readonly number[], beta: readonly number[], palette: Palette): void {
    this.#count = gamma.length;
    const radius = gamma.length <= 40 ? 4 : 2;
    const points = (values: readonly number[]): Point[] => values.map((y, i) => ({ x: i + 0.5, y }));
    this.#chart.data.datasets = [
      {
        data: points(beta),
        pointStyle: "triangle",
        pointRadius: radius + 1,
        pointBackgroundColor: "transparent",
        pointBorderColor: css(palette.reference),
        pointBorderWidth: 1.5,
      },
      {
        data: points(gamma),
        pointRadius: radius,
        pointBackgroundColor: css(palette.output),
        pointBorderColor: css(palette.output),
      },
    ];
    const yAxis = numberAxis(palette);
    this.#chart.options = {
      ...commonOptions,
      clip: false,
      scales: {
        x: { type: "linear", display: false, min: 0, max: gamma.length },
        y: { ...yAxis, suggestedMin: 0, suggestedMax: 1 },
      },
    };
    this.#chart.update("none");
  }

  /** Place in the order under a point of the canvas, in CSS pixels from its left edge, or null. */
  indexAt(offsetX: number): number | null {
    const { left, right } = this.#chart.chartArea;
    const index = Math.floor(((offsetX - left) / (right - left)) * this.#count);
    return index >= 0 && index < this.#count ? index : null;
  }

  destroy(): void {
    this.#chart.destroy();
  }
}
