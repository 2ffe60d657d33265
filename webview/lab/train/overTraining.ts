import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { hover } from "../../common/hover.ts";
import "../../common/menuButton.ts";
import type { MenuEntry } from "../../common/menuButton.ts";
import "../charts/chartCanvas.ts";
import { chartCsv, chartRows } from "../charts/chartText.ts";
import { inputMeasures, type InputMeasure } from "../labStore.ts";
import { labStyles } from "../labStyles.ts";
import { chartLayers, layerDash } from "../model/layerCharts.ts";
import { trainingCharts } from "../model/overTraining.ts";
import type { TrainingChart } from "../model/trainingChart.ts";
import { networkLabel } from "../model/text.ts";
import { StoreElement } from "../storeElement.ts";

/** The charts over the steps of a run, with one common step axis. */
export class OverTraining extends StoreElement {
  static override properties = { ...StoreElement.properties, tables: { state: true } };
  static override styles = [
    ...labStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 4px 12px;
        margin: 14px 0 6px;
      }
      .dashes {
        display: flex;
        gap: 12px;
      }
      .dashes span::before {
        content: "";
        display: inline-block;
        width: 20px;
        margin-right: 6px;
        vertical-align: 4px;
        border-top: 2px solid currentcolor;
      }
      .dashes .dotted::before {
        border-top-style: dotted;
      }
      .dashes .dashed::before {
        border-top-style: dashed;
      }
      .charts {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 12px 14px;
      }
      figure {
        container-type: inline-size;
        margin: 0;
        min-width: 0;
      }
      @container (max-width: 299.98px) {
        .which {
          display: none;
        }
      }
      .title {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 22px;
        white-space: nowrap;
      }
      .title b {
        font-weight: 600;
      }
      .values {
        display: flex;
        justify-content: flex-end;
        gap: 6px;
        flex: 1;
        min-width: 0;
        overflow: hidden;
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
      @container (min-width: 1160px) {
        .charts {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @container (max-width: 719.98px) {
        .charts {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @container (max-width: 419.98px) {
        .charts {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** The charts that are shown as tables. */
  declare tables: readonly string[];

  constructor() {
    super();
    this.tables = [];
  }

  override render() {
    const { run, frame, view } = this.store;
    if (run === null || frame === null || run.frames.length < 2) return nothing;
    const { depth, seeds } = run.info.settings;
    const layers = chartLayers(depth, view.layers);
    return html`<div class="head">
        <h2 class="heading">${t("Over training")}</h2>
        <span class="dashes quiet"
          >${seeds > 1 ? t("Bands: range of {0} seeds", seeds) : t("1 seed")}
          ${layers.map(
            (layer, index) =>
              html`<span class=${layerDash(index, layers.length).name}>${t("layer {0}", layer + 1)}</span>`,
          )}</span
        >
      </div>
      <div class="charts">
        ${trainingCharts(run, frame, view.hidden, view.measure, view.layers).map((chart) => this.#figure(chart))}
      </div>`;
  }

  #figure(chart: TrainingChart) {
    const isTable = this.tables.includes(chart.id);
    return html`<figure aria-label=${chart.title}>
      <div class="title">
        <b ${chart.id === "drift" ? hover(() => ({ text: driftHover() })) : undefined}>${chart.title}</b>
        <bn-menu-button
          icon=${chart.id === "input" ? "chevron-down" : "ellipsis"}
          label=${t("{0}: more", chart.title)}
          .items=${this.#menu(chart)}
        ></bn-menu-button>
        <span class="values"
          ><span class="quiet which">${chart.which}</span>${chart.values.map(
            ({ role, text }) => html`<span class=${`series-text of-${role}`}>${text}</span>`,
          )}</span
        >
      </div>
      <div class="quiet">${chart.subtitle}</div>
      ${
        isTable
          ? this.#table(chart)
          : html`<bn-chart-canvas .model=${chart.model} .label=${`${chart.title}: ${chart.reading}`}></bn-chart-canvas>`
      }
      <figcaption class="sr">${chart.reading}</figcaption>
    </figure>`;
  }

  #table(chart: TrainingChart) {
    const [header, ...rows] = chartRows(chart.model, networkLabel);
    return html`<div class="table" tabindex="0" role="region" aria-label=${chart.title}>
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

  #menu(chart: TrainingChart): MenuEntry[] {
    const isTable = this.tables.includes(chart.id);
    const common: MenuEntry[] = [
      {
        label: t("Show as Table"),
        checked: isTable,
        run: () => {
          this.tables = isTable ? this.tables.filter((id) => id !== chart.id) : [...this.tables, chart.id];
        },
      },
      {
        label: t("Copy as CSV"),
        run: () => {
          this.store.send("clipboard/write", { text: chartCsv(chart.model, networkLabel) });
        },
      },
    ];
    if (chart.id !== "input") return common;
    const measures = inputMeasures.map((measure) => ({
      label: measureLabel(measure, this.store.settings.activation === "relu"),
      checked: measure === this.store.view.measure,
      run: () => {
        this.store.look({ measure });
      },
    }));
    return [...measures, "separator", ...common];
  }
}

function driftHover(): string {
  return t("How far each unit's sorted inputs moved since the last probe, in σ of the layer");
}

function measureLabel(measure: InputMeasure, isRelu: boolean): string {
  switch (measure) {
    case "std":
      return t("Spread");
    case "mean":
      return t("Mean");
    case "useless":
      return isRelu ? t("Dead units") : t("Saturated values");
    case "displacement":
      return t("Distance from the start");
  }
}

customElements.define("bn-lab-over-training", OverTraining);
