import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { LoadedLayer } from "../../../../src/shared/layer/parameters.ts";
import { frameworkTitles } from "../../../../src/shared/options.ts";
import { stateAsJson } from "../../../../src/shared/layer/stateText.ts";
import { formatCount } from "../../../../src/shared/text/numbers.ts";
import type { PageCommand } from "../../../../src/shared/report/protocol.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { utf8 } from "../../../common/exports.ts";

/** Which layer is on the data and where it came from, or how to load one. */
export class LayerOrigin extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    css`
      .origin {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 12px;
        margin-bottom: 10px;
      }
      .name {
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
    const { layer } = this.store.snapshot ?? {};
    if (layer === undefined) {
      return html`<p>
          ${t(
            "Load γ, β and running statistics of a trained layer and see what they do to these data: from JSON, CSV, .npy, .npz, .safetensors or a selection, with the names of PyTorch, Keras, ONNX or TensorFlow.js.",
          )}
        </p>
        <p class="origin">${this.#command("loadParameters", t("Load Layer Parameters…"))}</p>`;
    }
    const { name, fileName } = layer;
    return html`<p class="origin">
      <span class="name">${name === "" ? fileName : name}</span>
      <span class="secondary"
        >${name === "" ? nothing : html`${t("from {0}", fileName)} · `}${facts(layer).join(" · ")}</span
      >
      ${this.#command("loadParameters", t("Load Another…"))} ${this.#button(t("Save State…"), () => this.#save(layer))}
      ${this.#button(t("Remove"), () => this.store.host.request("layer/remove"))}
    </p>`;
  }

  #command(command: PageCommand, label: string): TemplateResult {
    return this.#button(label, () => this.store.host.request("command/run", { command }));
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

  /** With γ and β as they are shown. */
  #save({ name, framework, runningMean, runningVar, numBatchesTracked }: LoadedLayer): Promise<unknown> {
    const { gamma, beta } = this.store.affine;
    const state = { framework, gamma, beta, runningMean, runningVar, numBatchesTracked };
    const text = stateAsJson(state, name === "" ? "bn" : name);
    return this.store.host.request("file/save", { suggestedName: "batchnorm.json", data: utf8(text) });
  }
}

function facts(layer: LoadedLayer): string[] {
  const { framework, numFeatures, numBatchesTracked, runningMean, recalibration } = layer;
  return [
    t("{0} channels", formatCount(numFeatures)),
    frameworkTitles[framework],
    runningMean === null ? t("no running statistics") : null,
    layer.isLearned === true ? t("learned on these data") : null,
    recalibration === undefined ? null : t("statistics of these data"),
    numBatchesTracked === null ? null : t("{0} updates", formatCount(numBatchesTracked)),
  ].filter((fact) => fact !== null);
}

customElements.define("bn-layer-origin", LayerOrigin);
