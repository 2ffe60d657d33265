import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { formatMeasured } from "../../../../src/shared/text/numbers.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { AffineChart } from "../../charts/affineChart.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { sectionStyles } from "../../styles/detailStyles.ts";
import { extremeTexts, rankByGamma } from "./layerModel.ts";

/** γ and β of all features as a picture, ordered by |γ|: which channels count, and which are off. */
export class AffineOrder extends LitElement {
  static override properties = { store: { attribute: false }, pointed: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      .picture {
        position: relative;
        height: 150px;
      }
      canvas {
        cursor: pointer;
      }
      .keys {
        display: flex;
        gap: 14px;
        font-size: 12px;
      }
      .key {
        display: inline-flex;
        align-items: center;
        gap: 5px;
      }
      .dot {
        width: 8px;
        height: 8px;
        border-radius: 50%;
        background: var(--series-output);
      }
    `,
  ];

  declare store: ReportStore;
  /** Feature under the pointer. */
  declare pointed: number | null;
  #chart: AffineChart | null = null;
  #order: readonly number[] = [];
  readonly #theme = new PaletteController(this);

  constructor() {
    super();
    this.pointed = null;
    new StoreController(this, ["snapshot", "affine"]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, affine } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    this.#order = rankByGamma(affine.gamma);
    const { names } = snapshot.features;
    return html`<div class="keys">
        <span class="key"><span class="dot"></span>γ</span>
        <span class="key"><span aria-hidden="true">△</span>β</span>
      </div>
      <div class="picture">
        <canvas
          role="img"
          aria-label=${this.#label(names)}
          @pointermove=${(event: PointerEvent) => {
            const index = this.#chart?.indexAt(event.offsetX) ?? null;
            this.pointed = index === null ? null : this.#order[index];
          }}
          @pointerleave=${() => {
            this.pointed = null;
          }}
          @click=${() => {
            if (this.pointed !== null) this.store.select(this.pointed);
          }}
        ></canvas>
      </div>
      <p class="axis">${this.#caption(names)}</p>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null) {
      return;
    }
    this.#chart ??= new AffineChart(canvas);
    const { gamma, beta } = this.store.affine;
    this.#chart.show(
      this.#order.map((c) => gamma[c]),
      this.#order.map((c) => beta[c]),
      this.#theme.palette,
    );
  }

  #label(names: readonly string[]): string {
    const gamma = extremeTexts(this.store.affine.gamma, names);
    const beta = extremeTexts(this.store.affine.beta, names);
    return gamma === null || beta === null
      ? t("γ and β are not numbers")
      : t("γ from {0} ({1}) to {2} ({3}), β from {4} ({5}) to {6} ({7}); the table has the numbers", ...gamma, ...beta);
  }

  #caption(names: readonly string[]): string {
    const { gamma, beta } = this.store.affine;
    const c = this.pointed;
    return c === null
      ? t("Largest on the left. Where γ is near 0 the output is nearly constant.")
      : t("{0}: γ = {1}, β = {2}", names[c], formatMeasured(gamma[c]), formatMeasured(beta[c]));
  }
}

customElements.define("bn-affine-order", AffineOrder);
