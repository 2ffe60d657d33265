import { t } from "@vscode/l10n";
import type { ChartDataset, Plugin } from "chart.js";
import type { ActivationName } from "../../../src/shared/options.ts";
import type { Histogram } from "../../../src/shared/report/report.ts";
import { activationCurve, type Zone, zonesWithin } from "./activationModel.ts";
import { Chart, commonOptions, numberAxis } from "../../charts/chartSetup.ts";
import type { Range } from "./distributionBase.ts";
import type { Outline, Point } from "./outline.ts";
import { axisFontSize, css, type Palette, withAlpha } from "../../charts/palette.ts";
import { hatch } from "../../charts/patterns.ts";

/** What the chart shows: what enters along the bottom, the curve, what leaves along the right edge. */
export interface ActivationPicture {
  readonly activation: ActivationName;
  readonly range: Range;
  /** Vertical range, where it has to hold more than the activation's own values. */
  readonly outputs: Range;
  readonly input: { readonly entering: Outline; readonly leaving: Histogram } | null;
  readonly output: { readonly entering: Outline | null; readonly leaving: Histogram };
}

/** Room on the right for the distribution of what leaves, and above for the names of the zones. */
const sideWidth = 110;
const zoneNamesHeight = 20;
/** The histograms along the bottom take up to this share of the height. */
const bottomShare = 0.36;

/** The curve of an activation with the distributions before and after it, in one chart so that the axes meet. */
export class ActivationChart {
  readonly #chart: Chart<"line", Point[]>;
  #picture: ActivationPicture | null = null;
  #palette: Palette | null = null;

  constructor(canvas: HTMLCanvasElement) {
    const zones: Plugin<"line"> = {
      id: "zones",
      beforeDatasetsDraw: (chart) => {
        this.#drawZones(chart);
      },
      afterDatasetsDraw: (chart) => {
        this.#drawSide(chart);
      },
    };
    this.#chart = new Chart<"line", Point[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      options: commonOptions,
      plugins: [zones],
    });
  }

  get canvas(): HTMLCanvasElement {
    return this.#chart.canvas;
  }

  show(picture: ActivationPicture, palette: Palette): void {
    this.#picture = picture;
    this.#palette = palette;
    const { activation, range, outputs } = picture;
    const room = (outputs.max - outputs.min) * 0.05;
    const peak = Math.max(heightOf(picture.input?.entering), heightOf(picture.output.entering)) || 1;
    const chart = this.#chart;
    chart.data.datasets = [
      {
        data: activationCurve(activation, range),
        borderColor: css(palette.text),
        borderWidth: 2.5,
        pointRadius: 0,
        xAxisID: "x",
        yAxisID: "y",
      },
      ...this.#entering("output", picture.output.entering, peak, palette),
      ...this.#entering("input", picture.input?.entering ?? null, peak, palette),
    ];
    chart.options = {
      ...commonOptions,
      layout: { padding: { top: zoneNamesHeight, right: sideWidth } },
      scales: {
        x: { ...numberAxis(palette, { title: t("value that enters the activation") }), ...range },
        y: {
          ...numberAxis(palette, { title: t("activation") }),
          min: outputs.min - room,
          max: outputs.max + room,
        },
        density: { type: "linear", display: false, ...densityRange(outputs, room, peak / bottomShare) },
      },
    };
    chart.update("none");
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #entering(
    series: "input" | "output",
    shape: Outline | null,
    peak: number,
    palette: Palette,
  ): ChartDataset<"line", Point[]>[] {
    if (shape === null) {
      return [];
    }
    const color = palette[series];
    const hatched = palette.highContrast && series === "input";
    const { spikeAt } = shape;
    return [
      {
        data: spikeAt === null ? [...shape.points] : [0, peak].map((y) => ({ x: spikeAt, y })),
        borderColor: css(color),
        borderWidth: 2,
        borderJoinStyle: "miter",
        pointRadius: 0,
        fill: "origin",
        backgroundColor: hatched
          ? hatch(this.#chart.ctx, color)
          : css(withAlpha(color, series === "input" ? 0.25 : 0.35)),
        xAxisID: "x",
        yAxisID: "density",
      },
    ];
  }

  #drawZones(chart: Chart): void {
    const [picture, palette] = [this.#picture, this.#palette];
    if (picture === null || palette === null) {
      return;
    }
    const { ctx, chartArea } = chart;
    ctx.save();
    ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
    ctx.textAlign = "center";
    for (const zone of zonesWithin(picture.activation, picture.range)) {
      const [left, right] = [zone.from, zone.to].map((value) => chart.scales["x"].getPixelForValue(value));
      ctx.fillStyle =
        zone.kind === "flat"
          ? hatch(ctx, withAlpha(palette.text, palette.highContrast ? 0.5 : 0.15), 7)
          : css(withAlpha(palette.text, palette.highContrast ? 0.2 : 0.07));
      ctx.fillRect(left, chartArea.top, right - left, chartArea.height);
      const name = zoneName(picture.activation, zone.kind);
      if (ctx.measureText(name).width <= right - left + 16) {
        ctx.fillStyle = css(palette.text);
        ctx.fillText(name, (left + right) / 2, chartArea.top - 7);
      }
    }
    ctx.restore();
  }

  /** What leaves the activation, lying on the right edge with the vertical axis as its own. */
  #drawSide(chart: Chart): void {
    const [picture, palette] = [this.#picture, this.#palette];
    if (picture === null || palette === null) {
      return;
    }
    const { ctx, chartArea } = chart;
    const left = chartArea.right + 14;
    const leaving = [
      { series: "input", histogram: picture.input?.leaving },
      { series: "output", histogram: picture.output.leaving },
    ] as const;
    const peak = Math.max(...leaving.map(({ histogram }) => (histogram === undefined ? 0 : greatestShare(histogram))));
    ctx.save();
    ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
    ctx.fillStyle = css(palette.text);
    ctx.fillText(t("outputs"), left, chartArea.top - 7);
    for (const { series, histogram } of leaving) {
      if (histogram !== undefined && peak > 0) {
        this.#drawSteps(chart, series, histogram, { left, width: sideWidth - 20, peak });
      }
    }
    ctx.strokeStyle = css(palette.zero);
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left, chartArea.top);
    ctx.lineTo(left, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  }

  #drawSteps(
    chart: Chart,
    series: "input" | "output",
    { start, width, counts }: Histogram,
    box: { left: number; width: number; peak: number },
  ): void {
    const palette = this.#palette;
    if (palette === null) {
      return;
    }
    const { ctx } = chart;
    const total = countSum(counts);
    const pixel = (value: number): number => chart.scales["y"].getPixelForValue(value);
    let [first, last] = [0, counts.length - 1];
    while (first < last && counts[first] === 0) first++;
    while (last > first && counts[last] === 0) last--;
    ctx.beginPath();
    ctx.rect(box.left, chart.chartArea.top, box.width + 2, chart.chartArea.height);
    ctx.save();
    ctx.clip();
    ctx.beginPath();
    ctx.moveTo(box.left, pixel(start + first * width));
    for (let k = first; k <= last; k++) {
      const x = box.left + (counts[k] / (total || 1) / box.peak) * box.width;
      ctx.lineTo(x, pixel(start + k * width));
      ctx.lineTo(x, pixel(start + (k + 1) * width));
    }
    ctx.lineTo(box.left, pixel(start + (last + 1) * width));
    const color = palette[series];
    ctx.fillStyle =
      palette.highContrast && series === "input"
        ? hatch(ctx, color)
        : css(withAlpha(color, series === "input" ? 0.25 : 0.35));
    ctx.fill();
    ctx.strokeStyle = css(color);
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.restore();
  }
}

/** What a zone is called above the chart. */
export function zoneName(activation: ActivationName, kind: Zone["kind"]): string {
  if (kind === "linear") {
    return t("nearly linear");
  }
  return activation === "relu" ? t("off") : t("saturated");
}

function heightOf(shape: Outline | null | undefined): number {
  return shape?.peak ?? 0;
}

function greatestShare({ counts }: Histogram): number {
  const total = countSum(counts);
  let greatest = 0;
  for (let k = 0; k < counts.length; k++) {
    greatest = Math.max(greatest, counts[k]);
  }
  return total > 0 ? greatest / total : 0;
}

function countSum(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    sum += counts[k];
  }
  return sum;
}

/**
 * The axis of the histograms, whose 0 is level with the activation's: on the frame below it a part of them would seem
 * to be negative.
 *
 * @param highest the density at the upper end
 */
function densityRange(
  outputs: ActivationPicture["outputs"],
  room: number,
  highest: number,
): { min: number; max: number } {
  const [low, high] = [outputs.min - room, outputs.max + room];
  const share = Math.min(Math.max(-low / (high - low), 0), 0.9);
  return { min: (-share * highest) / (1 - share), max: highest };
}
