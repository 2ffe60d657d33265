import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../../../common/styles.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import { mathText } from "../../parts/mathText.ts";
import { showAllButton } from "../../parts/moreRows.ts";
import { partStyles } from "../partStyles.ts";
import { worstRows, type WorstRow } from "./worstModel.ts";

/** The features that evaluation changes most, beside what the layer stores of them. */
export class Worst extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    partStyles,
    css`
      tbody tr {
        cursor: pointer;
      }
      tbody tr[aria-current="true"] {
        background: var(--vscode-list-inactiveSelectionBackground, transparent);
        outline: 1px solid var(--vscode-contrastActiveBorder, transparent);
        outline-offset: -1px;
      }
      tr.chance > td {
        color: var(--vscode-descriptionForeground);
      }
      @container detail (max-width: 519px) {
        .moments {
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
    const gap = snapshot?.gap ?? null;
    if (snapshot === null || gap === null) return nothing;
    const rows = worstRows(snapshot, gap, affine.gamma, this.all);
    return html`<table>
        <caption class="sr">
          ${t("Features by the difference between training and evaluation, the largest first")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Feature")}</th>
            <th scope="col" class="moments">${t("batch μ ± σ")}</th>
            <th scope="col" class="moments">${t("running μ ± σ")}</th>
            <th scope="col">${mathText(t("mean of x̂"))}</th>
            <th scope="col">${mathText(t("spread of x̂"))}</th>
            <th scope="col">${mathText(t("y differs by"))}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => this.#row(row))}
        </tbody>
      </table>
      ${
        rows.some(({ isByChance }) => isByChance)
          ? html`<p class="axis">${t("Dimmed: no more than chance allows.")}</p>`
          : nothing
      }
      ${showAllButton(rows.length, snapshot.features.names.length, () => {
        this.all = true;
      })}`;
  }

  #row({ feature, name, batch, running, shift, spread, gap, isByChance }: WorstRow): TemplateResult {
    return html`<tr
      class=${isByChance ? "chance" : ""}
      aria-current=${String(feature === this.store.view.selected)}
      @click=${() => {
        this.store.select(feature);
      }}
    >
      <th scope="row" class="ellipsis" title=${name}>${name}</th>
      <td class="moments">${batch}</td>
      <td class="moments">${running}</td>
      <td>${shift}</td>
      <td>${spread}</td>
      <td>${gap}</td>
    </tr>`;
  }
}

customElements.define("bn-worst", Worst);
