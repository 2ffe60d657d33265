import { t } from "@vscode/l10n";
import { css, html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { BatchQuestion } from "../../../../src/shared/report/questions.ts";
import type { FieldCheck } from "../../../common/controls/numberField.ts";
import "../../../common/controls/numberField.ts";
import type { Segmented } from "../../../common/controls/segmented.ts";
import "../../../common/controls/segmented.ts";
import { checkWhole } from "../parts/wholeNumber.ts";

/** What a person chose about the batches. */
export type BatchSettings = Pick<BatchQuestion, "batchSize" | "order" | "seed" | "dropLast">;

export const batchToolbarStyles = css`
  .toolbar,
  .setting {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
  }
  .setting {
    gap: 8px;
    flex-wrap: nowrap;
  }
  .setting input[type="range"] {
    width: 100px;
  }
  .toolbar bn-menu-button {
    margin-left: auto;
  }
  bn-number-field {
    width: 56px;
  }
  input[type="checkbox"] {
    appearance: none;
    display: inline-grid;
    place-content: center;
    width: 18px;
    height: 18px;
    margin: 0;
    color: var(--vscode-settings-checkboxForeground, inherit);
    background: var(--vscode-settings-checkboxBackground, transparent);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-settings-checkboxBorder, currentColor));
    border-radius: 3px;
  }
  input[type="checkbox"]:checked::before {
    content: "\\eab2";
    font: normal 14px/1 codicon;
  }
`;

/** Batch size, order, seed, and whether a short last batch is dropped. */
export function batchToolbar(
  settings: BatchSettings,
  sampleCount: number,
  set: (change: Partial<BatchSettings>) => void,
): TemplateResult {
  return html`<div class="setting">
      <span class="secondary" aria-hidden="true">${t("Batch size")}</span>
      <input
        type="range"
        aria-label=${t("Batch size")}
        aria-valuetext=${String(settings.batchSize)}
        min="0"
        max=${Math.log2(Math.max(2, sampleCount))}
        step="any"
        .value=${live(String(Math.log2(settings.batchSize)))}
        @input=${(event: Event) => {
          const { valueAsNumber } = event.target as HTMLInputElement;
          set({ batchSize: Math.min(sampleCount, Math.round(2 ** valueAsNumber)) });
        }}
        @keydown=${(event: KeyboardEvent) => {
          const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
          if (step !== undefined && !event.altKey) {
            event.preventDefault();
            const batchSize = settings.batchSize + step * (event.shiftKey ? 10 : 1);
            set({ batchSize: Math.min(sampleCount, Math.max(1, batchSize)) });
          }
        }}
      />
      ${numberField(
        t("Batch size"),
        settings.batchSize,
        (text) => checkWhole(t("batch size"), text, 1, sampleCount),
        (batchSize) => {
          set({ batchSize });
        },
      )}
    </div>
    <bn-segmented
      label=${t("Order of the samples")}
      .segments=${[
        { value: "shuffled", label: t("Shuffled") },
        { value: "file", label: t("In file order") },
      ]}
      .value=${settings.order}
      @change=${(event: Event) => {
        set({ order: (event.currentTarget as Segmented).value === "file" ? "file" : "shuffled" });
      }}
    ></bn-segmented>
    <div class="setting">
      <span class="secondary" aria-hidden="true">${t("Seed")}</span>
      ${numberField(
        t("Seed"),
        settings.seed,
        (text) => checkWhole(t("seed"), text, 0, 2 ** 31),
        (seed) => {
          set({ seed });
        },
      )}
    </div>
    <label class="setting">
      <input
        type="checkbox"
        .checked=${live(settings.dropLast)}
        @change=${(event: Event) => {
          set({ dropLast: (event.target as HTMLInputElement).checked });
        }}
      />${t("Drop last batch")}
    </label>`;
}

function numberField(
  label: string,
  value: number,
  check: (text: string) => FieldCheck,
  set: (value: number) => void,
): TemplateResult {
  return html`<bn-number-field
    label=${label}
    text=${String(value)}
    .check=${check}
    @input-value=${(event: CustomEvent<number>) => {
      set(event.detail);
    }}
  ></bn-number-field>`;
}
