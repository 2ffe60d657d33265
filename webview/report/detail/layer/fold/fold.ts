import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { FoldAnswer, FoldFormat } from "../../../../../src/shared/layer/fold.ts";
import type { FoldRequest } from "../../../../../src/shared/report/protocol.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { HostQuestion } from "../../parts/hostQuestion.ts";
import { foldedText, foldRows, proofText } from "./foldModel.ts";
import { firstRows, showAllButton } from "../../parts/moreRows.ts";
import { shownTimes } from "../showSection.ts";
import { partStyles } from "../partStyles.ts";

/** Batch norm folded into the weights before it: W′ and b′, and the proof on the selected data. */
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
      ${
        answer === null
          ? html`<p class="actions">${this.#choose(t("Fold into Preceding Layer…"))}</p>`
          : this.#result(answer, snapshot.features.names)
      }`;
  }

  #result(answer: FoldAnswer, names: readonly string[]): TemplateResult {
    const rows = foldRows(answer, names);
    const shown = firstRows(rows, this.all);
    return html`<p><strong>${foldedText(answer)}</strong></p>
      <p role="status">${proofText(answer)}</p>
      <p class="actions">
        ${this.#export("json", t("Save W′ and b′ as JSON…"))}
        ${this.#export("torch", this.copied ? t("Copied") : t("Copy as PyTorch Code"))}
        ${this.#choose(t("Choose Other Weights…"))}
      </p>
      <table>
        <caption class="sr">
          ${t("Folded weights by output channel")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Channel")}</th>
            <th scope="col">${t("factor")}</th>
            <th scope="col">b</th>
            <th scope="col">b′</th>
            <th scope="col" class="norm">‖W‖</th>
            <th scope="col" class="norm">‖W′‖</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ name, scale, bias, foldedBias, norm, foldedNorm }) =>
              html`<tr>
                <th scope="row" class="ellipsis" title=${name}>${name}</th>
                <td>${scale}</td>
                <td>${bias}</td>
                <td>${foldedBias}</td>
                <td class="norm">${norm}</td>
                <td class="norm">${foldedNorm}</td>
              </tr>`,
          )}
        </tbody>
      </table>
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
          this.copied = format === "torch";
        }, ignore);
      }}
    >
      ${label}
    </button>`;
  }

  #request(): FoldRequest {
    const { gamma, beta } = this.store.affine;
    return { gamma, beta, chosen: shownTimes(this.store) };
  }
}

customElements.define("bn-fold", Fold);
