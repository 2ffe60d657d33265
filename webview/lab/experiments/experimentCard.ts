import { t } from "@vscode/l10n";
import { html, nothing } from "lit";
import {
  experimentCaveat,
  experimentPlan,
  experimentQuestion,
  verdictLabel,
  type ExperimentId,
  type ExperimentResult,
  type Verdict,
} from "../../../src/shared/lab/experiments.ts";
import { icon, type IconName } from "../../common/icons.ts";
import "../charts/chartCanvas.ts";
import { duration } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import { cardStyles } from "./cardStyles.ts";
import { experimentChartModel } from "./experimentChart.ts";
import { experimentMarkdown } from "./experimentText.ts";

const verdictIcons: Readonly<Record<Verdict, IconName>> = { holds: "check", partly: "dash", fails: "close" };

/** One claim: its question, the verdict, the picture that answers, and the answer; spread out, all that is known. */
export class ExperimentCard extends StoreElement {
  static override properties = { ...StoreElement.properties, experiment: { attribute: false } };
  static override styles = cardStyles;

  declare experiment: ExperimentId;

  override render() {
    const id = this.experiment;
    const result = this.store.experiments.results.find((each) => each.id === id);
    const isOpen = this.store.view.openExperiment === id && result !== undefined;
    return html`<article
      class=${isOpen ? "card open" : "card"}
      tabindex="0"
      aria-label=${`${id}. ${experimentQuestion(id)}`}
      @keydown=${this.#onKey}
    >
      <header>
        <h2>${id}. ${experimentQuestion(id)}</h2>
        ${this.#tag(result)}
      </header>
      ${result === undefined ? this.#plan() : isOpen ? this.#spread(result) : this.#answer(result)}
    </article>`;
  }

  #tag(result: ExperimentResult | undefined) {
    const { running, waiting } = this.store.experiments;
    const id = this.experiment;
    if (running?.id === id)
      return html`<span class="tag">${t("Running {0} %", Math.round(100 * running.progress))}</span>`;
    if (waiting.includes(id)) return html`<span class="tag">${t("Waiting")}</span>`;
    if (result === undefined) return html`<span class="tag">${t("Not run")}</span>`;
    return html`<span class="tag">${icon(verdictIcons[result.verdict])}${verdictLabel(result.verdict)}</span>`;
  }

  #plan() {
    const { running, waiting } = this.store.experiments;
    const isBusy = running?.id === this.experiment || waiting.includes(this.experiment);
    return html`<p>${experimentPlan(this.experiment)}</p>
      <p class="quiet">${t("3 seeds")}</p>
      <div class="actions">
        <button class="action" ?disabled=${isBusy} @click=${this.#run}>${icon("play")}${t("Run")}</button>
      </div>`;
  }

  #answer(result: ExperimentResult) {
    return html`${this.#chart(result, 0)}
      <p>${result.sentence}</p>
      <div class="actions">
        <button class="link" aria-expanded="false" @click=${this.#open}>${t("More")}</button>
      </div>`;
  }

  #spread(result: ExperimentResult) {
    return html`<div class="wide">
      <div class="main">
        <div class="charts">${result.charts.map((_, k) => html`<div>${this.#chart(result, k)}</div>`)}</div>
        <p>
          ${result.sentence}
          <span class="quiet"
            >${t("{0}, {1} seeds, in {2}.", result.dataName, result.seeds, duration(result.elapsedMs))}</span
          >
        </p>
        <p class="quiet">${experimentPlan(result.id)}</p>
      </div>
      <div class="side">
        <table>
          ${result.table.map(
            (row, r) =>
              html`<tr>
                ${row.map((cell) => (r === 0 ? html`<th scope="col">${cell}</th>` : html`<td>${cell}</td>`))}
              </tr>`,
          )}
        </table>
        <h3 class="heading">${t("Why it may differ for you")}</h3>
        <p class="quiet">${experimentCaveat(result.id)}</p>
        <div class="actions">
          <button
            class="action"
            @click=${() => {
              this.#train(result);
            }}
          >
            ${t("Open in Train")}
          </button>
          <button class="action" @click=${this.#run}>${t("Run Again")}</button>
          <button
            class="action"
            @click=${() => {
              this.store.send("clipboard/write", { text: experimentMarkdown(result) });
            }}
          >
            ${t("Copy as Markdown")}
          </button>
          <button class="link" aria-expanded="true" @click=${this.#close}>${t("Less")}</button>
        </div>
      </div>
    </div>`;
  }

  #chart({ charts }: ExperimentResult, index: number) {
    const chart = charts.at(index);
    return chart === undefined
      ? nothing
      : html`<figure>
          <bn-chart-canvas .model=${experimentChartModel(chart)} .label=${chart.caption}></bn-chart-canvas>
          <figcaption class="quiet">${chart.caption}</figcaption>
        </figure>`;
  }

  #train(result: ExperimentResult): void {
    const { source, target, predict, validationShare } = this.store.settings;
    this.store.change({ ...result.settings, source, target, predict, validationShare });
    this.store.look({ tab: "train" });
  }

  readonly #run = (): void => {
    this.store.send("experiments/run", { ids: [this.experiment] });
  };

  readonly #open = (): void => {
    this.store.look({ openExperiment: this.experiment });
  };

  readonly #close = (): void => {
    this.store.look({ openExperiment: null });
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector("article")?.focus();
    });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.composedPath()[0] === this.renderRoot.querySelector("article")) this.#open();
    else if (event.key === "Escape" && this.store.view.openExperiment === this.experiment) this.#close();
  };
}

customElements.define("bn-experiment-card", ExperimentCard);
