import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { normalizedValue } from "../../../../src/shared/layer/normalizingMap.ts";
import type { BatchAnswer, BatchQuestion } from "../../../../src/shared/report/questions.ts";
import { formatCount, formatMeasured } from "../../../../src/shared/text/numbers.ts";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { chartMenu, plotFigures } from "../parts/chartMenu.ts";
import { chooseFeature, withoutStatistics } from "../parts/chooseFeature.ts";
import { chosenIndex } from "../parts/chosenIndex.ts";
import { sectionStyles } from "../../styles/detailStyles.ts";
import { HostQuestion } from "../parts/hostQuestion.ts";
import * as model from "./batchModel.ts";
import { ChosenValue } from "../distribution/chosenValue.ts";
import "../parts/plotElement.ts";
import { rangeStyles } from "../../styles/rangeStyles.ts";
import { batchesCsv } from "./batchExport.ts";
import { type BatchSettings, batchToolbar, batchToolbarStyles } from "./batchToolbar.ts";

const detailKey = "batches";

/** The Mini-batches tab: how noisy a batch's statistics are, and how the running ones follow them. */
export class Batches extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    rangeStyles,
    batchToolbarStyles,
    css`
      .sentence {
        margin: 8px 0 12px;
      }
      .plots {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 20px 24px;
      }
      .plots .wide {
        grid-column: 1 / -1;
      }
      .refused {
        margin: 12px 0;
        padding: 10px 12px;
        border-left: 3px solid var(--rule-color);
      }
      code {
        font-family: var(--vscode-editor-font-family, monospace);
        overflow-wrap: anywhere;
      }
      @container detail (max-width: 619px) {
        .plots {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  declare store: ReportStore;
  readonly #chosen = new ChosenValue(this);
  readonly #question = new HostQuestion(this, "feature/batches", () => this.#params());

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    if (view.selected < 0) {
      return chooseFeature(this.store, t("Mini-batches are shown for one feature at a time: choose one in the list."));
    }
    const impossible = withoutStatistics(this.store);
    if (impossible !== null) {
      return impossible;
    }
    const settings = this.#settings;
    const answer = this.#question.answer;
    const whole = this.#whole();
    const { featureCount } = snapshot.source;
    const single = model.singleValueText(snapshot.options, settings.batchSize, whole.valuesPerSample, featureCount);
    return html`<div class="toolbar">
        ${batchToolbar(settings, whole.sampleCount, (change) => {
          this.#set(change);
        })}
        ${chartMenu({
          store: this.store,
          kind: "mini-batches",
          figures: () => plotFigures(this.renderRoot),
          csv: () => (answer === null ? "" : batchesCsv(answer)),
        })}
      </div>
      ${this.#question.error === null ? nothing : html`<p class="error" role="alert">${this.#question.error}</p>`}
      ${
        single === null
          ? answer === null
            ? nothing
            : this.#plots(answer, settings, whole)
          : html`<div class="refused">
              <h3>${single.title}</h3>
              <p><code>${single.text}</code></p>
            </div>`
      }`;
  }

  #plots(answer: BatchAnswer, settings: BatchSettings, whole: model.WholeData): TemplateResult {
    const { snapshot, view, affine } = this.store;
    if (snapshot === null) {
      return html``;
    }
    const { batchSize } = settings;
    const error = Math.sqrt(whole.variance / (batchSize * whole.valuesPerSample));
    const sentences = model.batchSentences(answer, settings, whole);
    const [low, high] = [Math.min(...answer.means), Math.max(...answer.means)].map((mean) => formatMeasured(mean));
    const shortened =
      answer.means.length < answer.numBatches ? t("the first {0}", formatCount(answer.means.length)) : "";
    const refused =
      answer.refusedBatch < 0
        ? nothing
        : html`<p class="refused">
            ${t("Batch {0} has one value: PyTorch stops there in training. Drop it, or choose another size.", answer.refusedBatch + 1)}
          </p>`;
    const [gamma, beta] = [affine.gamma[view.selected], affine.beta[view.selected]];
    return html`<p class="sentence">${sentences.join(" ")}</p>
      ${refused}
      <div class="plots">
        <bn-plot
          heading=${t("Mean of each batch")}
          caption=${[t("expected μ ± σ/√m = ± {0}", formatMeasured(error, 3)), shortened].filter(Boolean).join(", ")}
          label=${t("Batch means from {0} to {1}", low, high)}
          .plot=${model.batchMeansPlot(answer, whole, batchSize)}
        ></bn-plot>
        <bn-plot
          heading=${t("Variance of each batch")}
          caption=${t("whole data {0}", formatMeasured(whole.variance))}
          label=${t("Batch variances around {0}", formatMeasured(whole.variance))}
          .plot=${model.batchVariancesPlot(answer, whole, batchSize)}
        ></bn-plot>
        <bn-plot
          heading=${t("Running mean")}
          caption=${model.runningCaption(answer, snapshot.options)}
          label=${t("The running mean goes from 0 towards {0}", formatMeasured(whole.mean))}
          .plot=${model.runningMeanPlot(answer, whole)}
        ></bn-plot>
        <bn-plot
          heading=${t("Spread of batch means")}
          caption=${settings.order === "file" ? t("against 1/√m") : t("falls as 1/√m")}
          label=${t("Standard deviation of batch means by batch size, against σ/√m")}
          .plot=${model.spreadPlot(answer, whole, batchSize)}
        ></bn-plot>
        ${this.#row(answer, gamma, beta)}
      </div>`;
  }

  #row(answer: BatchAnswer, gamma: number, beta: number): TemplateResult | typeof nothing {
    const { snapshot, view } = this.store;
    const { value } = this.#chosen;
    if (snapshot === null || value === null || answer.rowOutputs.length === 0) {
      return nothing;
    }
    const { features, options } = snapshot;
    const statistics = { mean: features.mean[view.selected], variance: features.variance[view.selected] };
    const whole = gamma * normalizedValue(value.x, statistics, options.eps, "train") + beta;
    const outputs = Array.from(answer.rowOutputs, (normalized) => gamma * normalized + beta);
    const caption = t(
      "same input {0}, output from {1} to {2}; in the whole data {3}",
      formatMeasured(value.x),
      formatMeasured(Math.min(...outputs)),
      formatMeasured(Math.max(...outputs)),
      formatMeasured(whole),
    );
    return html`<bn-plot
      class="wide"
      height="76"
      heading=${t("Row {0} in {1} different batches", chosenIndex(this.store) + 1, outputs.length)}
      caption=${caption}
      label=${caption}
      .plot=${model.rowPlot(answer, gamma, beta, whole)}
    ></bn-plot>`;
  }

  #whole(): model.WholeData {
    const { snapshot, view } = this.store;
    if (snapshot === null) {
      throw new Error("there is no report to compare with");
    }
    const { features, source } = snapshot;
    return {
      name: features.names[view.selected],
      mean: features.mean[view.selected],
      variance: features.variance[view.selected],
      sampleCount: source.sampleCount,
      valuesPerSample: source.sampleCount > 0 ? source.valuesPerFeature / source.sampleCount : 1,
    };
  }

  get #settings(): BatchSettings {
    const saved = this.store.view.detail[detailKey] as Partial<Record<keyof BatchSettings, unknown>> | undefined;
    const sampleCount = this.store.snapshot?.source.sampleCount ?? 1;
    const whole = (value: unknown, otherwise: number): number =>
      typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : otherwise;
    return {
      batchSize: Math.min(
        Math.max(1, whole(saved?.batchSize, model.defaultBatchSize(sampleCount))),
        Math.max(1, sampleCount),
      ),
      order: saved?.order === "file" ? "file" : "shuffled",
      seed: whole(saved?.seed, 42),
      dropLast: saved?.dropLast === true,
    };
  }

  #set(change: Partial<BatchSettings>): void {
    this.store.setDetail(detailKey, { ...this.#settings, ...change });
  }

  #params(): BatchQuestion | null {
    const { view } = this.store;
    return view.selected < 0 ? null : { feature: view.selected, ...this.#settings, index: chosenIndex(this.store) };
  }
}

customElements.define("bn-batches", Batches);
