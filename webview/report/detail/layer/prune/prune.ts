import { t } from "@vscode/l10n";
import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { planPruning, type PruneChannel, type PrunePlan } from "../../../../../src/shared/layer/pruneChannels.ts";
import { formatMeasured, formatShare } from "../../../../../src/shared/text/numbers.ts";
import { icon } from "../../../../common/icons.ts";
import "../../../../common/controls/numberField.ts";
import { editableNumber, parseNumber, type FieldCheck } from "../../../../common/numberText.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { constantText, keptAsTorchCode, pruneCsv, prunePlot, pruneSentence } from "./pruneModel.ts";
import { firstRows, showAllButton } from "../../parts/moreRows.ts";
import { chartMenu, plotFigures } from "../../parts/chartMenu.ts";
import "../../parts/plotElement.ts";
import { rangeStyles } from "../../../styles/rangeStyles.ts";
import { partStyles } from "../partStyles.ts";

const detailKey = "pruneThreshold";
/** Up to here a channel is as good as off: where the doctor begins to speak of it. */
const defaultThreshold = 0.001;
/** Steps of the slider between 0 and the largest |γ|. */
const sliderSteps = 200;

/** The channels ranked by |γ|, and what is lost without those under a threshold. */
export class Prune extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    partStyles,
    rangeStyles,
    css`
      .threshold {
        display: flex;
        align-items: center;
        gap: 8px;
        flex-wrap: wrap;
      }
      .threshold input {
        flex: 1;
        min-width: 100px;
        max-width: 420px;
      }
      .sentence {
        margin: 8px 0;
      }
      .warning {
        display: flex;
        gap: 6px;
        margin: 8px 0;
      }
      .warning .icon {
        color: var(--vscode-problemsWarningIcon-foreground, inherit);
      }
      .copy {
        margin-top: 8px;
      }
      tr.pruned > * {
        color: var(--vscode-descriptionForeground);
      }
      tbody tr {
        cursor: pointer;
      }
      @container detail (max-width: 459px) {
        .share {
          display: none;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare all: boolean;

  constructor() {
    super();
    this.all = false;
    new StoreController(this, ["snapshot", "affine", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const threshold = thresholdOf(this.store);
    const plan = prunePlan(this.store);
    const { names } = snapshot.features;
    const sentence = pruneSentence(plan, names);
    const rows = firstRows(plan.channels, this.all);
    return html`${this.#threshold(threshold, plan)}
      <p class="sentence" role="status">${sentence}</p>
      ${
        plan.keepsNone
          ? html`<p class="warning" role="alert">
              ${icon("warning")}<span
                >${t("No channel is left: nothing would reach the next layer. Lower the threshold, or leave out the whole layer.")}</span
              >
            </p>`
          : nothing
      }
      <bn-plot
        heading=${t("|γ| of every channel")}
        caption=${t("filled: stays; hollow: goes")}
        label=${t("{0} The table has the numbers", sentence)}
        .plot=${prunePlot(plan, threshold)}
      ></bn-plot>
      <table>
        <caption class="sr">
          ${t("Channels by size of γ")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Channel")}</th>
            <th scope="col">|γ|</th>
            <th scope="col" class="share">${t("share of variance")}</th>
            <th scope="col">${t("without it, the next layer gets")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#row(row, channelLabel(names, row.channel)))}
        </tbody>
      </table>
      ${showAllButton(rows.length, plan.channels.length, () => {
        this.all = true;
      })}
      <p class="copy">
        <button
          class="link"
          @click=${() => {
            this.store.host.request("clipboard/write", { text: keptAsTorchCode(plan) }).catch(ignore);
          }}
        >
          ${t("Copy Kept Channels as PyTorch Code")}
        </button>
      </p>`;
  }

  #threshold(threshold: number, plan: PrunePlan): TemplateResult {
    const largest = plan.channels.reduce((most, { magnitude }) => (magnitude > most ? magnitude : most), 0);
    const max = Math.max(largest, threshold) || 1;
    const label = t("Threshold for |γ|");
    return html`<div class="threshold">
      <span class="secondary" aria-hidden="true">${label}</span>
      <input
        type="range"
        min="0"
        max=${sliderSteps}
        aria-label=${label}
        aria-valuetext=${formatMeasured(threshold)}
        .value=${String(Math.round((threshold / max) * sliderSteps))}
        @input=${(event: Event) => {
          const step = (event.target as HTMLInputElement).valueAsNumber;
          // At its end the slider takes the largest itself: a rounded one could leave that channel.
          this.#set(step === sliderSteps ? max : Number(((max * step) / sliderSteps).toPrecision(4)));
        }}
      />
      <bn-number-field
        label=${label}
        text=${editableNumber(threshold)}
        .check=${check}
        @input-value=${(event: CustomEvent<number>) => {
          this.#set(event.detail);
        }}
      ></bn-number-field>
      ${chartMenu({
        store: this.store,
        kind: "channels",
        figures: () => plotFigures(this.renderRoot),
        csv: () => pruneCsv(plan, this.store.snapshot?.features.names ?? []),
      })}
    </div>`;
  }

  #row({ channel, magnitude, isKept, varianceShare, constant }: PruneChannel, name: string): TemplateResult {
    return html`<tr
      class=${isKept ? "" : "pruned"}
      aria-current=${String(channel === this.store.view.selected)}
      @click=${() => {
        this.store.select(channel);
      }}
    >
      <th scope="row" class="ellipsis" title=${name}>${name}</th>
      <td>${formatMeasured(magnitude)}</td>
      <td class="share">${formatShare(varianceShare, 1)}</td>
      <td>${isKept ? t("stays") : constantText(constant)}</td>
    </tr>`;
  }

  #set(threshold: number): void {
    this.store.setDetail(detailKey, threshold);
  }
}

function check(text: string): FieldCheck {
  const value = parseNumber(text);
  return value !== null && value >= 0
    ? { value }
    : { error: t("the threshold must be 0 or greater, got {0}", text.trim() || t("nothing")) };
}

function thresholdOf({ view }: ReportStore): number {
  const saved = view.detail[detailKey];
  return typeof saved === "number" && saved >= 0 ? saved : defaultThreshold;
}

/** What the threshold that a person chose would take away. */
export function prunePlan(store: ReportStore): PrunePlan {
  const { affine, snapshot } = store;
  return planPruning(affine.gamma, affine.beta, snapshot?.features.normalizedVariance ?? [], thresholdOf(store));
}

customElements.define("bn-prune", Prune);
