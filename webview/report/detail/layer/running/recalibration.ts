import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { LoadedLayer } from "../../../../../src/shared/layer/parameters.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sectionStyles } from "../../../styles/detailStyles.ts";
import "./recalibrate.ts";
import { recalibrationRows, recalibrationSentence } from "./recalibrationModel.ts";
import { firstRows, showAllButton } from "../../parts/moreRows.ts";
import { partStyles } from "../partStyles.ts";

/** Recalibrating with one click, and what it changed. */
export class RecalibrationPart extends LitElement {
  static override properties = { store: { attribute: false }, all: { state: true } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    partStyles,
    css`
      table {
        margin-bottom: 16px;
      }
      @container detail (max-width: 459px) {
        .variance {
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
    new StoreController(this, ["snapshot", "affine"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const { layer } = snapshot;
    return layer?.recalibration === undefined ? this.#offer() : this.#difference(layer);
  }

  #offer(): TemplateResult {
    return html`<p>
        ${t("Recalibrating gives the layer new running statistics: those of all values together, or the mean over mini-batches in file order, as PyTorch's update_bn makes it.")}
      </p>
      <bn-recalibrate .store=${this.store}></bn-recalibrate>`;
  }

  #difference({ recalibration }: LoadedLayer): TemplateResult | typeof nothing {
    const { snapshot, affine } = this.store;
    if (snapshot === null || recalibration === undefined) {
      return nothing;
    }
    const rows = recalibrationRows(snapshot, recalibration);
    const shown = firstRows(rows, this.all);
    return html`<p class="actions">
        <span role="status">${recalibrationSentence(snapshot, recalibration, affine.gamma)}</span>
        <button
          class="link"
          @click=${() => {
            this.store.host.request("layer/undoRecalibration").catch(ignore);
          }}
        >
          ${t("Undo Recalibration")}
        </button>
      </p>
      <table>
        <caption class="sr">
          ${t("Running statistics before and after recalibration, the largest change first")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t("Feature")}</th>
            <th scope="col">${t("mean before")}</th>
            <th scope="col">${t("mean now")}</th>
            <th scope="col" class="variance">${t("variance before")}</th>
            <th scope="col" class="variance">${t("variance now")}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ name, meanBefore, meanNow, varianceBefore, varianceNow }) =>
              html`<tr>
                <th scope="row" class="ellipsis" title=${name}>${name}</th>
                <td>${meanBefore}</td>
                <td>${meanNow}</td>
                <td class="variance">${varianceBefore}</td>
                <td class="variance">${varianceNow}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${showAllButton(shown.length, rows.length, () => {
        this.all = true;
      })}`;
  }
}

customElements.define("bn-recalibration", RecalibrationPart);
