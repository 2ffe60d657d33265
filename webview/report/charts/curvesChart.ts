import { Chart, commonOptions, numberAxis } from "../../charts/chartSetup.ts";
import type { Point } from "./outline.ts";
import { css, type Color, type Palette } from "../../charts/palette.ts";

/** One line over the steps. */
export interface Curve {
  readonly points: readonly Point[];
  readonly color: Color;
  readonly isDashed?: boolean;
}

/** Lines over the steps of a training, with a mark at the step that is shown. */
export class CurvesChart {
  readonly #chart: Chart<"line", Point[]>;

  constructor(canvas: HTMLCanvasElement) {
    this.#chart = new Chart<"line", Point[]>(canvas, { type: "line", data: { datasets: [] }, options: commonOptions });
  }

  /** @param isLogarithmic whether the values, all above 0, are drawn on a logarithmic axis */
  show(curves: readonly Curve[], steps: number, shown: number, isLogarithmic: boolean, palette: Palette): void {
    const mark: Point[] = curves.flatMap(({ points }) => points.filter(({ x }) => x === shown));
    this.#chart.data.datasets = [
      ...curves.map(({ points, color, isDashed }) => ({
        data: [...points],
        borderColor: css(color),
        borderWidth: curves.length > 20 ? 1 : 1.5,
        borderDash: isDashed === true ? [4, 3] : [],
        pointRadius: 0,
      })),
      { data: mark, showLine: false, pointRadius: 3, pointBackgroundColor: css(palette.text), pointBorderWidth: 0 },
    ];
    const axis = numberAxis(palette);
    this.#chart.options = {
      ...commonOptions,
      scales: {
        x: { ...numberAxis(palette, { grid: false }), min: 0, max: Math.max(1, steps) },
        y: isLogarithmic ? { ...axis, type: "logarithmic" } : axis,
      },
    };
    this.#chart.update("none");
  }

  destroy(): void {
    this.#chart.destroy();
  }
}
