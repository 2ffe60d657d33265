import { t } from "@vscode/l10n";
import { css, html, LitElement } from "lit";
import "../../common/controls/menuButton.ts";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import { labStyles } from "../labStyles.ts";
import { networkLabel } from "../model/text.ts";
import "./chartCanvas.ts";
import type { LineChartModel } from "./chartModel.ts";
import { chartCsv, chartRows } from "./chartText.ts";

/**
 * A chart with what belongs to it: its title and values (slots), a menu that shows the same numbers as a table or copies
 * them as CSV ("copy-text"), and its reading in one sentence.
 */
export class ChartFigure extends LitElement {
  static override properties = {
    model: { attribute: false },
    name: {},
    reading: {},
    more: { attribute: false },
    isTable: { state: true },
  };
  static override styles = [
    ...labStyles,
    css`
      :host {
        display: block;
        container-type: inline-size;
        min-width: 0;
      }
      figure {
        margin: 0;
      }
      .title {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 6px;
        min-height: 22px;
      }
      slot[name="values"] {
        display: flex;
        flex-wrap: wrap;
        gap: 0 6px;
        min-width: 0;
        margin-left: auto;
      }
      .table {
        max-height: 150px;
        overflow: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0 6px;
        font-weight: normal;
        text-align: right;
      }
      thead th {
        position: sticky;
        top: 0;
        background: var(--vscode-editor-background);
      }
    `,
  ];

  declare model: LineChartModel;
  declare name: string;
  /** The chart in one sentence. */
  declare reading: string;
  /** What the menu offers before its own entries. */
  declare more: readonly MenuEntry[];
  declare isTable: boolean;

  constructor() {
    super();
    this.more = [];
    this.isTable = false;
  }

  override render() {
    return html`<figure aria-label=${this.name}>
      <div class="title">
        <slot name="title"></slot>
        <bn-menu-button
          icon=${this.more.length > 0 ? "chevron-down" : "ellipsis"}
          label=${t("{0}: more", this.name)}
          .items=${this.#menu()}
        ></bn-menu-button>
        <slot name="values"></slot>
      </div>
      <slot name="subtitle"></slot>
      ${
        this.isTable
          ? this.#table()
          : html`<bn-chart-canvas .model=${this.model} .label=${`${this.name}: ${this.reading}`}></bn-chart-canvas>`
      }
      <figcaption class="sr">${this.reading}</figcaption>
    </figure>`;
  }

  #table() {
    const [header, ...rows] = chartRows(this.model, networkLabel);
    return html`<div class="table" tabindex="0" role="region" aria-label=${this.name}>
      <table>
        <thead>
          <tr>
            ${header.map((cell) => html`<th scope="col">${cell}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #menu(): MenuEntry[] {
    const own: MenuEntry[] = [
      {
        label: t("Show as Table"),
        checked: this.isTable,
        run: () => {
          this.isTable = !this.isTable;
        },
      },
      {
        label: t("Copy as CSV"),
        run: () => {
          const detail = chartCsv(this.model, networkLabel);
          this.dispatchEvent(new CustomEvent("copy-text", { detail, bubbles: true, composed: true }));
        },
      },
    ];
    return this.more.length === 0 ? own : [...this.more, "separator", ...own];
  }
}

customElements.define("bn-chart-figure", ChartFigure);
