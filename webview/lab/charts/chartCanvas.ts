import { css, html, LitElement } from "lit";
import { PaletteController } from "../../charts/paletteController.ts";
import type { LineChartModel } from "./chartModel.ts";
import { drawSoon, forgetDrawing } from "./drawQueue.ts";
import { LineChart } from "./lineChart.ts";

/** A line chart of the lab as an element; made once, then drawn anew from its model. */
export class ChartCanvas extends LitElement {
  static override properties = { model: { attribute: false }, label: {} };
  static override styles = css`
    :host {
      display: block;
      position: relative;
      height: 150px;
    }
    .frame {
      position: absolute;
      inset: 0;
    }
  `;

  declare model: LineChartModel;
  /** The chart in one sentence. */
  declare label: string;
  readonly #palette = new PaletteController(this);
  #chart: LineChart | undefined;

  override render() {
    return html`<div class="frame"><canvas role="img" aria-label=${this.label}></canvas></div>`;
  }

  override updated(): void {
    drawSoon(this, () => {
      this.#draw();
    });
  }

  #draw(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas === null) return;
    const { palette } = this.#palette;
    if (this.#chart === undefined) this.#chart = new LineChart(canvas, this.model, palette);
    else this.#chart.show(this.model, palette);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    forgetDrawing(this);
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Moved to another place: the chart is made anew.
    this.requestUpdate();
  }
}

customElements.define("bn-chart-canvas", ChartCanvas);
