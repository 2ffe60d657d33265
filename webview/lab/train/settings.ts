import { t } from "@vscode/l10n";
import { html, nothing } from "lit";
import { defaultsFor } from "../../../src/shared/lab/dataDefaults.ts";
import {
  labActivations,
  learningRates,
  optimizerNames,
  placements,
  statisticsGroups,
  thirdNames,
  weightsNames,
} from "../../../src/shared/lab/settings.ts";
import { editableNumber } from "../../common/numberText.ts";
import { dataHint, dataLine } from "../model/dataText.ts";
import { activationLabel, networkLabel, optimizerLabel, weightsLabel } from "../model/text.ts";
import { select, SettingControls } from "./settingControls.ts";
import { settingsStyles } from "./settingsStyles.ts";

/** The settings in the order of the pipeline: data, network, what is compared, training. */
export class Settings extends SettingControls {
  static override styles = settingsStyles;

  override render() {
    return html`<div class="groups">${this.#data()}${this.#network()}${this.#compare()}${this.#training()}</div>
      <p class="foot small">
        <button
          class="link"
          @click=${() => {
            this.store.change(defaultsFor(this.store.settings, this.store.data));
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
      this.choice(
        "source",
        t("Source"),
        sources.map(({ name, label }) => ({ value: name, label })),
      ),
      this.choice(
        "target",
        t("Target"),
        targets.map(({ name }) => ({ value: name, label: name })),
        data?.target ?? "",
      ),
      this.#predict(),
      data === null || problems.source || problems.target
        ? nothing
        : html`<p class="small quiet">${dataLine(data)} ${dataHint(data)}</p>`,
      this.row(
        share.label,
        html`<span class="unit"
          >${this.field("validationShare", share, (percent) => percent / 100)}<span>%</span></span
        >`,
        "validationShare",
      ),
      this.check("standardize", t("Standardize features")),
    );
  }

  /** Only for a target of whole numbers is there a choice. */
  #predict() {
    const { data } = this.store;
    const tasks = data?.targets.find(({ name }) => name === data.target)?.tasks ?? [];
    if (data === null || tasks.length < 2) return nothing;
    const labels = { classes: t("Its class"), number: t("Its number") };
    return this.choice(
      "predict",
      t("Predict"),
      tasks.map((value) => ({ value, label: labels[value] })),
      data.task,
    );
  }

  #network() {
    const { settings, data } = this.store;
    return group(
      t("Network"),
      this.row(
        t("Hidden"),
        html`<span class="pair"
          >${this.number("depth", t("Hidden layers"))}<span>${t("of")}</span>${this.number("width", t("Width"))}</span
        >`,
        "depth",
        "width",
      ),
      this.choice(
        "activation",
        t("Activation"),
        labActivations.map((value) => ({ value, label: activationLabel(value) })),
      ),
      this.choice(
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
    return group(
      t("Compare"),
      this.choice(
        "batchNorm",
        t("Batch norm"),
        placements.map((value) => ({ value, label: value === "before" ? t("Before") : t("After") })),
      ),
      this.choice(
        "third",
        t("Third"),
        thirdNames.map((value) => ({ value, label: value === "none" ? t("None") : networkLabel(value) })),
      ),
      this.check("dropBias", t("Drop the bias before it")),
      this.row(
        t("ε, momentum"),
        html`<span class="pair">${this.number("eps", "ε")}${this.number("momentum", t("Momentum"))}</span>`,
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
      this.choice(
        "optimizer",
        t("Optimizer"),
        optimizerNames.map((value) => ({ value, label: optimizerLabel(value) })),
      ),
      this.row(t("Learning rate"), this.number("learningRate", t("Learning rate")), "learningRate"),
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
      this.row(t("Batch size"), this.number("batchSize", t("Batch size")), "batchSize"),
      this.#statistics(),
      this.row(t("Steps"), this.number("steps", t("Steps")), "steps"),
      this.row(t("Seeds"), this.number("seeds", t("Seeds")), "seeds"),
      this.row(t("Target loss"), this.number("targetLoss", t("Target loss")), "targetLoss"),
    );
  }

  #statistics() {
    const { statisticsGroup } = this.store.settings;
    const choices = statisticsGroups.map((rows) => ({
      value: String(rows),
      label: rows === 0 ? t("Whole batch") : t("Groups of {0} rows", rows),
    }));
    const text = t("Rows that batch norm's statistics are taken over: smaller groups add noise without changing SGD");
    return this.row(
      t("Statistics of"),
      select(t("Statistics of"), choices, String(statisticsGroup), (value) => {
        this.store.change({ statisticsGroup: Number(value) });
      }),
      "statisticsGroup",
      text,
    );
  }
}

function group(title: string, ...rows: unknown[]) {
  return html`<section aria-label=${title}>
    <h2 class="heading">${title}</h2>
    ${rows}
  </section>`;
}

customElements.define("bn-lab-settings", Settings);
