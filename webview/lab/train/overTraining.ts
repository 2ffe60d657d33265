import { t } from "@vscode/l10n";
import { css, html, nothing } from "lit";
import { hover } from "../../common/controls/hover.ts";
import type { MenuEntry } from "../../common/controls/menuButton.ts";
import "../charts/chartFigure.ts";
import { inputMeasures, type InputMeasure } from "../labStore.ts";
import { labStyles } from "../labStyles.ts";
import { chartLayers, layerDash } from "../model/layerCharts.ts";
import { trainingCharts } from "../model/overTraining.ts";
import type { TrainingChart } from "../model/trainingChart.ts";
import { StoreElement } from "../storeElement.ts";

/** The charts over the steps of a run, with one common step axis. */
export class OverTraining extends StoreElement {
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
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .dashes span {
        white-space: nowrap;
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
      .which,
      .series-text,
      [slot="title"] {
        white-space: nowrap;
      }
      [slot="title"] {
        font-weight: 600;
      }
      @container (max-width: 299.98px) {
        .which {
          display: none;
        }
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
    return html`<bn-chart-figure
      .model=${chart.model}
      .name=${chart.title}
      .reading=${chart.reading}
      .more=${chart.id === "input" ? this.#measures() : []}
    >
      <b slot="title" ${chart.id === "drift" ? hover(() => ({ text: driftHover() })) : undefined}>${chart.title}</b>
      <span slot="values" class="quiet which">${chart.which}</span>
      ${chart.values.map(
        ({ role, text }) => html`<span slot="values" class=${`series-text of-${role}`}>${text}</span>`,
      )}
      <div slot="subtitle" class="quiet">${chart.subtitle}</div>
    </bn-chart-figure>`;
  }

  #measures(): MenuEntry[] {
    return inputMeasures.map((measure) => ({
      label: measureLabel(measure, this.store.settings.activation === "relu"),
      checked: measure === this.store.view.measure,
      run: () => {
        this.store.look({ measure });
      },
    }));
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
