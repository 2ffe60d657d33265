import "@vscode-elements/elements/dist/vscode-checkbox/index.js";
import type { VscodeCheckbox } from "@vscode-elements/elements/dist/vscode-checkbox/index.js";
import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { numberProblem } from "../../../src/shared/lab/settingProblems.ts";
import {
  defaultLabSettings,
  labActivations,
  learningRates,
  optimizerNames,
  placements,
  statisticsGroups,
  thirdNames,
  weightsNames,
  type LabSettings,
} from "../../../src/shared/lab/settings.ts";
import { hover } from "../../common/hover.ts";
import "../../common/numberField.ts";
import type { FieldCheck, NumberField } from "../../common/numberField.ts";
import { editableNumber, parseNumber } from "../../common/numberText.ts";
import "../../common/select.ts";
import type { Select } from "../../common/select.ts";
import { activationLabel, networkLabel, optimizerLabel, weightsLabel } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";
import { dataLine, dataHint } from "../model/dataText.ts";
import { settingsStyles } from "./settingsStyles.ts";

type NumberKey = { [K in keyof LabSettings]: LabSettings[K] extends number ? K : never }[keyof LabSettings];
type TextKey = "source" | "target" | "activation" | "weights" | "batchNorm" | "third" | "optimizer";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The settings in the order of the pipeline: data, network, what is compared, training. */
export class Settings extends StoreElement {
  static override styles = settingsStyles;

  override render() {
    return html`<div class="groups">${this.#data()}${this.#network()}${this.#compare()}${this.#training()}</div>
      <p class="foot small">
        <button
          class="link"
          @click=${() => {
            const { source, target } = this.store.settings;
            this.store.change({ ...defaultLabSettings, source, target });
          }}
        >
          ${t("Reset to Defaults")}
        </button>
        <span class="quiet">${t("All networks start from the same weights and see the same mini-batches.")}</span>
      </p>`;
  }

  #data() {
    const { settings, data, sources, problems } = this.store;
    const targets = data?.targets ?? [];
    const share = { label: t("Validation"), text: editableNumber(Math.round(settings.validationShare * 1e6) / 1e4) };
    return group(
      t("Data"),
      this.#choice(
        "source",
        t("Source"),
        sources.map(({ name, label }) => ({ value: name, label })),
      ),
      this.#choice(
        "target",
        t("Target"),
        targets.map(({ name }) => ({ value: name, label: name })),
        data?.target ?? "",
      ),
      data === null || problems.source || problems.target
        ? nothing
        : html`<p class="small quiet">${dataLine(data)} ${dataHint(data)}</p>`,
      this.#row(
        share.label,
        html`<span class="unit"
          >${this.#field("validationShare", share, (percent) => percent / 100)}<span>%</span></span
        >`,
        "validationShare",
      ),
      this.#check("standardize", t("Standardize features")),
    );
  }

  #network() {
    const { settings, data } = this.store;
    return group(
      t("Network"),
      this.#row(
        t("Hidden"),
        html`<span class="pair"
          >${this.#number("depth", t("Hidden layers"))}<span>${t("of")}</span>${this.#number("width", t("Width"))}</span
        >`,
        "depth",
        "width",
      ),
      this.#choice(
        "activation",
        t("Activation"),
        labActivations.map((value) => ({ value, label: activationLabel(value) })),
      ),
      this.#choice(
        "weights",
        t("Weights"),
        weightsNames.map((value) => ({
          value,
          label: weightsLabel(value, settings.width, data?.features ?? settings.width),
        })),
      ),
    );
  }

  #compare() {
    const third = { none: t("None"), layerNorm: networkLabel("layerNorm"), noisy: networkLabel("noisy") };
    return group(
      t("Compare"),
      this.#choice(
        "batchNorm",
        t("Batch norm"),
        placements.map((value) => ({ value, label: value === "before" ? t("Before") : t("After") })),
      ),
      this.#choice(
        "third",
        t("Third"),
        thirdNames.map((value) => ({ value, label: third[value] })),
      ),
      this.#check("dropBias", t("Drop the bias before it")),
      this.#row(
        t("ε, momentum"),
        html`<span class="pair">${this.#number("eps", "ε")}${this.#number("momentum", t("Momentum"))}</span>`,
        "eps",
        "momentum",
      ),
    );
  }

  #training() {
    const rate = this.store.settings.learningRate;
    const nearest = learningRates.reduce((best, each) =>
      Math.abs(Math.log(each / rate)) < Math.abs(Math.log(best / rate)) ? each : best,
    );
    return group(
      t("Training"),
      this.#choice(
        "optimizer",
        t("Optimizer"),
        optimizerNames.map((value) => ({ value, label: optimizerLabel(value) })),
      ),
      this.#row(t("Learning rate"), this.#number("learningRate", t("Learning rate")), "learningRate"),
      html`<div class="row">
        <span></span>
        <input
          type="range"
          aria-label=${t("Learning rate, in half decades")}
          aria-valuetext=${String(nearest)}
          min="0"
          max=${learningRates.length - 1}
          .value=${String(learningRates.indexOf(nearest))}
          @input=${(event: Event) => {
            const index = Number((event.currentTarget as HTMLInputElement).value);
            this.store.setTyping("learningRate", null);
            this.store.change({ learningRate: learningRates[index] });
          }}
        />
      </div>`,
      this.#row(t("Batch size"), this.#number("batchSize", t("Batch size")), "batchSize"),
      this.#statistics(),
      this.#row(t("Steps"), this.#number("steps", t("Steps")), "steps"),
      this.#row(t("Seeds"), this.#number("seeds", t("Seeds")), "seeds"),
      this.#row(t("Target loss"), this.#number("targetLoss", t("Target loss")), "targetLoss"),
    );
  }

  #statistics() {
    const { statisticsGroup } = this.store.settings;
    const choices = statisticsGroups.map((rows) => ({
      value: String(rows),
      label: rows === 0 ? t("Whole batch") : t("Groups of {0} rows", rows),
    }));
    const text = t("Rows that batch norm's statistics are taken over: smaller groups add noise without changing SGD");
    return this.#row(
      t("Statistics of"),
      select(t("Statistics of"), choices, String(statisticsGroup), (value) => {
        this.store.change({ statisticsGroup: Number(value) });
      }),
      "statisticsGroup",
      text,
    );
  }

  #choice(key: TextKey, label: string, choices: readonly Choice[], value: string = this.store.settings[key]) {
    const set = (chosen: string): void => {
      const reset = key === "source" ? { target: "" } : {};
      this.store.change({ [key]: chosen, ...reset });
    };
    return this.#row(label, select(label, choices, value, set), key);
  }

  #check(key: "standardize" | "dropBias", label: string) {
    return html`<vscode-checkbox
      label=${label}
      .checked=${this.store.settings[key]}
      @change=${(event: Event) => {
        this.store.change({ [key]: (event.currentTarget as VscodeCheckbox).checked });
      }}
    ></vscode-checkbox>`;
  }

  #number(key: NumberKey, label: string) {
    return this.#field(key, { label, text: editableNumber(this.store.settings[key]) }, (value) => value);
  }

  /** @param toSetting what was typed, as the setting has it: 20 % is 0.2 */
  #field(key: NumberKey, { label, text }: { label: string; text: string }, toSetting: (typed: number) => number) {
    const check = (typed: string): FieldCheck => {
      const value = parseNumber(typed);
      const problem = numberProblem(key, value === null ? NaN : toSetting(value), typed.trim());
      this.#typed(key, problem?.message ?? null);
      return problem === null && value !== null ? { value } : { error: problem?.message ?? "" };
    };
    return html`<bn-number-field
      label=${label}
      .text=${text}
      .check=${check}
      @change-value=${(event: Event) => {
        const { detail } = event as CustomEvent<number | null>;
        if (detail !== null) this.store.change({ [key]: toSetting(detail) });
      }}
      @focusout=${(event: Event) => {
        // A text that cannot be taken goes when the field is left: it must not keep Run waiting unseen.
        const field = event.currentTarget as NumberField;
        if (this.store.typing.has(key)) {
          field.draft = null;
          this.store.setTyping(key, null);
        }
      }}
    ></bn-number-field>`;
  }

  /** While the field renders it asks for the check: the store must not render the field again from within. */
  #typed(key: NumberKey, error: string | null): void {
    if ((this.store.typing.get(key) ?? null) !== error) {
      queueMicrotask(() => {
        this.store.setTyping(key, error);
      });
    }
  }

  /** A label, its control, and below them what is wrong with the setting. */
  #row(label: string, control: TemplateResult, key: keyof LabSettings, ...more: string[]) {
    const keys = [key, ...more.filter((each) => each in this.store.settings)] as (keyof LabSettings)[];
    const explained = more.find((each) => !(each in this.store.settings));
    const problem = keys.map((each) => this.store.problems[each]).find((each) => each !== undefined);
    const { suggestion } = problem ?? {};
    return html`<div class="row">
        <span aria-hidden="true" ${explained === undefined ? undefined : hover(() => ({ text: explained }))}
          >${label}</span
        >${control}
      </div>
      ${
        problem === undefined
          ? nothing
          : html`<div class="problem" role="alert">
              ${problem.message}
              ${
                suggestion === undefined
                  ? nothing
                  : html`<button
                      class="link"
                      @click=${() => {
                        this.store.change({ [key]: suggestion });
                      }}
                    >
                      ${t("Use {0}", suggestion)}
                    </button>`
              }
            </div>`
      }`;
  }
}

function group(title: string, ...rows: unknown[]) {
  return html`<section aria-label=${title}>
    <h2 class="heading">${title}</h2>
    ${rows}
  </section>`;
}

function select(label: string, choices: readonly Choice[], value: string, set: (value: string) => void) {
  return html`<bn-select
    label=${label}
    .value=${value}
    @change=${(event: Event) => {
      set((event.currentTarget as Select).value);
    }}
  >
    ${choices.map(
      (choice) =>
        html`<vscode-option value=${choice.value} ?selected=${choice.value === value}>${choice.label}</vscode-option>`,
    )}
  </bn-select>`;
}

customElements.define("bn-lab-settings", Settings);
