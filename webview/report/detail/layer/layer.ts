import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { frameworkTitles, type LoadedLayer } from "../../../../src/shared/layer.ts";
import { formatCount, formatMeasured } from "../../../../src/shared/numbers.ts";
import type { PageCommand } from "../../../../src/shared/protocol.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../requests.ts";
import type { ReportStore } from "../../store.ts";
import { StoreController } from "../../storeController.ts";
import { sectionStyles } from "../detailStyles.ts";
import "./affineOrder.ts";
import "./gap.ts";
import "./layerTable.ts";

/** The Layer tab: which layer is on the data, what its γ and β do, and why training and evaluation differ. */
export class Layer extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      .origin {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 12px;
      }
      .origin .name {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  declare store: ReportStore;

  constructor() {
    super();
    new StoreController(this, ["snapshot"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    return html`${snapshot.layer === undefined ? this.#invitation() : this.#origin(snapshot.layer)}
      ${
        snapshot.layer === undefined
          ? nothing
          : html`<bn-affine-order .store=${this.store}></bn-affine-order>
              <bn-layer-table .store=${this.store}></bn-layer-table>`
      } <bn-gap .store=${this.store}></bn-gap>`;
  }

  #invitation(): TemplateResult {
    return html`<p>
        ${t(
          "Load γ, β and running statistics of a trained layer and see what they do to these data: from JSON, CSV, .npy, .npz, .safetensors or a selection, with the names of PyTorch, Keras, ONNX or TensorFlow.js.",
        )}
      </p>
      <p class="origin">${this.#command("loadParameters", t("Load Layer Parameters…"))}</p>`;
  }

  #origin(layer: LoadedLayer): TemplateResult {
    const { name, fileName, framework, numFeatures, numBatchesTracked, runningMean } = layer;
    const facts = [
      t("{0} channels", formatCount(numFeatures)),
      frameworkTitles[framework],
      runningMean === null ? t("no running statistics") : null,
      layer.recalibration === undefined
        ? null
        : layer.recalibration === null
          ? t("statistics of these data")
          : t("recalibrated: its means moved by up to {0} standard deviations", formatMeasured(layer.recalibration, 3)),
      numBatchesTracked === null ? null : t("{0} updates", formatCount(numBatchesTracked)),
    ].filter((fact) => fact !== null);
    return html`<p class="origin">
      <span class="name">${name === "" ? fileName : name}</span>
      <span class="secondary">${name === "" ? nothing : html`${t("from {0}", fileName)} · `}${facts.join(" · ")}</span>
      ${this.#command("loadParameters", t("Load Another…"))}
      ${this.#request("layer/recalibrate", t("Recalibrate with These Data"))}
      ${this.#request("layer/remove", t("Remove"))}
    </p>`;
  }

  #request(type: "layer/recalibrate" | "layer/remove", label: string): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.store.host.request(type).catch(ignore);
      }}
    >
      ${label}
    </button>`;
  }

  #command(command: PageCommand, label: string): TemplateResult {
    return html`<button
      class="link"
      @click=${() => {
        this.store.host.request("command/run", { command }).catch(ignore);
      }}
    >
      ${label}
    </button>`;
  }
}

customElements.define("bn-layer", Layer);
