import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { ActivationAnswer } from "../../../../src/shared/report/questions.ts";
import { activationNames, type ActivationName } from "../../../../src/shared/options.ts";
import "../../../common/controls/segmented.ts";
import type { Segmented } from "../../../common/controls/segmented.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ActivationChart } from "../../charts/activationChart.ts";
import { distributionBase, distributionOutput } from "../../charts/distributionModel.ts";
import { defaultDistributionView, type DistributionBase } from "../../charts/distributionBase.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import { pooledOutput } from "../../charts/pooledOutput.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import "../distribution/affineControls.ts";
import { chartMenu } from "../parts/chartMenu.ts";
import { withoutStatistics } from "../parts/chooseFeature.ts";
import { csvText } from "../../../common/exports.ts";
import { HostQuestion } from "../parts/hostQuestion.ts";
import { activationInputs, activationPicture, estimatedShares } from "./activationPicture.ts";
import { activationLabel, activationSentences } from "./activationText.ts";
import { sharesStyles, sharesTable } from "./shares.ts";

const placementKey = "placement";

/** The Activation tab: what enters and leaves the activation, without batch norm and with it. */
export class Activation extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    swatchStyles,
    sectionStyles,
    sharesStyles,
    css`
      .toolbar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 16px;
      }
      .toolbar bn-menu-button {
        margin-left: auto;
      }
      .sentence {
        margin: 8px 0;
      }
      .chart {
        position: relative;
        height: 330px;
      }
      bn-affine {
        margin: 12px 0 0;
      }
    `,
  ];

  declare store: ReportStore;
  readonly #theme = new PaletteController(this);
  #chart: ActivationChart | null = null;
  #base: { readonly key: readonly unknown[]; readonly base: DistributionBase } | null = null;
  readonly #fine = new HostQuestion(this, "feature/fineHistogram", () =>
    this.store.view.selected < 0 ? null : { feature: this.store.view.selected },
  );
  readonly #shares = new HostQuestion(this, "feature/activation", () => {
    const { snapshot, view, affine, dragging } = this.store;
    return snapshot === null || dragging
      ? null
      : {
          feature: view.selected,
          activation: snapshot.options.activation,
          placement: this.#placement,
          gamma: affine.gamma.slice(),
          beta: affine.beta.slice(),
        };
  });

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine", "released"]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view, dragging } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const impossible = withoutStatistics(this.store);
    if (impossible !== null) {
      return impossible;
    }
    const { activation } = snapshot.options;
    const { inputs, inputLeftOut } = this.#picture();
    const exact = this.#shares.answer;
    const isExact = this.#shares.isCurrent && !dragging;
    const subject = view.selected < 0 ? t("all values") : snapshot.features.names[view.selected];
    const shares =
      isExact && exact !== null
        ? exact
        : { ...emptyAnswer, ...exact, ...estimatedShares(activation, this.#placement, inputs) };
    const sentences = activationSentences(activation, this.#placement, subject, shares);
    return html`<div class="toolbar">
        <bn-segmented
          label=${t("Activation")}
          .segments=${["identity", "relu", "sigmoid", "tanh"].map((value) => ({
            value,
            label: segmentLabel(value as ActivationName),
          }))}
          .value=${activation}
          @change=${this.#onActivation}
        ></bn-segmented>
        <bn-segmented
          label=${t("Place of batch norm")}
          .segments=${[
            { value: "before", label: t("Batch norm before it") },
            { value: "after", label: t("after it") },
          ]}
          .value=${this.#placement}
          @change=${(event: Event) => {
            this.store.setDetail(placementKey, (event.currentTarget as Segmented).value);
          }}
        ></bn-segmented>
        ${chartMenu({
          store: this.store,
          kind: "activation",
          figures: () => (this.#chart === null ? [] : [{ canvas: this.#chart.canvas }]),
          csv: () => sharesCsv(shares),
        })}
      </div>
      <p class="sentence">${sentences.join(" ")}</p>
      ${inputLeftOut ? html`<p class="small secondary">${t("x lies too far from 0 to be drawn here; its numbers are below.")}</p>` : nothing}
      ${this.#shares.error === null ? nothing : html`<p class="error" role="alert">${this.#shares.error}</p>`}
      <div class="chart">
        <canvas role="img" aria-label=${sentences[0]} aria-describedby="shares"></canvas>
      </div>
      ${sharesTable("shares", activation, shares)}
      <bn-affine .store=${this.store}></bn-affine>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null || this.store.snapshot === null) {
      this.#chart?.destroy();
      this.#chart = null;
      return;
    }
    this.#chart ??= new ActivationChart(canvas);
    this.#chart.show(this.#picture().picture, this.#theme.palette);
  }

  get #placement(): "before" | "after" {
    return this.store.view.detail[placementKey] === "after" ? "after" : "before";
  }

  #picture() {
    const { snapshot, view, affine } = this.store;
    if (snapshot === null) {
      throw new Error("there is no report to draw");
    }
    const key = [snapshot, view.selected];
    if (this.#base === null || key.some((part, i) => part !== this.#base?.key[i])) {
      this.#base = {
        key,
        base: distributionBase(snapshot, view.selected, { ...defaultDistributionView, axes: "one" }),
      };
    }
    const { base } = this.#base;
    const output = distributionOutput(base, snapshot, affine.gamma, affine.beta);
    const isMixed = Number.isNaN(output.gamma) || Number.isNaN(output.beta);
    const mixed = isMixed ? pooledOutput(snapshot, affine.gamma, affine.beta).histogram : null;
    const inputs = activationInputs(base, output, this.#fine.answer, mixed);
    const { activation } = snapshot.options;
    return { inputs, ...activationPicture(activation, this.#placement, base, output, inputs, this.#shares.answer) };
  }

  readonly #onActivation = (event: Event): void => {
    const { value } = event.currentTarget as Segmented;
    const activation = activationNames.find((name) => name === value);
    if (activation !== undefined) {
      this.store.host.request("options/set", { activation }).catch(ignore);
    }
  };
}

const nothingKnown = { count: 0, flat: 0, linear: 0, meanGradient: NaN, deadFeatures: 0 };
const emptyAnswer: ActivationAnswer = {
  without: nothingKnown,
  with: nothingKnown,
  outputMean: NaN,
  outputVariance: NaN,
};

function segmentLabel(activation: ActivationName): string {
  return activation === "identity"
    ? t("None")
    : activation === "sigmoid"
      ? t("Sigmoid")
      : activation === "tanh"
        ? "Tanh"
        : activationLabel(activation);
}

function sharesCsv({ without, with: found }: Pick<ActivationAnswer, "without" | "with">): string {
  const columns = ["count", "flat", "linear", "meanGradient", "deadFeatures"] as const;
  return csvText([
    ["batch_norm", ...columns],
    ["without", ...columns.map((name) => without[name])],
    ["with", ...columns.map((name) => found[name])],
  ]);
}

customElements.define("bn-activation", Activation);
