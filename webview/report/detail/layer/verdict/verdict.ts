import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { icon, type IconName } from "../../../../common/icons.ts";
import { sharedStyles } from "../../../../common/styles.ts";
import { ignore } from "../../../store/requests.ts";
import type { ReportStore } from "../../../store/store.ts";
import { StoreController } from "../../../store/storeController.ts";
import { sentenceText } from "../../parts/mathText.ts";
import { partStyles } from "../partStyles.ts";
import "../running/recalibrate.ts";
import { recalibrationCode } from "../running/recalibrationModel.ts";
import { verdictFindings, verdictOf, type Verdict } from "./verdictModel.ts";

const icons: Readonly<Record<Verdict["kind"], IconName>> = {
  unknown: "info",
  healthy: "check",
  differs: "warning",
  broken: "error",
};

/** The first thing on the Layer tab: how the layer and the data fit, what to do, and what the doctor found. */
export class VerdictPart extends LitElement {
  static override properties = { store: { attribute: false }, copied: { state: true } };
  static override styles = [
    ...sharedStyles,
    partStyles,
    css`
      .verdict {
        display: flex;
        align-items: baseline;
        gap: 8px;
        margin: 4px 0;
      }
      .sentence {
        margin: 0;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .rest {
        margin: 0 0 12px 24px;
      }
      .rest p {
        margin: 4px 0;
      }
      ul {
        margin: 4px 0;
        padding-left: 18px;
        overflow-wrap: anywhere;
      }
      @container detail (max-width: 459px) {
        .rest {
          margin-left: 0;
        }
      }
    `,
  ];

  declare store: ReportStore;
  declare copied: boolean;

  constructor() {
    super();
    this.copied = false;
    new StoreController(this, ["snapshot", "affine", "view"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, affine } = this.store;
    if (snapshot === null) return nothing;
    const verdict = verdictOf(snapshot, affine.gamma);
    const findings = verdictFindings(snapshot);
    return html`<section aria-label=${t("Verdict")}>
      <div class="verdict">
        ${icon(icons[verdict.kind], { severity: true })}
        <p class="sentence" role="status">${sentenceText(verdict.sentence)}</p>
      </div>
      <div class="rest">
        ${verdict.advice === "" ? nothing : html`<p>${verdict.advice}</p>`}
        ${verdict.offersRecalibration ? html`<bn-recalibrate .store=${this.store}></bn-recalibrate>` : nothing}
        ${snapshot.layer?.recalibration === undefined ? nothing : this.#takeHome(snapshot)}
        ${
          findings.length === 0
            ? nothing
            : html`<p class="secondary">${t("What the doctor found:")}</p>
                <ul>
                  ${findings.map((message) => html`<li>${sentenceText(message)}</li>`)}
                </ul>`
        }
      </div>
    </section>`;
  }

  /** After recalibrating: the way back, and the way into the model. */
  #takeHome(snapshot: ReportSnapshot): TemplateResult {
    const code = recalibrationCode(snapshot);
    return html`<p class="actions">
      ${this.#button(t("Undo Recalibration"), () => this.store.host.request("layer/undoRecalibration"))}
      ${
        code === null
          ? nothing
          : this.#button(
              this.copied ? t("Copied") : t("Copy Code for the {0} Changed Channels", code.numChannels),
              () =>
                this.store.host.request("clipboard/write", { text: code.text }).then(() => {
                  this.copied = true;
                }),
            )
      }
    </p>`;
  }

  #button(label: string, run: () => Promise<unknown>): TemplateResult {
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

customElements.define("bn-verdict", VerdictPart);
