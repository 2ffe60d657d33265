import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { FoldAnswer, FoldChoice, FoldFormat } from "../../../../../src/shared/layer/fold/fold.ts";
import type { WeightLayout } from "../../../../../src/shared/layer/fold/weightLayout.ts";
import type { FoldRequest } from "../../../../../src/shared/report/protocol.ts";
import "../../../../common/controls/numberField.ts";
import type { Segmented } from "../../../../common/controls/segmented.ts";
import "../../../../common/controls/segmented.ts";
import type { Select } from "../../../../common/controls/select.ts";
import "../../../../common/controls/select.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { HostQuestion } from "../../parts/hostQuestion.ts";
import { foldedText, foldRows, layoutText, proofText, savedChoice, sourceText } from "./foldModel.ts";
import { firstRows, showAllButton } from "../../parts/moreRows.ts";
import { shownTimes } from "../showSection.ts";
import { checkWhole } from "../../parts/wholeNumber.ts";
import { partStyles } from "../partStyles.ts";

const detailKey = "fold";

/** Batch norm folded into the weights beside it: W′ and b′, and the proof on the selected data. */
export class Fold extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true }, copied: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    partStyles,
    css`
      .formula {
        margin-bottom: 8px;
      }
      .setting {
        display: inline-flex;
        align-items: center;
        gap: 8px;
      }
      .setting bn-number-field {
        width: 64px;
      }
      @container detail (max-width: 459px) {
        .norm {
          display: none;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare all: boolean;
  declare copied: boolean;
  readonly #question = new HostQuestion(this, "layer/fold", () => this.#request());

  constructor() {
    super();
    this.all = false;
    this.copied = false;
    new StoreController(this, ["snapshot", "released", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const { answer, error } = this.#question;
    return html`<p class="formula">
        ${t("In evaluation batch norm is one multiplication and one addition per channel: W′ = γ/√(running variance + ε) · W, b′ = γ/√(running variance + ε) · (b − running mean) + β.")}
      </p>
      ${error === null ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${answer === null && error === null ? nothing : this.#controls(answer)}
      ${
        answer === null
          ? html`<p class="actions">${this.#choose(t("Fold into Preceding Layer…"))}</p>`
          : this.#result(answer, snapshot.features.names)
      }`;
  }

  /** Where the weights stand, and what their axes are. */
  #controls(answer: FoldAnswer | null): TemplateResult {
    const { place, groups } = this.#choice;
    return html`<div class="actions">
      <bn-segmented
        label=${t("Where the weights stand")}
        .segments=${[
          { value: "before", label: t("Before batch norm") },
          { value: "after", label: t("After it") },
        ]}
        .value=${place}
        @change=${(event: Event) => {
          const next = (event.currentTarget as Segmented).value === "after" ? "after" : "before";
          this.#set({ place: next, layout: null, groups: null });
        }}
      ></bn-segmented>
      ${answer === null ? nothing : this.#layouts(answer)}
      ${
        answer === null || groupsAreGiven(answer)
          ? nothing
          : html`<span class="setting"
              ><span class="secondary" aria-hidden="true">${t("groups")}</span
              ><bn-number-field
                label=${t("groups")}
                text=${String(groups ?? answer.axes.groups)}
                .check=${(text: string) => checkWhole(t("groups"), text, 1, 2 ** 16)}
                @change-value=${(event: CustomEvent<number>) => {
                  this.#set({ place, layout: answer.axes.layout, groups: event.detail });
                }}
              ></bn-number-field
            ></span>`
      }
    </div>`;
  }

  #layouts({ axes, fitting, place }: FoldAnswer): TemplateResult {
    const listed = fitting.some(({ layout }) => layout === axes.layout) ? fitting : [axes, ...fitting];
    return html`<bn-select
      label=${t("Order of the axes")}
      .value=${axes.layout}
      @change=${(event: Event) => {
        this.#set({ place, layout: (event.currentTarget as Select).value as WeightLayout, groups: null });
      }}
    >
      ${listed.map(
        (item) =>
          html`<vscode-option value=${item.layout} ?selected=${item.layout === axes.layout}
            >${layoutText(item)}</vscode-option
          >`,
      )}
    </bn-select>`;
  }

  #result(answer: FoldAnswer, names: readonly string[]): TemplateResult {
    const rows = foldRows(answer, names);
    const shown = firstRows(rows, this.all);
    const isBefore = answer.place === "before";
    return html`<p><strong>${foldedText(answer)}</strong></p>
      <p class=${answer.source === "assumed" ? "error" : ""}>${sourceText(answer)}</p>
      <p role="status">${proofText(answer)}</p>
      <p class="actions">
        ${this.#export("json", t("Save W′ and b′ as JSON…"))}
        ${this.#export("code", this.copied ? t("Copied") : codeLabel(answer))}
        ${this.#choose(t("Choose Other Weights…"))}
      </p>
      <table>
        <caption class="sr">
          ${t("Folded weights by output channel")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Channel")}</th>
            ${isBefore ? html`<th scope="col">${t("factor")}</th>` : nothing}
            <th scope="col">b</th>
            <th scope="col">b′</th>
            <th scope="col" class="norm">max |W|</th>
            <th scope="col" class="norm">max |W′|</th>
            <th scope="col" class="norm">${t("bits of int8")}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ name, scale, bias, foldedBias, range, foldedRange, bits }) =>
              html`<tr>
                <th scope="row" class="ellipsis" title=${name}>${name}</th>
                ${isBefore ? html`<td>${scale}</td>` : nothing}
                <td>${bias}</td>
                <td>${foldedBias}</td>
                <td class="norm">${range}</td>
                <td class="norm">${foldedRange}</td>
                <td class="norm">${bits}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="axis">
        ${t("Bits: what is left of int8 for a channel if one scale serves the whole tensor, before and after folding.")}
      </p>
      ${showAllButton(shown.length, rows.length, () => {
        this.all = true;
      })}`;
  }

  #choose(label: string): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.store.host.request("command/run", { command: "foldLayer" }).catch(ignore);
      }}
    >
      ${label}
    </button>`;
  }

  #export(format: FoldFormat, label: string): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.store.host.request("layer/foldExport", { ...this.#request(), format }).then(() => {
          this.copied = format === "code";
        }, ignore);
      }}
    >
      ${label}
    </button>`;
  }

  get #choice(): FoldChoice {
    return savedChoice(this.store.view.detail[detailKey], shownTimes(this.store));
  }

  #set(choice: FoldChoice): void {
    this.copied = false;
    this.store.setDetail(detailKey, { ...choice, of: shownTimes(this.store) });
  }

  #request(): FoldRequest {
    const { gamma, beta } = this.store.affine;
    return { gamma, beta, chosen: shownTimes(this.store), ...this.#choice };
  }
}

/** Whether the channels leave no choice of groups. */
function groupsAreGiven({ axes: { layout, kernel }, place }: FoldAnswer): boolean {
  if (kernel.length === 0 || layout === "kernelOutIn" || layout === "kernelInMultiplier") return true;
  return layout === "inOut" ? place === "before" : place === "after";
}

function codeLabel({ axes: { layout } }: FoldAnswer): string {
  return layout === "outIn" || layout === "inOut" ? t("Copy as PyTorch Code") : t("Copy as Keras Code");
}

customElements.define("bn-fold", Fold);
