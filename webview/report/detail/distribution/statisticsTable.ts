import { t } from "@vscode/l10n";
import { css, html, LitElement, type TemplateResult } from "lit";
import { formatCopy, formatExact } from "../../../../src/shared/text/numbers.ts";
import { hover, type HoverContent } from "../../../common/controls/hover.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import { type StatisticName, statisticNames, type StatisticRow } from "./statisticsModel.ts";
import { seriesText } from "../parts/seriesText.ts";

/**
 * Statistics of x, x̂ and y: what the chart shows, in numbers. Where their own width is more than there is room for, the
 * table turns: statistics become rows; x, x̂ and y columns.
 */
export class StatisticsTable extends LitElement {
  static override properties = { rows: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    swatchStyles,
    sectionStyles,
    css`
      :host {
        overflow-x: auto;
      }
      .turned,
      :host([turned]) .wide {
        display: none;
      }
      :host([turned]) .turned {
        display: table;
      }
      :host([short]) .turned .series-name {
        display: none;
      }
      .turned tbody th[scope="row"] {
        color: var(--vscode-descriptionForeground);
      }
    `,
  ];

  declare rows: readonly StatisticRow[];
  readonly #observer = new ResizeObserver(() => {
    this.#fit();
  });

  constructor() {
    super();
    this.rows = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render(): TemplateResult {
    return html`${wideTable(this.rows)}${turnedTable(this.rows)}`;
  }

  protected override updated(): void {
    this.#fit();
  }

  /** Turns the table if it does not fit, and leaves out the names beside the symbols if that does not fit either. */
  #fit(): void {
    this.removeAttribute("turned");
    this.removeAttribute("short");
    const overflows = (): boolean => this.scrollWidth > this.clientWidth;
    if (overflows()) this.setAttribute("turned", "");
    if (this.hasAttribute("turned") && overflows()) this.setAttribute("short", "");
    // The last resort scrolls by itself, never the page: then the keyboard has to reach it.
    if (overflows()) this.tabIndex = 0;
    else this.removeAttribute("tabindex");
  }
}

function wideTable(rows: readonly StatisticRow[]): TemplateResult {
  return html`<table class="statistics wide" aria-label=${t("Statistics of x, x hat and y")}>
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
  </table>`;
}

function turnedTable(rows: readonly StatisticRow[]): TemplateResult {
  return html`<table class="statistics turned" aria-label=${t("Statistics of x, x hat and y")}>
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

customElements.define("bn-statistics", StatisticsTable);
