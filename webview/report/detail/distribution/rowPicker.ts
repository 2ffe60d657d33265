import { t } from "@vscode/l10n";
import { css, html, nothing, type TemplateResult } from "lit";
import { formatCount } from "../../../../src/shared/text/numbers.ts";
import type { FieldCheck } from "../../../common/controls/numberField.ts";
import "../../../common/controls/numberField.ts";
import { parseNumber } from "../../../common/numberText.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import type { ChosenValue } from "./chosenValue.ts";

export const rowPickerStyles = css`
  .where {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .where bn-number-field {
    width: 64px;
  }
`;

/** Which value is explained: its row, and a link to its line in the text. */
export function rowPicker(store: ReportStore, chosen: ChosenValue): TemplateResult {
  return html`<div class="where">
    <span class="secondary" aria-hidden="true">${t("Row")}</span>
    <bn-number-field
      label=${t("Row")}
      text=${String(chosen.index + 1)}
      .check=${(text: string) => checkRow(text, chosen.count)}
      @input-value=${(event: CustomEvent<number>) => {
        chosen.choose(event.detail - 1);
      }}
    ></bn-number-field>
    ${lineLink(store, chosen)}
  </div>`;
}

function lineLink(store: ReportStore, { value, index }: ChosenValue): TemplateResult | typeof nothing {
  if (value === null || value.line === 0) {
    return nothing;
  }
  const text = t("line {0}", value.line);
  return store.live === "closed"
    ? html`<span class="secondary">${text}</span>`
    : html`<button
        class="link"
        title=${t("Show this value in the editor")}
        @click=${() => {
          const target = { kind: "value", feature: store.view.selected, index } as const;
          store.host.request("source/reveal", target).catch(ignore);
        }}
      >
        ${text}
      </button>`;
}

/** A whole number from 1 to the number of values. */
function checkRow(text: string, count: number): FieldCheck {
  const row = parseNumber(text);
  return row !== null && Number.isInteger(row) && row >= 1 && row <= count
    ? { value: row }
    : { error: t("row must be a whole number from 1 to {0}, got {1}", formatCount(count), text) };
}
