import { t } from "@vscode/l10n";
import { css, html, type TemplateResult } from "lit";
import { type SeriesName, seriesNames } from "../../charts/distributionBase.ts";
import { seriesLabel, seriesText } from "../parts/seriesText.ts";

export const legendStyles = css`
  .legend {
    display: contents;
  }
  .legend button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    padding: 0 4px;
    margin-left: -4px;
    margin-right: 6px;
    border-radius: var(--radius);
  }
  .legend button[aria-pressed="false"] .label {
    color: var(--vscode-disabledForeground, var(--vscode-descriptionForeground));
    text-decoration: line-through;
  }
  .legend button[aria-pressed="false"] .swatch {
    opacity: 0.4;
  }
`;

/** The series of the chart, each a button that shows and hides it. */
export function legend(hidden: readonly SeriesName[], onToggle: (name: SeriesName) => void): TemplateResult {
  return html`<div class="legend" role="group" aria-label=${t("Series of the chart")}>
    ${seriesNames.map((name) => {
      const shown = !hidden.includes(name);
      const label = seriesLabel(name);
      const toggle = shown
        ? t("Hide {0}", `${label.symbol} ${label.name}`)
        : t("Show {0}", `${label.symbol} ${label.name}`);
      return html`<button
        aria-pressed=${String(shown)}
        title=${toggle}
        @click=${() => {
          onToggle(name);
        }}
      >
        <span class="swatch wide ${name}"></span><span class="label">${seriesText(name)}</span>
      </button>`;
    })}
  </div>`;
}
