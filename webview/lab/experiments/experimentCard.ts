import { t } from "@vscode/l10n";
import { html, nothing } from "lit";
import {
  activationExperiment,
  experimentCaveat,
  experimentPlan,
  experimentQuestion,
  orderOf,
  sameOrder,
  verdictLabel,
  type ExperimentId,
  type ExperimentOrder,
  type ExperimentResult,
  type Verdict,
} from "../../../src/shared/lab/experiments.ts";
import { icon, type IconName } from "../../common/icons.ts";
import "../../common/controls/segmented.ts";
import type { Segmented } from "../../common/controls/segmented.ts";
import { labActivations, type LabActivation } from "../../../src/shared/lab/settings.ts";
import "../charts/chartFigure.ts";
import { activationLabel, duration } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import { cardStyles } from "./cardStyles.ts";
import { chartReading, experimentChartModel } from "./experimentChart.ts";
import { experimentMarkdown } from "./experimentText.ts";
import "./shiftPanel.ts";

const verdictIcons: Readonly<Record<Verdict, IconName>> = { holds: "check", partly: "dash", fails: "close" };

/** One claim: its question, the verdict, the picture that answers, and the answer; spread out, all that is known. */
export class ExperimentCard extends StoreElement {
  static override properties = { ...StoreElement.properties, experiment: { attribute: false } };
  static override styles = cardStyles;

  declare experiment: ExperimentId;

  /** Brings the card's first line into view and gives it the focus, once it is drawn. */
  async reveal(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector("article")?.focus({ preventScroll: true });
    this.scrollIntoView({ block: "start" });
  }

  override render() {
    const id = this.experiment;
    const result = this.store.resultOf(id);
    const isOpen = this.store.view.openExperiment === id;
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
      ${id === activationExperiment ? this.#forms() : nothing}
      ${result === undefined ? this.#plan() : isOpen ? this.#spread(result) : this.#answer(result)}
    </article>`;
  }

  get #order(): ExperimentOrder {
    return orderOf(this.experiment, this.store.view.formActivation);
  }

  /** The experiment's one variable. */
  #forms() {
    return html`<bn-segmented
      label=${t("Activation")}
      .segments=${labActivations.map((value) => ({ value, label: activationLabel(value) }))}
      .value=${this.store.view.formActivation}
      @change=${(event: Event) => {
        this.store.look({ formActivation: (event.currentTarget as Segmented).value as LabActivation });
      }}
    ></bn-segmented>`;
  }

  #tag(result: ExperimentResult | undefined) {
    const { running, waiting } = this.store.experiments;
    const order = this.#order;
    if (running !== null && sameOrder(running, order))
      return html`<span class="tag">${t("Running {0}%", Math.round(100 * running.progress))}</span>`;
    if (waiting.some((each) => sameOrder(each, order))) return html`<span class="tag">${t("Waiting")}</span>`;
    if (result === undefined) return html`<span class="tag">${t("Not run")}</span>`;
    return html`<span class="tag">${icon(verdictIcons[result.verdict])}${verdictLabel(result.verdict)}</span>`;
  }

  #plan() {
    const { running, waiting } = this.store.experiments;
    const order = this.#order;
    const isBusy = [...waiting, ...(running === null ? [] : [running])].some((each) => sameOrder(each, order));
    return html`<p>${experimentPlan(order.id, order.activation)}</p>
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
        <p class="quiet">${experimentPlan(result.id, result.activation)}</p>
        ${result.id === 9 ? html`<bn-shift-panel .store=${this.store}></bn-shift-panel>` : nothing}
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
      : html`<bn-chart-figure
          .model=${experimentChartModel(chart)}
          .name=${chart.caption}
          .reading=${chartReading(chart)}
          ><span slot="title" class="quiet">${chart.caption}</span></bn-chart-figure
        >`;
  }

  #train(result: ExperimentResult): void {
    const { source, target, predict, validationShare } = this.store.settings;
    this.store.change({ ...result.settings, source, target, predict, validationShare });
    this.store.look({ tab: "train" });
  }

  readonly #run = (): void => {
    this.store.send("experiments/run", { orders: [this.#order] });
  };

  readonly #open = (): void => {
    this.store.look({ openExperiment: this.experiment });
  };

  readonly #close = (): void => {
    this.store.look({ openExperiment: null });
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && event.composedPath()[0] === this.renderRoot.querySelector("article")) this.#open();
    else if (event.key === "Escape" && this.store.view.openExperiment === this.experiment) this.#close();
  };
}

customElements.define("bn-experiment-card", ExperimentCard);
