import "@vscode-elements/elements/dist/vscode-checkbox/index.js";
import type { VscodeCheckbox } from "@vscode-elements/elements/dist/vscode-checkbox/index.js";
import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { numberProblem } from "../../../src/shared/lab/settingProblems.ts";
import type { LabSettings } from "../../../src/shared/lab/settings.ts";
import { hover } from "../../common/controls/hover.ts";
import "../../common/controls/numberField.ts";
import type { FieldCheck, NumberField } from "../../common/controls/numberField.ts";
import { editableNumber, parseNumber } from "../../common/numberText.ts";
import "../../common/controls/select.ts";
import type { Select } from "../../common/controls/select.ts";
import { StoreElement } from "../storeElement.ts";

type NumberKey = { [K in keyof LabSettings]: LabSettings[K] extends number ? K : never }[keyof LabSettings];
type TextKey = "source" | "predict" | "target" | "activation" | "weights" | "batchNorm" | "third" | "optimizer";

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The controls of settings: each with its label, and below it what is wrong with its value. */
export abstract class SettingControls extends StoreElement {
  /** A labelled choice of a setting that is a text. */
  protected choice(key: TextKey, label: string, choices: readonly Choice[], value: string = this.store.settings[key]) {
    const set = (chosen: string): void => {
      // Another source has other columns, another target may not be a class.
      const reset =
        key === "source"
          ? { target: "", predict: "auto" as const }
          : key === "target"
            ? { predict: "auto" as const }
            : {};
      this.store.change({ [key]: chosen, ...reset });
    };
    return this.row(label, select(label, choices, value, set), key);
  }

  protected check(key: "standardize" | "dropBias", label: string) {
    return html`<vscode-checkbox
      label=${label}
      .checked=${this.store.settings[key]}
      @change=${(event: Event) => {
        this.store.change({ [key]: (event.currentTarget as VscodeCheckbox).checked });
      }}
    ></vscode-checkbox>`;
  }

  /** A field for a setting that is a number. */
  protected number(key: NumberKey, label: string) {
    return this.field(key, { label, text: editableNumber(this.store.settings[key]) }, (value) => value);
  }

  /** @param toSetting what was typed, as the setting has it: 20% is 0.2 */
  protected field(
    key: NumberKey,
    { label, text }: { label: string; text: string },
    toSetting: (typed: number) => number,
  ) {
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
        // A text that cannot be taken goes when the field is left, with a word: it must not keep Run waiting unseen.
        const field = event.currentTarget as NumberField;
        if (this.store.typing.has(key)) {
          field.draft = null;
          this.store.takeBack(key, text);
        }
      }}
    ></bn-number-field>`;
  }

  /** While the field renders it asks for the check: the store must not render the field again from within. */
  #typed(key: NumberKey, error: string | null): void {
    if ((this.store.typing.get(key) ?? null) !== error || this.store.takenBack.has(key)) {
      queueMicrotask(() => {
        this.store.setTyping(key, error);
      });
    }
  }

  /** A label, its control, and below them what is wrong with the setting. */
  protected row(label: string, control: TemplateResult, key: keyof LabSettings, ...more: string[]) {
    const keys = [key, ...more.filter((each) => each in this.store.settings)] as (keyof LabSettings)[];
    const explained = more.find((each) => !(each in this.store.settings));
    const problem = keys.map((each) => this.store.problems[each]).find((each) => each !== undefined);
    const { suggestion } = problem ?? {};
    const takenBack = keys.flatMap((each) => this.store.takenBack.get(each) ?? []).at(0);
    return html`<div class="row">
        <span aria-hidden="true" ${explained === undefined ? undefined : hover(() => ({ text: explained }))}
          >${label}</span
        >${control}
      </div>
      ${takenBack === undefined ? nothing : html`<div class="small quiet" role="status">${takenBack}</div>`}
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

/** A select with its options; for a setting that needs more than `choice` gives. */
export function select(label: string, choices: readonly Choice[], value: string, set: (value: string) => void) {
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
