import { css, html, type TemplateResult } from "lit";
import { formatCopy } from "../../../../src/shared/text/numbers.ts";
import { hover } from "../../../common/controls/hover.ts";
import { mathText } from "./mathText.ts";
import type { ExplainStep } from "../distribution/explainModel.ts";

export const stepStyles = css`
  dl {
    display: grid;
    grid-template-columns: max-content max-content minmax(0, max-content) minmax(96px, 1fr);
    gap: 6px 24px;
    margin: 8px 0 0;
    font-variant-numeric: tabular-nums;
  }
  .step {
    display: contents;
  }
  .step > * {
    margin: 0;
    overflow-wrap: anywhere;
  }
  dt,
  .formula {
    color: var(--vscode-descriptionForeground);
  }
  .result {
    display: flex;
    align-items: center;
    gap: 6px;
    font-weight: 600;
    white-space: nowrap;
  }
  .swatch.none {
    border-color: transparent;
  }
  @container detail (max-width: 619px) {
    dl {
      grid-template-columns: minmax(0, 1fr) max-content;
      gap: 0 12px;
    }
    dt {
      display: none;
    }
    .formula {
      grid-column: 1 / -1;
      margin-top: 6px;
    }
  }
`;

/** Steps of a calculation, one a row: what, formula, the numbers, the result. */
export function stepList(steps: readonly ExplainStep[]): TemplateResult {
  return html`<dl>
    ${steps.map(
      ({ what, formula, calculation, series, symbol, result, value }) =>
        html`<div class="step">
          <dt>${what}</dt>
          <dd class="formula">${mathText(formula)}</dd>
          <dd>${mathText(calculation)}</dd>
          <dd class="result" ${hover(() => ({ text: what, exact: formatCopy(value) }))}>
            <span class="swatch ${series ?? "none"}"></span
            ><span data-step=${symbol === "" ? "centered" : symbol}
              >${symbol === "" ? "" : mathText(`${symbol} `)}= ${result}</span
            >
          </dd>
        </div>`,
    )}
  </dl>`;
}
