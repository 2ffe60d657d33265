import { t } from "@vscode/l10n";
import { css, html, type TemplateResult } from "lit";
import { formatCopy, formatExact } from "../../../../src/shared/text/numbers.ts";
import { hover, type HoverContent } from "../../../common/hover.ts";
import { type StatisticName, statisticNames, type StatisticRow } from "./statisticsModel.ts";
import { seriesText } from "../parts/seriesText.ts";

/** The table turns where it would not fit: statistics become rows; x, x̂ and y columns. */
export const statisticsStyles = css`
  .statistics.turned {
    display: none;
  }
  @container detail (max-width: 619px) {
    .statistics.turned {
      display: table;
    }
    .statistics.wide {
      display: none;
    }
  }
  @container detail (max-width: 359px) {
    .turned .series-name {
      display: none;
    }
  }
  .turned tbody th[scope="row"] {
    color: var(--vscode-descriptionForeground);
  }
`;

/** Statistics of x, x̂ and y: what the chart shows, in numbers. Both orientations; the container's width picks one. */
export function statisticsTable(id: string, rows: readonly StatisticRow[]): TemplateResult {
  return html`<table class="statistics wide" id=${id} aria-label=${t("Statistics of x, x hat and y")}>
      <thead>
        <tr>
          <td></td>
          ${statisticNames.map((name) => html`<th scope="col">${statisticLabel(name)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${seriesCell(row)}</th>
              ${statisticNames.map((name, i) => cell(row, i, name))}
            </tr>`,
        )}
      </tbody>
    </table>
    <table class="statistics turned" aria-label=${t("Statistics of x, x hat and y")}>
      <thead>
        <tr>
          <td></td>
          ${rows.map((row) => html`<th scope="col">${seriesCell(row)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${statisticNames.map(
          (name, i) =>
            html`<tr>
              <th scope="row">${statisticLabel(name)}</th>
              ${rows.map((row) => cell(row, i, name))}
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** "mean", "5%" …: the head of a statistic's column. */
export function statisticLabel(name: StatisticName): string {
  switch (name) {
    case "mean":
      return t("mean");
    case "variance":
      return t("variance");
    case "min":
      return t("min");
    case "q5":
      return "5%";
    case "q25":
      return "25%";
    case "median":
      return t("median");
    case "q75":
      return "75%";
    case "q95":
      return "95%";
    case "max":
      return t("max");
  }
}

function seriesCell({ series }: StatisticRow): TemplateResult {
  return html`<span class="series-cell"
    ><span class="swatch ${series}"></span><span>${seriesText(series)}</span></span
  >`;
}

function cell({ cells, approximate, series }: StatisticRow, i: number, name: StatisticName): TemplateResult {
  const { text, value } = cells[i];
  const estimated = approximate && name !== "mean" && name !== "variance" && name !== "min" && name !== "max";
  const content = (): HoverContent => ({
    text: explanation(name, series, estimated),
    exact: formatCopy(value),
    ...(text === "0" && value !== 0 && { exactNote: t("{0}, rounding", formatExact(value)) }),
  });
  return html`<td data-statistic=${name} data-series=${series} ${hover(content)}>
    ${estimated ? `≈ ${text}` : text}
  </td>`;
}

function explanation(name: StatisticName, series: StatisticRow["series"], estimated: boolean): string {
  if (estimated) {
    return t("Estimated from the histograms of the features, because their γ and β differ.");
  }
  switch (name) {
    case "mean":
      return t("The average of the values.");
    case "variance":
      return series === "normalized"
        ? t("The average squared distance from the mean: var/(var + ε), so that ε keeps it just under 1.")
        : t("The average squared distance from the mean; divides by the number of values, as batch norm does.");
    case "min":
      return t("The smallest value.");
    case "max":
      return t("The largest value.");
    case "median":
      return t("Half of the values lie below it.");
    case "q5":
    case "q25":
    case "q75":
    case "q95":
      return t("{0} of the values lie below it.", statisticLabel(name));
  }
}
