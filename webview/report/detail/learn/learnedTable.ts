import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { sectionStyles } from "../../styles/detailStyles.ts";
import { learnedRows } from "./learnModel.ts";
import { showAllButton } from "../parts/moreRows.ts";
import type { LearnRun } from "./learnRun.ts";
import { partStyles } from "../layer/partStyles.ts";

/** γ and β of the step that is shown, in numbers; where the input is the target, with what they have to come to. */
export class LearnedTable extends LitElement {
  static override properties = {
    store: { attribute: false },
    run: { attribute: false, hasChanged: () => true },
    all: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    partStyles,
    css`
      :host {
        margin-top: 12px;
      }
    `,
  ];

  declare store: ReportStore;
  declare run: LearnRun;
  declare all: boolean;

  constructor() {
    super();
    this.all = false;
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const isInput = this.run.choice?.kind === "input";
    const rows = learnedRows(this.run.frames[this.run.shown], snapshot, isInput, this.all);
    return html`<table>
        <caption class="sr">
          ${t("γ and β at the step that is shown")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Feature")}</th>
            <th scope="col">γ</th>
            ${isInput ? html`<th scope="col">√(σ² + ε)</th>` : nothing}
            <th scope="col">β</th>
            ${isInput ? html`<th scope="col">μ</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ name, gamma, beta, wanted }) =>
              html`<tr>
                <th scope="row" class="ellipsis" title=${name}>${name}</th>
                <td>${gamma}</td>
                ${wanted === null ? nothing : html`<td class="secondary">${wanted.gamma}</td>`}
                <td>${beta}</td>
                ${wanted === null ? nothing : html`<td class="secondary">${wanted.beta}</td>`}
              </tr>`,
          )}
        </tbody>
      </table>
      ${showAllButton(rows.length, snapshot.source.featureCount, () => {
        this.all = true;
      })}`;
  }
}

customElements.define("bn-learned-table", LearnedTable);
