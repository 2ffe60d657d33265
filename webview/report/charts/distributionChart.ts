import { t } from "@vscode/l10n";
import type { ChartDataset, ScaleOptions } from "chart.js";
import { Chart, commonOptions, numberAxis } from "../../charts/chartSetup.ts";
import type { DistributionOutput } from "./distributionModel.ts";
import type { DistributionBase, SeriesName } from "./distributionBase.ts";
import { lanesHeight, lanesPlugin, type LanesState, type SampleMark } from "./lanes.ts";
import type { Outline, Point } from "./outline.ts";
import { overflowPlugin } from "./overflowMarks.ts";
import { type Color, css, type Palette, withAlpha } from "../../charts/palette.ts";
import { hatch } from "../../charts/patterns.ts";

/** Places on the canvas that elements of the page lie over. */
export interface ChartGeometry {
  /** Pixel of a value on the bottom axis. */
  pixelOf(value: number): number;
  /** How far one unit of the bottom axis is, in pixels. */
  readonly pixelsPerUnit: number;
  /** The plot without its axes. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Density or count at a pixel from the canvas' top. */
  heightAt(pixel: number): number;
}

/** Drawn from the first, on top, to the last. */
const drawingOrder = ["reference", "normalized", "output", "input"] as const;

/** Histograms of x, x̂ and y with the standard normal curve, and the lanes above them. */
export class DistributionChart {
  readonly #chart: Chart<"line", Point[]>;
  readonly #state: LanesState;

  constructor(canvas: HTMLCanvasElement, palette: Palette, onLayout: () => void) {
    this.#state = { base: null, output: null, sample: null, palette, hasHandles: true };
    this.#chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: { ...commonOptions },
      plugins: [lanesPlugin(this.#state), overflowPlugin(this.#state), { id: "layout", afterLayout: onLayout }],
    });
  }

  /** Draws everything anew: another feature, other choices, another theme. */
  show(
    base: DistributionBase,
    output: DistributionOutput,
    sample: SampleMark | null,
    palette: Palette,
    parts: "all" | "lanes" = "all",
  ): void {
    Object.assign(this.#state, { base, output, sample, palette, hasHandles: parts === "all" });
    const chart = this.#chart;
    chart.data.datasets = parts === "lanes" ? [] : drawingOrder.map((name) => this.#dataset(name));
    const own = base.axes === "own";
    chart.options = {
      ...commonOptions,
      layout: { padding: { top: base.feature < 0 ? 4 : lanesHeight + (own ? 2 : 8) } },
      scales: {
        x: { ...numberAxis(palette, { title: bottomTitle(base) }), min: output.bottom.min, max: output.bottom.max },
        ...(own && {
          top: {
            ...numberAxis(palette, { grid: false, title: topTitle(base) }),
            position: "top" as const,
            min: output.top?.min ?? 0,
            max: output.top?.max ?? 1,
          },
        }),
        y: this.#heightAxis(base, palette),
      },
    };
    chart.update("none");
  }

  /** Repaints what follows γ and β: y's outline, its lane, and the axes only where they changed. */
  showOutput(output: DistributionOutput, sample: SampleMark | null): void {
    Object.assign(this.#state, { output, sample });
    const { options } = this.#chart;
    const { x, top, y } = options.scales ?? {};
    if (x !== undefined) Object.assign(x, output.bottom);
    if (top !== undefined && output.top !== null) Object.assign(top, output.top);
    if (y !== undefined) Object.assign(y, this.#heights());
    for (const dataset of this.#chart.data.datasets) {
      dataset.data = this.#points(dataset.label as SeriesName);
    }
    this.#chart.update("none");
  }

  get geometry(): ChartGeometry | null {
    const scale = this.#state.base === null ? undefined : this.#chart.scales["x"];
    return scale === undefined
      ? null
      : {
          pixelOf: (value) => scale.getPixelForValue(value),
          pixelsPerUnit: scale.width / (scale.max - scale.min),
          left: scale.left,
          right: scale.right,
          top: this.#chart.chartArea.top,
          bottom: this.#chart.chartArea.bottom,
          heightAt: (pixel) => this.#chart.scales["y"].getValueForPixel(pixel) ?? 0,
        };
  }

  /** The chart as a picture: with marks on lane y where the page has handles. Returns what brings the handles back. */
  drawAlone(): () => void {
    const { hasHandles } = this.#state;
    this.#state.hasHandles = false;
    this.#chart.update("none");
    return () => {
      this.#state.hasHandles = hasHandles;
      this.#chart.update("none");
    };
  }

  /** The picture as a PNG, on the theme's background. */
  get canvas(): HTMLCanvasElement {
    return this.#chart.canvas;
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #dataset(name: SeriesName): ChartDataset<"line", Point[]> {
    const { base, palette } = this.#state;
    const color = palette[name];
    return {
      label: name,
      data: this.#points(name),
      hidden: base?.view.hidden.includes(name) ?? true,
      xAxisID: name === "input" && base?.axes === "own" ? "top" : "x",
      borderColor: css(color),
      borderWidth: name === "reference" ? 1.5 : name === "input" && this.#inputIsHalo ? 6 : 2,
      borderDash: name === "reference" ? [1.5, 3] : palette.highContrast && name === "normalized" ? [6, 4] : [],
      borderJoinStyle: "miter",
      pointRadius: 0,
      ...this.#fill(name, color),
    };
  }

  #fill(name: SeriesName, color: Color): Pick<ChartDataset<"line">, "fill" | "backgroundColor"> {
    const { palette } = this.#state;
    switch (name) {
      case "input":
        return {
          fill: this.#inputIsHalo ? false : "origin",
          backgroundColor: palette.highContrast ? hatch(this.#chart.ctx, color) : css(withAlpha(color, 0.25)),
        };
      case "output":
        return { fill: "origin", backgroundColor: css(withAlpha(color, palette.highContrast ? 0.55 : 0.4)) };
      case "normalized":
      case "reference":
        return { fill: false };
    }
  }

  /** On its own axis x coincides with x̂, and with y: a broad line behind theirs is seen, an area would mix the colours. */
  get #inputIsHalo(): boolean {
    const { base } = this.#state;
    return (
      base?.axes === "own" && !["normalized", "output"].every((name) => base.view.hidden.includes(name as SeriesName))
    );
  }

  #points(name: SeriesName): Point[] {
    const { base, output } = this.#state;
    if (base === null || output === null) {
      return [];
    }
    switch (name) {
      case "input":
        return this.#corners(base.inputOutline, output.peak);
      case "normalized":
        return this.#corners(base.normalizedOutline, output.peak);
      case "output":
        return this.#corners(output.outputOutline, output.peak);
      case "reference":
        return this.#raised(base.reference);
    }
  }

  #corners({ points, spikeAt }: Outline, peak: number): Point[] {
    return this.#raised(
      spikeAt === null
        ? points
        : [
            { x: spikeAt, y: 0 },
            { x: spikeAt, y: peak },
          ],
    );
  }

  /** A logarithmic axis has no 0: empty bins stand on its lower end. */
  #raised(points: readonly Point[]): Point[] {
    const { min } = this.#heights();
    return points.map(({ x, y }) => ({ x, y: Math.max(y, min) }));
  }

  #heightAxis({ view }: DistributionBase, palette: Palette): ScaleOptions<"linear"> {
    const counts = view.height === "count";
    const axis = numberAxis(palette, { grid: counts, title: counts ? t("values") : t("density") });
    return {
      ...axis,
      ticks: { ...axis.ticks, maxTicksLimit: 5 },
      ...(view.logarithmic && { type: "logarithmic" as const }),
      ...this.#heights(),
    } as ScaleOptions<"linear">;
  }

  #heights(): { min: number; max: number } {
    const { base, output } = this.#state;
    const peak = output?.peak ?? 1;
    if (base?.view.logarithmic !== true) {
      return { min: 0, max: peak * 1.06 };
    }
    const smallest = [base.inputOutline, base.normalizedOutline, output?.outputOutline]
      .flatMap((shape) => shape?.points ?? [])
      .reduce((least, { y }) => (y > 0 && y < least ? y : least), peak);
    return { min: smallest / 2, max: peak * 1.5 };
  }
}

/** What the axis below the plot measures: x̂ and y in standard deviations, and x where it has no axis of its own. */
function bottomTitle({ axes, view, feature }: DistributionBase): string {
  const deviations = t("x̂ and y: standard deviations");
  if (axes === "own" || view.hidden.includes("input")) return deviations;
  const units = feature < 0 ? t("x: as in the file") : t("x: its own units");
  return view.hidden.includes("normalized") && view.hidden.includes("output") ? units : `${units}; ${deviations}`;
}

function topTitle({ feature, name }: DistributionBase): string {
  return feature < 0 ? t("x: as in the file") : t("x: {0}, as in the file", name);
}
