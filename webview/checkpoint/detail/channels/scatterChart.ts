import { t } from "@vscode/l10n";
import type { ChartDataset, Plugin, ScaleOptions } from "chart.js";
import { formatPower } from "../../../../src/shared/text/powers.ts";
import { formatSignificant } from "../../../../src/shared/text/numbers.ts";
import type { Domain } from "../../../../src/shared/view/axis.ts";
import { Chart, commonOptions, numberAxis } from "../../../charts/chartSetup.ts";
import { axisFontSize, css, type Palette, withAlpha } from "../../../charts/palette.ts";
import type { Scatter, ScatterPoint } from "./scatterModel.ts";

/** Room for a tick with its label, in pixels. */
const tickRoom = 40;

/** Draws a `Scatter`: both axes are logarithms, so that equal effective scales are curves that ε bends. */
export class ScatterChart {
  readonly #chart: Chart<"scatter", ScatterPoint[]>;
  #scatter: Scatter | null = null;
  #palette: Palette | null = null;

  constructor(canvas: HTMLCanvasElement) {
    const plugin: Plugin<"scatter"> = {
      id: "scales",
      beforeDatasetsDraw: (chart) => {
        this.#drawScales(chart);
      },
    };
    this.#chart = new Chart<"scatter", ScatterPoint[]>(canvas, {
      type: "scatter",
      data: { datasets: [] },
      options: commonOptions,
      plugins: [plugin],
    });
  }

  get canvas(): HTMLCanvasElement {
    return this.#chart.canvas;
  }

  show(scatter: Scatter, palette: Palette): void {
    this.#scatter = scatter;
    this.#palette = palette;
    const chart = this.#chart;
    // The first dataset is drawn last, over the others.
    chart.data.datasets = [dataset(scatter.own, palette, true), dataset(scatter.others, palette, false)];
    const setOptions = (): void => {
      chart.options = {
        ...(commonOptions as object),
        layout: { padding: { top: 4, right: 8 } },
        scales: {
          x: axis(scatter.x, palette, chart.width),
          y: axis(scatter.y, palette, chart.height),
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

  /** Left of √ε a tint and a dashed line; dotted curves of equal effective scale, named at the upper edge. */
  #drawScales({ ctx, chartArea, scales }: Chart): void {
    const [scatter, palette] = [this.#scatter, this.#palette];
    if (scatter === null || palette === null) return;
    const { left, right, top, bottom } = chartArea;
    const { x, y, eps } = scatter;
    ctx.save();
    ctx.font = `${axisFontSize}px ${palette.fontFamily}`;
    ctx.fillStyle = css(palette.dimText);
    ctx.textBaseline = "top";
    ctx.fillText("|γ|", Math.max(2, left - 30), top);
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    ctx.fillText(t("running σ"), right - 2, bottom - 3);
    ctx.beginPath();
    ctx.rect(left, top, right - left, bottom - top);
    ctx.clip();
    const root = eps === null || eps === 0 ? null : Math.log10(eps) / 2;
    if (root !== null && root > x.min) {
      const at = scales["x"].getPixelForValue(Math.min(root, x.max));
      ctx.fillStyle = css(withAlpha(palette.text, palette.highContrast ? 0.15 : 0.05));
      ctx.fillRect(left, top, at - left, bottom - top);
      ctx.strokeStyle = css(palette.text);
      ctx.setLineDash([4, 3]);
      line(ctx, [at, top], [at, bottom]);
      ctx.fillStyle = css(palette.text);
      const label = `√ε = ${formatSignificant(10 ** root, 2)}`;
      const fits = at + ctx.measureText(label).width + 6 < right;
      ctx.textAlign = fits ? "left" : "right";
      ctx.fillText(label, fits ? at + 4 : at - 4, bottom - 3);
    }
    ctx.setLineDash([1, 4]);
    ctx.strokeStyle = css(withAlpha(palette.text, palette.highContrast ? 0.9 : 0.6));
    ctx.fillStyle = css(palette.dimText);
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    for (let power = -4; power <= 6; power++) {
      const height = (at: number): number => power + Math.log10(10 ** (2 * at) + (eps ?? 0)) / 2;
      if (height(x.max) < y.min || height(x.min) > y.max) continue;
      ctx.beginPath();
      for (let step = 0; step <= 120; step++) {
        const at = x.min + ((x.max - x.min) * step) / 120;
        ctx.lineTo(scales["x"].getPixelForValue(at), scales["y"].getPixelForValue(height(at)));
      }
      ctx.stroke();
      // Where the curve leaves through the upper edge.
      const name = scales["x"].getPixelForValue(
        Math.sqrt(Math.max(10 ** (2 * (y.max - power)) - (eps ?? 0), 0)) === 0
          ? NaN
          : Math.log10(Math.sqrt(Math.max(10 ** (2 * (y.max - power)) - (eps ?? 0), 0))),
      );
      if (name > left + 20 && name < right - 12) ctx.fillText(`${formatPower(power)}×`, name - 16, top + 2);
    }
    ctx.restore();
  }
}

function line(context: CanvasRenderingContext2D, from: readonly [number, number], to: readonly [number, number]): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

function dataset(
  points: readonly ScatterPoint[],
  palette: Palette,
  isOwn: boolean,
): ChartDataset<"scatter", ScatterPoint[]> {
  const color = isOwn ? palette.output : palette.text;
  const isMany = points.length > 500;
  const fill = css(withAlpha(color, isOwn ? (isMany ? 0.45 : 0.75) : palette.highContrast ? 0.8 : 0.28));
  return {
    data: [...points],
    pointRadius: isOwn && !isMany ? 4 : 2.25,
    pointBorderWidth: isOwn ? 1.25 : 0,
    pointBorderColor: css(isOwn && isMany ? withAlpha(color, 0.5) : color),
    pointBackgroundColor: ({ dataIndex }) =>
      isOwn && points[dataIndex]?.isNegative ? css(withAlpha(palette.background, 0.8)) : fill,
  };
}

/** A linear axis over logarithms, with a tick at each power of ten that has room. */
function axis({ min, max }: Domain, palette: Palette, pixels: number): ScaleOptions<"linear"> {
  const common = numberAxis(palette, { skipPadding: 4 });
  const step = Math.max(1, Math.ceil(((max - min) * tickRoom) / Math.max(pixels, 1)));
  return {
    ...common,
    min,
    max,
    grid: { display: true, drawTicks: false, color: css(palette.grid) },
    afterBuildTicks: (scale) => {
      const first = Math.ceil(min / step) * step;
      scale.ticks = Array.from({ length: Math.max(0, Math.floor((max - first) / step) + 1) }, (_, k) => ({
        value: first + k * step,
      }));
    },
    ticks: { ...common.ticks, autoSkip: false, callback: (value) => formatPower(Number(value)) },
  };
}
