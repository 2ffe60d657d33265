import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { editableNumber, type FieldCheck } from "../../common/numberText.ts";
import { type LayoutName, type PresetName, presetNames, type ReportOptions } from "../../../src/shared/options.ts";
import type { ReportSource } from "../../../src/shared/report/report.ts";
import { hover } from "../../common/controls/hover.ts";
import "../../common/controls/numberField.ts";
import { HostError } from "../../common/rpc.ts";
import "../../common/controls/segmented.ts";
import type { Segmented } from "../../common/controls/segmented.ts";
import "../../common/controls/select.ts";
import type { Select } from "../../common/controls/select.ts";
import { sharedStyles } from "../../common/styles.ts";
import { epsHover, momentumHover } from "../list/hovers.ts";
import { checkEps, checkMomentum, layoutChoices, presetLabels } from "./optionFields.ts";
import "./readingChips.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";

/** While a value is being typed, the report follows when the typing pauses. */
const typingPauseMs = 400;

type OptionName = keyof ReportOptions;

/** The second line of the head: mode, preset, eps, momentum, layout, how it is read. Each applies at once; complaints stand beside it. */
export class Options extends LitElement {
  static override properties = { store: { attribute: false }, errors: { state: true } };
  static override styles = [
    ...sharedStyles,
    css`
      .line,
      label {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .line {
        flex-wrap: wrap;
        gap: 8px 12px;
      }
      .label {
        color: var(--vscode-descriptionForeground);
      }
      bn-select.preset {
        width: 88px;
      }
      bn-select.layout {
        width: 144px;
      }
      bn-select.layout.short {
        width: 84px;
      }
      bn-number-field {
        width: 54px;
      }
    `,
  ];

  declare store: ReportStore;
  declare errors: Readonly<Partial<Record<OptionName, string>>>;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.errors = {};
    new StoreController(this, ["snapshot"]);
  }

  override render() {
    const { snapshot } = this.store;
    if (snapshot === null) {
      return html``;
    }
    const { options, source } = snapshot;
    return html`<div class="line">
      <bn-segmented
        label=${t("Mode")}
        .segments=${[
          { value: "train", label: t("Training") },
          { value: "eval", label: t("Evaluation") },
        ]}
        .value=${options.mode}
        @change=${(event: Event) => {
          this.#set({ mode: (event.currentTarget as Segmented).value === "eval" ? "eval" : "train" });
        }}
      ></bn-segmented>
      ${this.#labelled(t("Preset"), this.#preset(options))}
      ${this.#labelled("eps", this.#number("eps", editableNumber(options.eps), checkEps), () => epsHover(snapshot))}
      ${this.#labelled(
        "momentum",
        this.#number("momentum", editableNumber(options.momentum), (text) => checkMomentum(text, options.preset)),
        () => momentumHover(options),
      )}
      ${layoutChoices(source).length > 1 ? this.#labelled(t("Layout"), this.#layout(options, source)) : nothing}
      <bn-reading-chips .store=${this.store}></bn-reading-chips>
    </div>`;
  }

  #labelled(label: string, control: TemplateResult, content?: () => { text: string }) {
    return html`<div class="line" ${content === undefined ? undefined : hover(content)}>
      <span class="label" aria-hidden="true">${label}</span>
      ${control}
    </div>`;
  }

  #preset(options: ReportOptions) {
    return html`<bn-select
      class="preset"
      label=${t("Preset")}
      .value=${options.preset}
      @change=${(event: Event) => {
        this.#set({ preset: (event.currentTarget as Select).value as PresetName });
      }}
    >
      ${presetNames.map(
        (name) =>
          html`<vscode-option value=${name} ?selected=${name === options.preset}>${presetLabels[name]}</vscode-option>`,
      )}
    </bn-select>`;
  }

  #layout(options: ReportOptions, source: ReportSource) {
    const choices = layoutChoices(source);
    const chosen = choices.find(({ label }) => label === source.layout)?.name ?? options.layout;
    return html`<bn-select
      class=${source.shape.length > 3 ? "layout" : "layout short"}
      label=${t("Layout")}
      .value=${chosen}
      @change=${(event: Event) => {
        this.#set({ layout: (event.currentTarget as Select).value as LayoutName });
      }}
    >
      ${choices.map(
        ({ name, label }) => html`<vscode-option value=${name} ?selected=${name === chosen}>${label}</vscode-option>`,
      )}
    </bn-select>`;
  }

  #number(name: "eps" | "momentum", text: string, check: (text: string) => FieldCheck) {
    const set = (event: Event) => {
      const { detail } = event as CustomEvent<number | null>;
      if (detail === this.store.snapshot?.options[name]) {
        this.errors = {};
      } else {
        this.#set({ [name]: detail });
      }
    };
    return html`<bn-number-field
      label=${name}
      .text=${text}
      .error=${this.errors[name] ?? ""}
      .check=${check}
      placeholder=${name === "momentum" ? t("None") : ""}
      @input-value=${(event: Event) => {
        clearTimeout(this.#typing);
        this.#typing = setTimeout(() => {
          set(event);
        }, typingPauseMs);
      }}
      @change-value=${(event: Event) => {
        clearTimeout(this.#typing);
        set(event);
      }}
    ></bn-number-field>`;
  }

  #set(options: Partial<ReportOptions>): void {
    const names = Object.keys(options) as OptionName[];
    this.errors = {};
    this.store.host.request("options/set", options).catch((error: unknown) => {
      if (!(error instanceof HostError)) {
        throw error;
      }
      const field = names.find((name) => name === error.field) ?? names[0];
      this.errors = { [field]: error.message };
    });
  }
}

customElements.define("bn-options", Options);
