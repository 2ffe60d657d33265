import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { formatCount, formatMeasured, formatVariance, zeroIfRounding } from "../../../../../src/shared/text/numbers.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { MomentsChart } from "../../../charts/momentsChart.ts";
import { momentsRows, type MomentsRow, mostRows } from "../../../charts/momentsModel.ts";
import { PaletteController } from "../../../../charts/paletteController.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles, swatchStyles } from "../../../styles/detailStyles.ts";
import { namedRowHeight, pairStyles, rowNames } from "./pair.ts";

/** μ ± σ of every feature, before and after: the feature list in one picture. */
export class Moments extends LitElement {
  static override properties = { store: { attribute: false }, pointed: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    swatchStyles,
    pairStyles,
    css`
      .picture canvas {
        cursor: pointer;
      }
    `,
  ];

  declare store: ReportStore;
  /** Row under the pointer. */
  declare pointed: number | null;
  #charts: { before: MomentsChart; after: MomentsChart } | null = null;
  readonly #theme = new PaletteController(this);
  #rows: readonly MomentsRow[] = [];

  constructor() {
    super();
    this.pointed = null;
    new StoreController(this, ["snapshot", "affine"]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#charts?.before.destroy();
    this.#charts?.after.destroy();
    this.#charts = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, affine } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    this.#rows = momentsRows(snapshot, affine.gamma, affine.beta);
    return html`<section aria-labelledby="moments-title">
      <div class="section-head">
        <h3 id="moments-title">${t("Mean and standard deviation of each feature")}</h3>
        <span class="caption ellipsis" id="moments-caption">${this.#caption()}</span>
      </div>
      <div class="pair named">${this.#picture("before")} ${this.#picture("after")}</div>
    </section>`;
  }

  protected override updated(): void {
    const [before, after] = this.renderRoot.querySelectorAll("canvas");
    if (this.#rows.length === 0) {
      return;
    }
    this.#charts ??= { before: new MomentsChart(before), after: new MomentsChart(after) };
    const { palette } = this.#theme;
    this.#charts.before.show(
      this.#rows.map((row) => row.before),
      "input",
      palette,
    );
    this.#charts.after.show(
      this.#rows.map((row) => row.after),
      "output",
      palette,
    );
  }

  #picture(which: "before" | "after"): TemplateResult {
    const rowHeight = this.#rows.length <= 12 ? namedRowHeight : Math.max(2.5, 190 / this.#rows.length);
    const height = Math.round(this.#rows.length * rowHeight) + 22;
    const series = which === "before" ? "input" : "output";
    const names = this.#rows.map(({ first }) => this.store.snapshot?.features.names[first] ?? "");
    return html`<div class="block named ${which === "after" ? "second" : ""}">
      <div class="head"><span class="swatch ${series}"></span>${which === "before" ? t("Before") : t("After")}</div>
      ${rowNames(names, rowHeight)}
      <div class="picture" .style=${`height: ${height}px`}>
        <canvas
          role="img"
          aria-label=${this.#label(which)}
          aria-describedby="moments-caption"
          @pointermove=${(event: PointerEvent) => {
            this.pointed = this.#charts?.[which].rowAt(event.offsetY) ?? null;
          }}
          @pointerleave=${() => {
            this.pointed = null;
          }}
          @click=${() => {
            if (this.pointed !== null) this.store.select(this.#rows[this.pointed].first);
          }}
        ></canvas>
      </div>
    </div>`;
  }

  #label(which: "before" | "after"): string {
    const brackets = this.#rows.map((row) => row[which]);
    const means = brackets.map(({ mean }) => mean);
    const [low, high] = [Math.min(...means), Math.max(...means)].map((mean) => formatMeasured(zeroIfRounding(mean)));
    const deviations = brackets.map((it) => (it.high - it.low) / 2);
    const [narrow, wide] = [Math.min(...deviations), Math.max(...deviations)].map((it) => formatMeasured(it));
    const values = [low, high, narrow, wide];
    return which === "before"
      ? t(
          "Before: means from {0} to {1}, standard deviations from {2} to {3}; the feature list has the numbers",
          ...values,
        )
      : t(
          "After: means from {0} to {1}, standard deviations from {2} to {3}; the feature list has the numbers",
          ...values,
        );
  }

  #caption(): string {
    const { snapshot, affine } = this.store;
    if (snapshot === null) {
      return "";
    }
    const { features } = snapshot;
    const row = this.pointed === null ? undefined : (this.#rows[this.pointed] as MomentsRow | undefined);
    if (row === undefined) {
      return features.names.length > mostRows
        ? t("each row stands for about {0} features", formatCount(Math.round(features.names.length / mostRows)))
        : t("μ ± σ, in file order");
    }
    const c = row.first;
    if (row.count > 1) {
      return t("{0} to {1}", features.names[c], features.names[c + row.count - 1]);
    }
    const after = [
      zeroIfRounding(affine.gamma[c] * features.normalizedMean[c] + affine.beta[c]),
      affine.gamma[c] ** 2 * features.normalizedVariance[c],
    ];
    return t(
      "{0}: μ {1}, σ² {2} → μ {3}, σ² {4}",
      features.names[c],
      formatMeasured(features.mean[c]),
      formatVariance(features.variance[c]),
      formatMeasured(after[0]),
      formatVariance(after[1]),
    );
  }
}

customElements.define("bn-moments", Moments);
