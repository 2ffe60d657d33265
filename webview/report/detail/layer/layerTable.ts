import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { sectionStyles } from "../../styles/detailStyles.ts";
import { mathText } from "../parts/mathText.ts";
import { layerRows, rankByGamma, type LayerRow } from "./layerModel.ts";
import { firstRows, showAllButton } from "../parts/moreRows.ts";

/** The numbers behind the picture: γ, β, the statistics of batch and layer side by side, and what comes out. */
export class LayerTable extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      :host {
        container-type: inline-size;
      }
      tbody tr {
        cursor: pointer;
      }
      tbody tr[aria-current="true"] {
        background: var(--vscode-list-inactiveSelectionBackground, transparent);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      .first {
        text-align: left;
        padding-left: 0;
      }
      th[scope="row"] {
        max-width: 160px;
      }
      @container (max-width: 619px) {
        .spread {
          display: none;
        }
      }
      @container (max-width: 379px) {
        .batch {
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
    const { snapshot, affine } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const order = rankByGamma(affine.gamma);
    const shown = firstRows(order, this.all);
    return html`<section class="section">
      <table>
        <caption class="sr">
          ${t("γ, β, batch and running statistics and outputs, ordered by size of γ")}
        </caption>
        <thead>
          <tr>
            <th scope="col" class="first">${t("Feature")}</th>
            <th scope="col">γ</th>
            <th scope="col">β</th>
            <th scope="col" class="batch">${t("batch mean")}</th>
            <th scope="col" class="batch">${t("running mean")}</th>
            <th scope="col" class="spread">${t("batch variance")}</th>
            <th scope="col" class="spread">${t("running variance")}</th>
            <th scope="col">${mathText(t("mean of y"))}</th>
            <th scope="col">${mathText(t("std of y"))}</th>
          </tr>
        </thead>
        <tbody>
          ${layerRows(snapshot, affine, shown).map((row) => this.#row(row))}
        </tbody>
      </table>
      ${showAllButton(shown.length, order.length, () => {
        this.all = true;
      })}
    </section>`;
  }

  #row(row: LayerRow): TemplateResult {
    return html`<tr
      aria-current=${String(row.feature === this.store.view.selected)}
      @click=${() => {
        this.store.select(row.feature);
      }}
    >
      <th scope="row" class="ellipsis" title=${row.name}>${row.name}</th>
      <td>${row.gamma}</td>
      <td>${row.beta}</td>
      <td class="batch">${row.batchMean}</td>
      <td class="batch">${row.runningMean}</td>
      <td class="spread">${row.batchVariance}</td>
      <td class="spread">${row.runningVar}</td>
      <td>${row.outputMean}</td>
      <td>${row.outputStd}</td>
    </tr>`;
  }
}

customElements.define("bn-layer-table", LayerTable);
