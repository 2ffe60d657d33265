import type { ChartDataset, ScaleOptions } from "chart.js";
import { Chart, commonOptions } from "../../charts/chartSetup.ts";
import { axisFontSize, css, type Palette, withAlpha } from "../../charts/palette.ts";
import { endLabelRoom, type ChartAxis, type ChartLine, type LineChartModel, type Point } from "./chartModel.ts";
import { marksPlugin } from "./marks.ts";
import { roleColor, type ChartState } from "./chartState.ts";

/** A line chart of the lab: bands, lines, marks and a crosshair, drawn anew from a model whenever it changes. */
export class LineChart {
  readonly #chart: Chart<"line", Point[]>;
  readonly #state: ChartState;
  #room = 0;

  constructor(canvas: HTMLCanvasElement, model: LineChartModel, palette: Palette) {
    this.#state = { model, palette };
    this.#chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: { ...commonOptions },
      plugins: [marksPlugin(this.#state)],
    });
    this.show(model, palette);
  }

  show(model: LineChartModel, palette: Palette): void {
    const room = this.#labelRoom(model, palette);
    const isSameLook = this.#state.palette === palette && sameAxes(this.#state.model, model) && room === this.#room;
    this.#room = room;
    Object.assign(this.#state, { model, palette });
    const chart = this.#chart;
    const datasets = model.lines.flatMap((line, k) => lineDatasets(line, k, palette));
    if (datasets.length === chart.data.datasets.length) {
      datasets.forEach((dataset, k) => Object.assign(chart.data.datasets[k], dataset));
    } else {
      chart.data.datasets = datasets;
    }
    if (!isSameLook || chart.options.scales?.["y"] === undefined) {
      chart.options = {
        ...commonOptions,
        layout: { padding: { top: 6, right: room } },
        scales: { x: scaleOptions(model.x, palette, true), y: scaleOptions(model.y, palette, false) },
      };
    }
    chart.update("none");
  }

  /** Words are longer in one language than in another: what is written at the lines' ends is measured. */
  #labelRoom({ lines }: LineChartModel, { fontFamily }: Palette): number {
    const { ctx } = this.#chart;
    ctx.save();
    ctx.font = `${axisFontSize}px ${fontFamily}`;
    const room = endLabelRoom(lines, (text) => ctx.measureText(text).width);
    ctx.restore();
    return room;
  }

  get canvas(): HTMLCanvasElement {
    return this.#chart.canvas;
  }

  destroy(): void {
    this.#chart.destroy();
  }
}

function sameAxes(a: LineChartModel, b: LineChartModel): boolean {
  return (["x", "y"] as const).every(
    (name) => a[name].min === b[name].min && a[name].max === b[name].max && a[name].log === b[name].log,
  );
}

function lineDatasets(line: ChartLine, index: number, palette: Palette): ChartDataset<"line", Point[]>[] {
  const color = roleColor(line.role, palette);
  const band = { borderWidth: 0, pointRadius: 0, order: 100 + index };
  const edges: ChartDataset<"line", Point[]>[] =
    line.low === undefined || line.high === undefined || line.dots === "only"
      ? []
      : [
          { ...band, data: line.low as Point[], fill: false },
          { ...band, data: line.high as Point[], fill: "-1", backgroundColor: css(withAlpha(color, 0.22)) },
        ];
  const dots = line.dots === "only" ? 4 : line.dots === true ? 2.5 : 0;
  return [
    ...edges,
    {
      data: line.points as Point[],
      borderColor: css(color),
      backgroundColor: css(color),
      pointBackgroundColor: css(color),
      pointBorderColor: css(color),
      borderWidth: line.thin === true ? 1 : 2,
      borderDash: [...line.dash],
      pointRadius: dots,
      showLine: line.dots !== "only",
      // A dot on the edge is a whole one.
      ...(dots > 0 && { clip: 6 }),
      fill: false,
      spanGaps: false,
      order: index,
    },
  ];
}

function scaleOptions(axis: ChartAxis, palette: Palette, isX: boolean): ScaleOptions<"linear"> {
  const font = { family: palette.fontFamily, size: axisFontSize };
  const grid = css(withAlpha(palette.reference, palette.highContrast ? 0.28 : 0.11));
  return {
    type: axis.log ? ("logarithmic" as "linear") : "linear",
    min: axis.min,
    max: axis.max,
    border: { display: false },
    grid: { drawTicks: false, color: grid },
    ...(axis.ticks !== undefined && {
      afterBuildTicks: (scale) => {
        scale.ticks = (axis.ticks ?? []).map((value) => ({ value }));
      },
    }),
    ticks: {
      includeBounds: true,
      maxRotation: 0,
      autoSkip: axis.ticks === undefined,
      autoSkipPadding: 24,
      maxTicksLimit: isX ? 5 : 6,
      padding: 6,
      color: css(palette.dimText),
      font,
      callback: (value) => axis.format(Number(value)),
    },
  };
}
