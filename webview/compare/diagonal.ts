import type { ChartDataset, Plugin, ScaleOptions } from "chart.js";
import { css as sheet, html, LitElement } from "lit";
import { formatSignificant } from "../../src/shared/text/numbers.ts";
import { Chart, commonOptions, numberAxis } from "../charts/chartSetup.ts";
import { css, type Palette, withAlpha } from "../charts/palette.ts";
import { PaletteController } from "../charts/paletteController.ts";
import { sharedStyles } from "../common/styles.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A across, B upwards, one dot a channel; on the dashed line nothing changed. σ is on log axes. */
export class Diagonal extends LitElement {
  static override properties = {
    a: { attribute: false },
    b: { attribute: false },
    heading: {},
    series: {},
    log: { type: Boolean },
  };
  static override styles = [
    ...sharedStyles,
    sheet`
      .chart {
        position: relative;
        aspect-ratio: 1;
        max-height: 220px;
        width: 100%;
      }
    `,
  ];

  declare a: Float64Array;
  declare b: Float64Array;
  declare heading: string;
  declare series: "output" | "input";
  declare log: boolean;
  readonly #theme = new PaletteController(this);
  #chart: Chart<"scatter", Point[]> | null = null;

  constructor() {
    super();
    this.log = false;
    this.series = "output";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render() {
    return html`<div class="axis">${this.heading}</div>
      <div class="chart"><canvas role="img" aria-label=${`${this.heading}: A, B`}></canvas></div>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null) return;
    const { palette } = this.#theme;
    this.#chart ??= new Chart<"scatter", Point[]>(canvas, {
      type: "scatter",
      data: { datasets: [] },
      options: commonOptions,
      plugins: [diagonal(() => this.#theme.palette)],
    });
    const at = (value: number): number => (this.log ? Math.log10(value) : value);
    const points = Array.from(this.a, (value, c): Point => ({ x: at(value), y: at(this.b[c]) })).filter(
      ({ x, y }) => Number.isFinite(x) && Number.isFinite(y),
    );
    const values = points.flatMap(({ x, y }) => [x, y]);
    const [low, high] = values.reduce(
      ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
      [Infinity, -Infinity],
    );
    const room = (high - low) * 0.08 || 0.5;
    const range = values.length === 0 ? { min: 0, max: 1 } : { min: low - room, max: high + room };
    this.#chart.data.datasets = [dataset(points, palette, this.series)];
    this.#chart.options = {
      ...(commonOptions as object),
      scales: { x: axis(range, palette, this.log), y: axis(range, palette, this.log) },
    };
    this.#chart.update("none");
  }
}

function dataset(data: Point[], palette: Palette, role: "output" | "input"): ChartDataset<"scatter", Point[]> {
  const color = css(withAlpha(palette[role], data.length > 300 ? 0.4 : 0.75));
  return { data, pointRadius: data.length > 300 ? 2 : 3, pointBorderWidth: 0, pointBackgroundColor: color };
}

function axis(range: { min: number; max: number }, palette: Palette, isLog: boolean): ScaleOptions<"linear"> {
  const common = numberAxis(palette, { skipPadding: 14 });
  return {
    ...common,
    ...range,
    ticks: {
      ...common.ticks,
      maxTicksLimit: 4,
      ...(isLog && { callback: (value) => formatSignificant(10 ** Number(value), 2) }),
    },
  };
}

/** The dashed line on which A and B are the same. */
function diagonal(palette: () => Palette): Plugin<"scatter"> {
  return {
    id: "diagonal",
    beforeDatasetsDraw: ({ ctx, chartArea: { left, right, top, bottom } }) => {
      ctx.save();
      ctx.setLineDash([3, 4]);
      ctx.strokeStyle = css(palette().reference);
      ctx.beginPath();
      ctx.moveTo(left, bottom);
      ctx.lineTo(right, top);
      ctx.stroke();
      ctx.restore();
    },
  };
}

customElements.define("bn-diagonal", Diagonal);
