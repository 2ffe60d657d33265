import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { RecalibrationChoice } from "../../../../../src/shared/layer/statistics/recalibration.ts";
import { formatCount } from "../../../../../src/shared/text/numbers.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { partStyles } from "../partStyles.ts";
import { timelineSettings } from "./timelineSettings.ts";

/** The ways to give a layer new running statistics: both estimates, from this data alone or with further files. */
export class Recalibrate extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [...sharedStyles, partStyles];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) return nothing;
    const { batchSize } = timelineSettings(this.store);
    const hasBatches = snapshot.source.kind !== "statistics" && batchSize < snapshot.source.sampleCount;
    return html`<p class="actions">
      ${this.#button({ estimate: "pooled", batchSize }, t("Recalibrate with This Data"))}
      ${
        hasBatches
          ? this.#button(
              { estimate: "batches", batchSize },
              t("…as the Mean over Batches of {0}", formatCount(batchSize)),
            )
          : nothing
      }
      ${this.#link(t("…with Several Files…"), () => this.store.host.request("layer/recalibrateWithFiles"))}
    </p>`;
  }

  #button(choice: RecalibrationChoice, label: string): TemplateResult {
    return this.#link(label, () => this.store.host.request("layer/recalibrate", choice));
  }

  #link(label: string, run: () => Promise<unknown>): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        run().catch(ignore);
      }}
    >
      ${label}
    </button>`;
  }
}

customElements.define("bn-recalibrate", Recalibrate);
