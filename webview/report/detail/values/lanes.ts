import { css, html, LitElement, type TemplateResult } from "lit";
import { t } from "@vscode/l10n";
import { sharedStyles } from "../../../common/styles.ts";
import { DistributionChart } from "../../charts/distributionChart.ts";
import { distributionBase, distributionOutput } from "../../charts/distributionModel.ts";
import { defaultDistributionView } from "../../charts/distributionBase.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { distributionView } from "../distribution/viewState.ts";
import { valueWay } from "../distribution/explainModel.ts";

/** The lanes alone, above the table of values: where one value lies in x, x̂ and y. */
export class ValueLanes extends LitElement {
  static override properties = {
    store: { attribute: false },
    value: { attribute: false },
    index: { attribute: false },
  };
  static override styles = [
    ...sharedStyles,
    css`
      .chart {
        position: relative;
        height: 110px;
        margin-bottom: 4px;
      }
    `,
  ];

  declare store: ReportStore;
  declare value: number | null;
  declare index: number;
  readonly #theme = new PaletteController(this);
  #chart: DistributionChart | null = null;

  constructor() {
    super();
    this.value = null;
    this.index = 0;
    new StoreController(this, ["snapshot", "view", "affine"]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render(): TemplateResult {
    return html`<div class="chart">
      <canvas
        role="img"
        aria-label=${t("Mean and standard deviation of x, x hat and y, and the chosen value")}
      ></canvas>
    </div>`;
  }

  protected override updated(): void {
    const { snapshot, view, affine } = this.store;
    const canvas = this.renderRoot.querySelector("canvas");
    if (snapshot === null || canvas === null || view.selected < 0) {
      return;
    }
    const { palette } = this.#theme;
    this.#chart ??= new DistributionChart(canvas, palette, () => undefined);
    const { axes } = distributionView(this.store);
    const base = distributionBase(snapshot, view.selected, { ...defaultDistributionView, axes });
    const output = distributionOutput(base, snapshot, affine.gamma, affine.beta);
    const [gamma, beta] = [affine.gamma[view.selected], affine.beta[view.selected]];
    const way = this.value === null ? null : valueWay(snapshot, view.selected, this.value, gamma, beta);
    const sample = way === null ? null : { ...way, label: t("row {0}", this.index + 1) };
    this.#chart.show(base, output, sample, palette, "lanes");
  }
}

customElements.define("bn-value-lanes", ValueLanes);
