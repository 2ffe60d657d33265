import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { formatCopy, formatCount } from "../../../../src/shared/numbers.ts";
import { hover } from "../../../common/hover.ts";
import type { FieldCheck } from "../../../common/numberField.ts";
import "../../../common/numberField.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../requests.ts";
import type { ReportStore } from "../../store.ts";
import { StoreController } from "../../storeController.ts";
import { sectionStyles, swatchStyles } from "../detailStyles.ts";
import { mathText } from "../mathText.ts";
import { type ExplainStep, explainSteps } from "../model/explainModel.ts";
import { parseNumber } from "../../../common/numberText.ts";
import type { ChosenValue } from "./chosenValue.ts";

/** Explain this value: one value's way through the layer, step by step, with its numbers put in. */
export class ExplainValue extends LitElement {
  static override properties = { store: { attribute: false }, chosen: { attribute: false, hasChanged: () => true } };
  static override styles = [
    ...sharedStyles,
    swatchStyles,
    sectionStyles,
    css`
      .where {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      bn-number-field {
        width: 64px;
      }
      dl {
        display: grid;
        grid-template-columns: max-content max-content minmax(0, max-content) minmax(96px, 1fr);
        gap: 6px 24px;
        margin: 8px 0 0;
        font-variant-numeric: tabular-nums;
      }
      .step {
        display: contents;
      }
      .step > * {
        margin: 0;
        overflow-wrap: anywhere;
      }
      dt,
      .formula {
        color: var(--vscode-descriptionForeground);
      }
      .result {
        display: flex;
        align-items: center;
        gap: 6px;
        font-weight: 600;
        white-space: nowrap;
      }
      .swatch.none {
        border-color: transparent;
      }
      @container detail (max-width: 619px) {
        dl {
          grid-template-columns: minmax(0, 1fr) max-content;
          gap: 0 12px;
        }
        dt {
          display: none;
        }
        .formula {
          grid-column: 1 / -1;
          margin-top: 6px;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare chosen: ChosenValue;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view, affine } = this.store;
    const { value, index } = this.chosen;
    if (snapshot === null || view.selected < 0) {
      return nothing;
    }
    const feature = view.selected;
    const name = snapshot.features.names[feature];
    const gamma = affine.gamma[feature];
    const beta = affine.beta[feature];
    const place = t("row {0} of {1}", index + 1, name);
    return html`<section aria-labelledby="explain-title">
      <div class="section-head">
        <h3 id="explain-title">${t("Explain this value")}</h3>
        <div class="where">
          <span class="secondary" aria-hidden="true">${t("Row")}</span>
          <bn-number-field
            label=${t("Row")}
            text=${String(index + 1)}
            .check=${(text: string) => checkRow(text, this.chosen.count)}
            @input-value=${(event: CustomEvent<number>) => {
              this.chosen.choose(event.detail - 1);
            }}
          ></bn-number-field>
          ${this.#line()}
        </div>
      </div>
      ${
        value === null
          ? this.#missing()
          : html`<dl>
              ${explainSteps(snapshot, feature, value.x, gamma, beta, place).map((step) => this.#step(step))}
            </dl>`
      }
    </section>`;
  }

  #missing(): TemplateResult | typeof nothing {
    return this.chosen.error === null ? nothing : html`<p class="error" role="alert">${this.chosen.error}</p>`;
  }

  #line(): TemplateResult | typeof nothing {
    const { value, index } = this.chosen;
    if (value === null || value.line === 0) {
      return nothing;
    }
    const linked = this.store.live !== "closed";
    return linked
      ? html`<button
          class="link"
          title=${t("Show this value in the editor")}
          @click=${() => {
            const target = { kind: "value", feature: this.store.view.selected, index } as const;
            this.store.host.request("source/reveal", target).catch(ignore);
          }}
        >
          ${t("line {0}", value.line)}
        </button>`
      : html`<span class="secondary">${t("line {0}", value.line)}</span>`;
  }

  #step({ what, formula, calculation, series, symbol, result, value }: ExplainStep): TemplateResult {
    return html`<div class="step">
      <dt>${what}</dt>
      <dd class="formula">${mathText(formula)}</dd>
      <dd>${mathText(calculation)}</dd>
      <dd class="result" ${hover(() => ({ text: what, exact: formatCopy(value) }))}>
        <span class="swatch ${series ?? "none"}"></span
        ><span data-step=${symbol === "" ? "centered" : symbol}
          >${symbol === "" ? "" : mathText(`${symbol} `)}= ${result}</span
        >
      </dd>
    </div>`;
  }
}

/** A whole number from 1 to the number of values. */
function checkRow(text: string, count: number): FieldCheck {
  const row = parseNumber(text);
  return row !== null && Number.isInteger(row) && row >= 1 && row <= count
    ? { value: row }
    : { error: t("row must be a whole number from 1 to {0}, got {1}", formatCount(count), text) };
}

customElements.define("bn-explain", ExplainValue);
