import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { GradientAnswer, GradientQuestion, Upstream } from "../../../../src/shared/report/questions.ts";
import { formatCopy, formatMeasured } from "../../../../src/shared/text/numbers.ts";
import { hover } from "../../../common/controls/hover.ts";
import "../../../common/controls/numberField.ts";
import { parseNumber } from "../../../common/numberText.ts";
import type { Segmented } from "../../../common/controls/segmented.ts";
import "../../../common/controls/segmented.ts";
import { sharedStyles } from "../../../common/styles.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { chartMenu, plotFigures } from "../parts/chartMenu.ts";
import { chooseFeature, withoutStatistics } from "../parts/chooseFeature.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import { ChosenValue } from "../distribution/chosenValue.ts";
import { rowPicker, rowPickerStyles } from "../distribution/rowPicker.ts";
import { csvText } from "../../../common/exports.ts";
import { HostQuestion } from "../parts/hostQuestion.ts";
import { mathText, sentenceText } from "../parts/mathText.ts";
import { gradientPlots, gradientRows, gradientSentences, gradientSteps } from "./gradientModel.ts";
import "../parts/plotElement.ts";
import { stepList, stepStyles } from "../parts/steps.ts";
import { gradientsStyles } from "./gradientsStyles.ts";

const detailKey = "gradients";

interface Settings {
  readonly upstream: Upstream;
  readonly seed: number;
}

/** The Gradients tab: what of a gradient batch norm lets through, and what γ and β get of it. */
export class Gradients extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [...sharedStyles, swatchStyles, sectionStyles, stepStyles, rowPickerStyles, gradientsStyles];

  declare store: ReportStore;
  readonly #chosen = new ChosenValue(this);
  readonly #question = new HostQuestion(this, "feature/gradients", () => this.#params());

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "released", "status"]);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    if (view.selected < 0) {
      return chooseFeature(this.store, t("Gradients are shown for one feature at a time: choose one in the list."));
    }
    const impossible = withoutStatistics(this.store);
    if (impossible !== null) {
      return impossible;
    }
    const { answer, error } = this.#question;
    return html`<div class="toolbar">
        ${this.#toolbar(this.#settings)}
        ${chartMenu({
          store: this.store,
          kind: "gradients",
          figures: () => plotFigures(this.renderRoot),
          csv: () => gradientsCsv(answer),
        })}
      </div>
      ${error === null ? nothing : html`<p class="error" role="alert">${error}</p>`}
      ${answer === null ? nothing : this.#answer(answer, snapshot.options.mode, snapshot.features.names[view.selected])}`;
  }

  #toolbar({ upstream, seed }: Settings): TemplateResult {
    return html`<div class="setting">
        <span class="secondary" aria-hidden="true">${t("Upstream gradient")}</span>
        <bn-segmented
          label=${t("Upstream gradient")}
          .segments=${[
            { value: "random", label: t("Random") },
            { value: "ones", label: t("Ones") },
            { value: "loss", label: t("From a loss") },
          ]}
          .value=${upstream}
          @change=${(event: Event) => {
            this.#set({ upstream: (event.currentTarget as Segmented).value as Upstream });
          }}
        ></bn-segmented>
      </div>
      ${
        upstream === "random"
          ? html`<div class="setting">
              <span
                class="secondary"
                aria-hidden="true"
                ${hover(() => ({ text: t("Noise with a mean of 0.4 and a slope of 0.5, so that there is something to remove.") }))}
                >${t("Seed")}</span
              >
              <bn-number-field
                label=${t("Seed")}
                text=${String(seed)}
                .check=${checkSeed}
                @input-value=${(event: CustomEvent<number>) => {
                  this.#set({ seed: event.detail });
                }}
              ></bn-number-field>
            </div>`
          : nothing
      }`;
  }

  #answer(answer: GradientAnswer, mode: "train" | "eval", name: string): TemplateResult {
    const { arrives, goesOn } = gradientPlots(answer, mode);
    const train = mode === "train";
    const sentences = gradientSentences(answer, this.#settings.upstream, mode, name);
    const line = [answer.meanGrad, answer.slope].map((value) => formatMeasured(value));
    return html`<p class="sentence">${sentenceText(sentences.join(" "))}</p>
      <div class="plots">
        <bn-plot
          height="210"
          heading=${t("Arrives: g = dL/dy")}
          caption=${train ? t("with the line that is removed") : ""}
          label=${t("Gradient that arrives, over x hat: mean {0}, slope {1}", ...line)}
          .plot=${arrives}
        ></bn-plot>
        <bn-plot
          height="210"
          heading=${t("Goes on: dL/dx")}
          caption=${train ? t("mean 0, slope 0") : ""}
          label=${train ? t("Gradient that goes on, over x hat: mean 0, slope 0") : t("Gradient that goes on, over x hat")}
          .plot=${goesOn}
        ></bn-plot>
      </div>
      <table class="section" id="gradients">
        <thead>
          <tr>
            <th scope="col">${t("for {0}", name)}</th>
            <th scope="col">${t("formula")}</th>
            <th scope="col" class="meaning">${t("meaning")}</th>
            <th scope="col" class="right">${t("value")}</th>
          </tr>
        </thead>
        <tbody>
          ${gradientRows(answer, mode).map(
            ({ symbol, formula, meaning, value }) =>
              html`<tr>
                <th scope="row">${symbol}</th>
                <td class="left">${mathText(formula)}</td>
                <td class="left meaning">${meaning}</td>
                <td data-gradient=${symbol} ${hover(() => ({ text: meaning, exact: formatCopy(value) }))}>
                  ${formatMeasured(value)}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${this.#explain(answer, mode, name)}`;
  }

  #explain(answer: GradientAnswer, mode: "train" | "eval", name: string): TemplateResult {
    const place = t("row {0} of {1}", this.#chosen.index + 1, name);
    return html`<section class="section" aria-labelledby="explain-title">
      <div class="section-head">
        <h3 id="explain-title">${t("Explain this gradient")}</h3>
        ${rowPicker(this.store, this.#chosen)}
      </div>
      ${stepList(gradientSteps(answer, mode, place))}
    </section>`;
  }

  get #settings(): Settings {
    const saved = this.store.view.detail[detailKey] as Partial<Record<keyof Settings, unknown>> | undefined;
    const seed = saved?.seed;
    return {
      upstream: saved?.upstream === "ones" || saved?.upstream === "loss" ? saved.upstream : "random",
      seed: typeof seed === "number" && Number.isInteger(seed) && seed >= 0 ? seed : 7,
    };
  }

  #set(change: Partial<Settings>): void {
    this.store.setDetail(detailKey, { ...this.#settings, ...change });
  }

  #params(): GradientQuestion | null {
    const { view, affine } = this.store;
    const feature = view.selected;
    return feature < 0
      ? null
      : {
          feature,
          ...this.#settings,
          gamma: affine.gamma[feature],
          beta: affine.beta[feature],
          index: this.#chosen.index,
        };
  }
}

function checkSeed(text: string): { value: number } | { error: string } {
  const value = parseNumber(text);
  return value !== null && Number.isInteger(value) && value >= 0 && value <= 2 ** 31
    ? { value }
    : { error: t("seed must be a whole number of at least 0, got {0}", text) };
}

function gradientsCsv(answer: GradientAnswer | null): string {
  return answer === null
    ? ""
    : csvText([
        ["normalized", "grad_output", "grad_input"],
        ...Array.from(answer.normalized, (x, i) => [x, answer.gradOutput[i], answer.gradInput[i]]),
      ]);
}

customElements.define("bn-gradients", Gradients);
