import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { formatCount, formatMeasured, formatParameter } from "../../../../../src/shared/text/numbers.ts";
import { sampledRows, type HeatMap } from "../../../../../src/shared/report/report.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import {
  afterRange,
  drawHeatMap,
  heatMapPixels,
  shade,
  shadeEnds,
  type ShadeRange,
} from "../../../charts/heatMapImage.ts";
import { css as cssColor } from "../../../../charts/palette.ts";
import { PaletteController } from "../../../../charts/paletteController.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { hasOwnAxes } from "../../../list/ownAxes.ts";
import { namedRowHeight, pairStyles, rowNames } from "./pair.ts";

/** Pixels that are asked for: as many columns as a wide window shows, as many rows as can be told apart. */
const mostColumns = 1200;
const mostRows = 256;
const legendSteps = 5;

/** Samples × features before and after, as two heat maps: every value at a glance. */
export class HeatMaps extends LitElement {
  static override properties = {
    store: { attribute: false },
    map: { state: true },
    pointed: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    pairStyles,
    css`
      .picture canvas {
        width: 100%;
        height: 100%;
        outline: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .legend {
        display: inline-flex;
        width: 56px;
        height: 9px;
        outline: 1px solid var(--vscode-contrastBorder, transparent);
      }
      .legend canvas {
        width: 100%;
        height: 100%;
      }
    `,
  ];

  declare store: ReportStore;
  declare map: HeatMap | null;
  /** Pixel under the pointer. */
  declare pointed: { readonly column: number; readonly row: number } | null;
  readonly #theme = new PaletteController(this);
  #asked: unknown = null;
  readonly #resized = new ResizeObserver(() => {
    this.#draw();
  });

  constructor() {
    super();
    this.map = null;
    this.pointed = null;
    // Not while γ or β is dragged: every pixel would be drawn again for every frame.
    new StoreController(this, ["snapshot", "view", "released"]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override willUpdate(): void {
    const { snapshot } = this.store;
    if (snapshot !== null && this.#asked !== snapshot) {
      this.#asked = snapshot;
      void this.#fetch();
    }
  }

  async #fetch(): Promise<void> {
    const asked = this.#asked;
    let found: HeatMap | null;
    try {
      found = await this.store.host.request("features/heatMap", { width: mostColumns, height: mostRows });
    } catch {
      // The page does without this picture: the values are in the Values tab. The host has logged why.
      found = null;
    }
    if (asked === this.#asked) {
      this.map = found;
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    const { map } = this;
    if (snapshot === null || map === null || map.width === 0 || map.height === 0) {
      return nothing;
    }
    return html`<section aria-labelledby="heat-title">
      <div class="section-head">
        <h3 id="heat-title">${t("Samples × features")}</h3>
        <span class="caption ellipsis" id="heat-caption">${this.#caption(map)}</span>
      </div>
      <div class="pair named">${this.#picture("before", map)} ${this.#picture("after", map)}</div>
    </section>`;
  }

  protected override updated(): void {
    this.#draw();
  }

  #picture(which: "before" | "after", map: HeatMap): TemplateResult {
    const { min, max } = this.#range(which);
    const own = which === "before" && this.#hasOwnScales;
    const height = map.height <= 12 ? map.height * namedRowHeight : Math.max(150, Math.min(map.height * 5, 320));
    const names = this.store.snapshot?.features.names ?? [];
    const rows = Array.from({ length: map.height }, (_, row) => names[this.#featureOf(row, map.height)] ?? "");
    const title = which === "before" ? t("Before") : t("After");
    const label =
      which === "before"
        ? t(
            "Heat map of the values before: {0} features as rows, from {1} to {2}",
            map.height,
            format(min),
            format(max),
          )
        : t("Heat map of the values after: {0} features as rows, all within the same range", map.height);
    return html`<div class="block named ${which === "after" ? "second" : ""}">
      <div class="head">
        ${title}
        <span class="scale" aria-hidden="true"
          >${own ? t("row min") : format(min)}<span class="legend"><canvas class="legend-${which}"></canvas></span
          >${own ? t("row max") : format(max)}</span
        >
      </div>
      ${rowNames(rows, height / map.height)}
      <div class="picture" .style=${`height: ${height}px`}>
        <canvas
          class=${which}
          role="img"
          aria-label=${label}
          aria-describedby="heat-caption"
          @pointermove=${(event: PointerEvent) => {
            const canvas = event.currentTarget as HTMLCanvasElement;
            const column = Math.floor((event.offsetX / canvas.clientWidth) * map.width);
            const row = Math.floor((event.offsetY / canvas.clientHeight) * map.height);
            this.pointed = column >= 0 && column < map.width && row >= 0 && row < map.height ? { column, row } : null;
          }}
          @pointerleave=${() => {
            this.pointed = null;
          }}
        ></canvas>
      </div>
    </div>`;
  }

  #draw(): void {
    const { map } = this;
    const before = this.renderRoot.querySelector<HTMLCanvasElement>("canvas.before");
    const after = this.renderRoot.querySelector<HTMLCanvasElement>("canvas.after");
    if (map === null || before === null || after === null) {
      return;
    }
    const { palette } = this.#theme;
    const size = [map.width, map.height] as const;
    const input = shadeEnds(palette, "input");
    const output = shadeEnds(palette, "output");
    const common = this.#range("before");
    const ranges = this.#hasOwnScales ? rowRanges(map.before, map.width) : null;
    const rangeOf = (row: number): ShadeRange => ranges?.[row] ?? common;
    drawHeatMap(before, heatMapPixels(map.before, map.width, rangeOf, input), size);
    drawHeatMap(
      after,
      heatMapPixels(this.#outputs(map), map.width, () => afterRange, output),
      size,
    );
    for (const [which, ends] of Object.entries({ before: input, after: output })) {
      const legend = this.renderRoot.querySelector<HTMLCanvasElement>(`canvas.legend-${which}`);
      const context = legend?.getContext("2d");
      if (legend && context) {
        legend.width = legendSteps;
        legend.height = 1;
        for (let step = 0; step < legendSteps; step++) {
          context.fillStyle = cssColor(shade(step, { min: 0, max: legendSteps - 1 }, ...ends));
          context.fillRect(step, 0, 1, 1);
        }
      }
    }
  }

  /** Where one scale would leave most rows in one shade, each has its own. */
  get #hasOwnScales(): boolean {
    const { snapshot, view } = this.store;
    return snapshot !== null && hasOwnAxes(view, snapshot);
  }

  #range(which: "before" | "after"): ShadeRange {
    const { snapshot } = this.store;
    if (which === "after" || snapshot === null) {
      return afterRange;
    }
    const { min, max } = snapshot.pooled.input;
    return Number.isFinite(min) && Number.isFinite(max) ? { min, max } : finiteRange(this.map?.before ?? []);
  }

  /** y of every pixel: γ and β of the pixel's first feature on the x̂ that the host has sent. */
  #outputs({ width, height, after }: HeatMap): Float32Array {
    const { gamma, beta } = this.store.affine;
    return after.map((normalized, i) => {
      const feature = this.#featureOf(Math.floor(i / width), height);
      return gamma[feature] * normalized + beta[feature];
    });
  }

  /** What a cell shows where several values fall on it. */
  #cellSentence({ width, height }: HeatMap): string[] {
    const count = this.store.snapshot?.features.count.reduce((sum, each) => sum + each, 0) ?? 0;
    const perCell = count / (width * height);
    return perCell > 1.5 ? [t("each cell is the mean of about {0} values", formatCount(Math.round(perCell)))] : [];
  }

  #featureOf(row: number, numRows: number): number {
    return Math.ceil((row * this.store.affine.gamma.length) / numRows);
  }

  #caption(map: HeatMap): string {
    const { snapshot } = this.store;
    const { pointed } = this;
    const all = snapshot?.source.sampleCount ?? 0;
    const picked = snapshot === null ? null : sampledRows(snapshot.source);
    const samples = picked ?? all;
    if (snapshot === null || pointed === null) {
      if (picked !== null) {
        return t("{0} of {1} samples, picked by chance, in file order", formatCount(picked), formatCount(all));
      }
      const columns =
        map.width >= samples
          ? t("one column per sample, in file order")
          : t("{0} samples in {1} columns, in file order", formatCount(samples), formatCount(map.width));
      return [columns, ...this.#cellSentence(map)].join("; ");
    }
    const feature = this.#featureOf(pointed.row, map.height);
    const at = pointed.row * map.width + pointed.column;
    const row = Math.floor((pointed.column * samples) / map.width) + 1;
    const { gamma, beta } = this.store.affine;
    const output = gamma[feature] * map.after[at] + beta[feature];
    const name = snapshot.features.names[feature];
    return t("row {0}, {1}: {2} → {3}", formatCount(row), name, formatMeasured(map.before[at]), formatMeasured(output));
  }
}

/** The ends of each row by itself. */
function rowRanges(values: Float32Array, width: number): ShadeRange[] {
  return Array.from({ length: values.length / width }, (_, row) =>
    finiteRange(values.subarray(row * width, (row + 1) * width)),
  );
}

/** Ends of the values that are finite; the others take the colours of the ends. */
function finiteRange(values: ArrayLike<number>): ShadeRange {
  let [min, max] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) {
      min = Math.min(min, values[i]);
      max = Math.max(max, values[i]);
    }
  }
  // The map is in float32, which has seven digits: more would be its rounding, 999999995904 for 1e12.
  return { min: Number(min.toPrecision(7)), max: Number(max.toPrecision(7)) };
}

function format(value: number): string {
  return Number.isInteger(value * 10) ? formatParameter(value) : formatMeasured(value);
}

customElements.define("bn-heat-maps", HeatMaps);
