import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import {
  optimizerNames,
  type LabelColumn,
  type OptimizerName,
  type TargetTensor,
} from "../../../../src/shared/report/learn.ts";
import "../../../common/controls/numberField.ts";
import { editableNumber, parseNumber } from "../../../common/numberText.ts";
import "../../../common/controls/select.ts";
import type { Select } from "../../../common/controls/select.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import {
  learnOptions,
  optimizerLabels,
  readLearnSettings,
  targetItems,
  type LearnNumber,
  type LearnSettings,
} from "./learnModel.ts";

const detailKey = "learn";

/** What a person chose to learn on this page. */
export function learnSettingsOf({ view }: ReportStore): LearnSettings {
  return readLearnSettings(view.detail[detailKey]);
}

/** The controls of the Learn tab: target, optimizer and its numbers. */
export class LearnSettingsBar extends LitElement {
  static override properties = {
    store: { attribute: false },
    labels: { state: true },
    tensor: { state: true },
    error: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    css`
      .controls {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 6px 14px;
        margin-top: 8px;
      }
      .control {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .error {
        color: var(--vscode-errorForeground);
      }
    `,
  ];

  declare store: ReportStore;
  declare labels: readonly LabelColumn[];
  /** Another tensor that the person chose. */
  declare tensor: TargetTensor | null;
  declare error: string;
  #revision = -1;

  constructor() {
    super();
    this.labels = [];
    this.tensor = null;
    this.error = "";
    new StoreController(this, ["snapshot", "view"]);
  }

  protected override willUpdate(): void {
    const { snapshot } = this.store;
    if (snapshot === null || snapshot.revision === this.#revision) return;
    this.#revision = snapshot.revision;
    this.store.host.request("learn/labels").then((labels) => {
      this.labels = labels;
    }, ignore);
  }

  override render(): TemplateResult | typeof nothing {
    if (this.store.snapshot === null) {
      return nothing;
    }
    return html`<div class="controls">
        ${this.#labelled(t("Target"), this.#targets())}
        <button class="link" @click=${() => void this.#chooseTensor()}>${t("Another Tensor…")}</button>
        ${this.#labelled(t("Optimizer"), this.#optimizers())}
        ${this.#number("learningRate", t("Learning rate"), (value) => value > 0)}
        ${this.#number("batchSize", t("Batch size"), (value) => Number.isInteger(value) && value > 1, t("all"))}
        ${this.#number("steps", t("Steps"), (value) => Number.isInteger(value) && value > 0 && value <= 100_000)}
        ${this.#number("seed", t("Seed"), (value) => Number.isInteger(value))}
      </div>
      ${this.error === "" ? nothing : html`<p class="error" role="alert">${this.error}</p>`}`;
  }

  get #settings(): LearnSettings {
    return learnSettingsOf(this.store);
  }

  #set(change: Partial<LearnSettings>): void {
    this.store.setDetail(detailKey, { ...this.#settings, ...change });
  }

  #setTarget(target: string): void {
    this.#set({ target, optimizer: target.startsWith("labels") ? "adam" : "sgd" });
  }

  async #chooseTensor(): Promise<void> {
    this.error = "";
    try {
      const tensor = await this.store.host.request("learn/chooseTarget");
      if (tensor === null) return;
      this.tensor = tensor;
      this.#setTarget(tensor.names.length === this.store.snapshot?.source.featureCount ? "tensor" : "tensor 0");
    } catch (thrown) {
      this.error = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }

  #targets(): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const { target } = this.#settings;
    return html`<bn-select
      label=${t("Target")}
      .value=${target}
      @change=${(event: Event) => {
        this.#setTarget((event.currentTarget as Select).value);
      }}
    >
      ${targetItems(snapshot, this.labels, this.tensor).map(
        ({ value, label }) =>
          html`<vscode-option value=${value} ?selected=${value === target}>${label}</vscode-option>`,
      )}
    </bn-select>`;
  }

  #optimizers(): TemplateResult {
    const { optimizer } = this.#settings;
    return html`<bn-select
      label=${t("Optimizer")}
      .value=${optimizer}
      @change=${(event: Event) => {
        this.#set({ optimizer: (event.currentTarget as Select).value as OptimizerName });
      }}
    >
      ${optimizerNames.map(
        (name) =>
          html`<vscode-option value=${name} ?selected=${name === optimizer}>${optimizerLabels[name]}</vscode-option>`,
      )}
    </bn-select>`;
  }

  #number(
    name: LearnNumber,
    label: string,
    accepts: (value: number) => boolean,
    empty?: string,
  ): TemplateResult | typeof nothing {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    const check = (text: string) => {
      if (empty !== undefined && text.trim() === "") return { value: null };
      const number = parseNumber(text);
      return number !== null && accepts(number) ? { value: number } : { error: t("{0} cannot be {1}", label, text) };
    };
    return this.#labelled(
      label,
      html`<bn-number-field
        label=${label}
        .text=${editableNumber(learnOptions(this.#settings, snapshot)[name])}
        .error=${""}
        .check=${check}
        placeholder=${empty ?? ""}
        @change-value=${(event: Event) => {
          const { numbers } = this.#settings;
          this.#set({ numbers: { ...numbers, [name]: (event as CustomEvent<number | null>).detail } });
        }}
      ></bn-number-field>`,
    );
  }

  #labelled(label: string, control: TemplateResult | typeof nothing): TemplateResult {
    return html`<span class="control"><span class="secondary" aria-hidden="true">${label}</span>${control}</span>`;
  }
}

customElements.define("bn-learn-settings", LearnSettingsBar);
