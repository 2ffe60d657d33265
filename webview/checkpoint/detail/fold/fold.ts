import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import type { FoldAnswer, FoldRanges } from "../../../../src/shared/checkpoint/folding.ts";
import type { CheckpointSnapshot } from "../../../../src/shared/checkpoint/snapshot.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import { actionStyles } from "../../../common/controls/actionStyles.ts";
import { icon } from "../../../common/icons.ts";
import { HostError } from "../../../common/rpc.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { StoreElement } from "../../store/storeElement.ts";
import { FoldChart } from "./foldChart.ts";
import { foldSentence, layoutText } from "./foldModel.ts";

/** The tab Fold: how wide each channel's weights are before batch norm is folded into them, and after. */
export class CheckpointFold extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    answer: { state: true },
    outputs: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    actionStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin: 8px 0;
      }
      .key {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .ring,
      .dot {
        width: 9px;
        height: 9px;
        border-radius: 50%;
        border: 2px solid var(--series-input);
        forced-color-adjust: none;
      }
      .dot {
        border: 0;
        background: var(--series-output);
      }
      .action {
        margin-left: auto;
      }
      code {
        font-family: var(--vscode-editor-font-family);
        font-size: 12px;
      }
      .chart {
        position: relative;
        height: 260px;
      }
    `,
  ];

  declare answer: { readonly snapshot: CheckpointSnapshot; readonly layer: number; readonly value: FoldAnswer } | null;
  declare outputs: "first" | "last" | null;
  readonly #theme = new PaletteController(this);
  #chart: FoldChart | null = null;
  #asked = "";

  constructor() {
    super();
    this.answer = null;
    this.outputs = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render() {
    const { selected, snapshot } = this.store;
    if (snapshot === null) return nothing;
    if (selected === null) {
      return html`<p>${t("Select a layer to see the weights before it with batch norm folded into them.")}</p>
        <div class="bar">${this.#save()}</div>`;
    }
    if (this.answer?.layer !== selected) return nothing;
    const { value } = this.answer;
    if (value.kind === "none") return html`<p>${noneText(value.tried, snapshot.layers[selected].numFeatures)}</p>`;
    return this.#ranges(value.ranges);
  }

  override updated(): void {
    void this.#fetch();
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null) {
      this.#chart?.destroy();
      this.#chart = null;
    } else if (this.answer?.value.kind === "ranges") {
      this.#chart ??= new FoldChart(canvas);
      this.#chart.show(this.answer.value.ranges, this.#theme.palette);
    }
  }

  #ranges(ranges: FoldRanges): TemplateResult {
    const sentence = foldSentence(ranges);
    return html`<p>
        ${t("Folded into")} <code>${ranges.tensor}</code> (${layoutText(ranges)}${
          ranges.canSwap
            ? html`;
                <button
                  class="link"
                  @click=${() => {
                    this.outputs = ranges.outputs === "first" ? "last" : "first";
                  }}
                >
                  ${t("swap")}
                </button>`
            : nothing
        }):
        W′ = W · γ/√(σ² + ε), b′ = β − μ · γ/√(σ² + ε). ${sentence}
      </p>
      <div class="bar">
        <span class="key"><span class="ring"></span>${t("largest |W| before")}</span>
        <span class="key"><span class="dot"></span>${t("after")}</span>
        ${this.#save()}
      </div>
      <div class="chart"><canvas role="img" aria-label=${sentence}></canvas></div>`;
  }

  #save(): TemplateResult {
    return html`<button
      class="action"
      @click=${() => {
        this.store.send("fold/save");
      }}
    >
      ${icon("export")}${t("Fold and Save As…")}
    </button>`;
  }

  async #fetch(): Promise<void> {
    const { snapshot, selected: layer } = this.store;
    if (snapshot === null || layer === null) return;
    const key = `${snapshot.revision} ${layer} ${this.outputs}`;
    if (key === this.#asked) return;
    this.#asked = key;
    try {
      const value = await this.store.host.request("fold/ranges", { layer, outputs: this.outputs });
      if (this.#asked === key) this.answer = { snapshot, layer, value };
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
    }
  }
}

function noneText(tried: string | null, channels: number): string {
  return tried === null
    ? t("No weights stand before this layer in the file, so that there is nothing to fold it into.")
    : t(
        "{0} stands before this layer in the file, but names and shapes do not make certain that its {1} outputs enter it.",
        tried,
        channels,
      );
}

customElements.define("bn-checkpoint-fold", CheckpointFold);
