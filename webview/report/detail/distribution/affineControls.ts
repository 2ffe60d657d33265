import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { formatMeasured, formatParameter, formatShortParameter } from "../../../../src/shared/text/numbers.ts";
import { hover } from "../../../common/controls/hover.ts";
import { icon } from "../../../common/icons.ts";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { rangeStyles } from "../../styles/rangeStyles.ts";
import {
  AffineGesture,
  affineLimits,
  type AffineName,
  affineValue,
  appliesToAll,
  keyedValue,
  snap,
} from "../parts/affineInput.ts";
import { normalizedSpread } from "../../charts/distributionSource.ts";
import type { FieldCheck, NumberField } from "../../../common/controls/numberField.ts";
import "../../../common/controls/numberField.ts";
import { parseNumber } from "../../../common/numberText.ts";

/** The rows of γ and β: slider, number field, reset. For all features at once where the selection or Alt says so. */
export class AffineControls extends LitElement {
  static override properties = { store: { attribute: false }, errors: { state: true } };
  static override styles = [
    ...sharedStyles,
    rangeStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .rows {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 4px 24px;
      }
      .row {
        display: grid;
        grid-template-columns: auto minmax(60px, 1fr) 72px 22px;
        align-items: center;
        gap: 4px 8px;
        min-height: 28px;
      }
      .row .label {
        white-space: nowrap;
      }
      @container (max-width: 520px) {
        .rows {
          grid-template-columns: 1fr;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare errors: Partial<Record<AffineName, string>>;
  readonly #gestures = new Map<AffineName, AffineGesture>();
  #withAlt = false;

  constructor() {
    super();
    this.errors = {};
    new StoreController(this, ["snapshot", "view", "affine", "released"]);
  }

  /** Puts the cursor into γ's field. */
  async focusGamma(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<NumberField>("#gamma-field")?.focus();
  }

  override render(): TemplateResult | typeof nothing {
    return this.store.snapshot === null
      ? nothing
      : html`<div class="rows">${this.#row("gamma", t("γ scale"))} ${this.#row("beta", t("β shift"))}</div>`;
  }

  #row(name: AffineName, label: string): TemplateResult {
    const value = affineValue(this.store, name);
    const mixed = Number.isNaN(value);
    const { min, max, neutral } = affineLimits[name];
    const shown = mixed ? neutral : value;
    return html`<div class="row" @keydown=${this.#noteAlt} @pointerdown=${this.#noteAlt} @pointermove=${this.#noteAlt}>
      <span class="label" ${hover(() => ({ text: this.#explain(name, value) }))}>${label}</span>
      <input
        type="range"
        aria-label=${this.#sliderLabel(name)}
        aria-valuetext=${mixed ? t("different values") : this.#valueText(name, value)}
        min=${Math.min(min, shown)}
        max=${Math.max(max, shown)}
        step="any"
        .value=${live(String(shown))}
        @input=${(event: Event) => {
          this.#move(name, snap((event.target as HTMLInputElement).valueAsNumber, 0.01));
        }}
        @change=${() => this.#release(name)}
        @keydown=${(event: KeyboardEvent) => {
          this.#onSliderKey(event, name, value);
        }}
        @keyup=${() => this.#release(name)}
      />
      <bn-number-field
        id=${`${name}-field`}
        label=${this.#sliderLabel(name)}
        text=${mixed ? "" : formatShortParameter(value)}
        placeholder=${t("mixed")}
        error=${this.errors[name] ?? ""}
        .check=${(text: string) => checkAffine(name, text)}
        @input-value=${(event: CustomEvent<number>) => {
          this.#move(name, event.detail);
        }}
        @change-value=${() => this.#release(name)}
      ></bn-number-field>
      <button
        class="icon-button"
        aria-label=${name === "gamma" ? t("Reset γ to 1") : t("Reset β to 0")}
        ?disabled=${value === neutral}
        @click=${() => {
          this.#move(name, neutral);
          void this.#release(name);
        }}
      >
        ${icon("discard")}
      </button>
    </div>`;
  }

  #sliderLabel(name: AffineName): string {
    const all = this.store.view.selected < 0 || appliesToAll(this.store);
    if (name === "gamma") {
      return all ? t("γ scale of all features") : t("γ scale");
    }
    return all ? t("β shift of all features") : t("β shift");
  }

  #valueText(name: AffineName, value: number): string {
    return name === "gamma" ? `gamma ${formatParameter(value)}` : `beta ${formatParameter(value)}`;
  }

  #explain(name: AffineName, value: number): string {
    const { snapshot, view } = this.store;
    if (snapshot === null || Number.isNaN(value)) {
      return name === "gamma" ? t("Scale, learned in training.") : t("Shift, learned in training.");
    }
    const normalized = normalizedSpread(snapshot, view.selected);
    if (name === "gamma") {
      const deviation = formatMeasured(Math.abs(value) * normalized.deviation, 4);
      return t("Scale, learned in training. The output's standard deviation becomes {0}.", deviation);
    }
    const gamma = affineValue(this.store, "gamma");
    const mean = formatMeasured((Number.isNaN(gamma) ? 0 : gamma * normalized.mean) + value, 4);
    return t("Shift, learned in training. The output's mean becomes {0}. Not the optimizer's beta.", mean);
  }

  #gesture(name: AffineName): AffineGesture {
    const gesture = this.#gestures.get(name) ?? new AffineGesture(this.store, name);
    this.#gestures.set(name, gesture);
    return gesture;
  }

  readonly #noteAlt = (event: PointerEvent | KeyboardEvent): void => {
    this.#withAlt = event instanceof PointerEvent && event.altKey;
  };

  #move(name: AffineName, value: number): void {
    this.#setError(name, undefined);
    this.#gesture(name).move(value, this.#withAlt);
  }

  async #release(name: AffineName): Promise<void> {
    try {
      await this.#gesture(name).release();
    } catch (error) {
      this.#setError(name, error instanceof Error ? error.message : String(error));
    }
  }

  #onSliderKey(event: KeyboardEvent, name: AffineName, value: number): void {
    const next = keyedValue(event, name, value);
    if (next !== null) {
      event.preventDefault();
      this.#move(name, next);
    } else if (event.key === "Escape") {
      void this.#gesture(name).cancel();
    }
  }

  #setError(name: AffineName, message: string | undefined): void {
    if (this.errors[name] !== message) {
      this.errors = { ...this.errors, [name]: message };
    }
  }
}

/** Any number will do. */
function checkAffine(name: AffineName, text: string): FieldCheck {
  const value = parseNumber(text);
  const symbol = name === "gamma" ? "γ" : "β";
  return value === null ? { error: t("{0} must be a number, got {1}", symbol, text) } : { value };
}

customElements.define("bn-affine", AffineControls);
