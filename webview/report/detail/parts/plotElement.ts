import { css, html, LitElement, type TemplateResult } from "lit";
import { sharedStyles } from "../../../common/styles.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import { type Plot, PlotChart } from "../../charts/plotChart.ts";

/** A plot with a title and what is to be known beside it; the label says what it shows to who cannot see it. */
export class PlotElement extends LitElement {
  static override properties = {
    plot: { attribute: false },
    heading: {},
    caption: {},
    label: {},
    height: { type: Number },
  };
  static override styles = [
    ...sharedStyles,
    css`
      /* Heads beside each other are of one height, so that the plots below them are level. */
      :host {
        display: grid;
        grid-row: span 2;
        grid-template-rows: subgrid;
        grid-template-columns: minmax(0, 1fr);
        row-gap: 0;
        min-width: 0;
      }
      .head {
        align-content: start;
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 10px;
        margin-bottom: 4px;
      }
      h3 {
        margin: 0;
        font-size: inherit;
        font-weight: 600;
      }
      .chart {
        position: relative;
      }
    `,
  ];

  declare plot: Plot;
  declare heading: string;
  declare caption: string;
  declare label: string;
  declare height: number;
  readonly #theme = new PaletteController(this);
  #chart: PlotChart | null = null;

  constructor() {
    super();
    this.heading = "";
    this.caption = "";
    this.label = "";
    this.height = 160;
  }

  get canvas(): HTMLCanvasElement | null {
    return this.#chart?.canvas ?? null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  override render(): TemplateResult {
    return html`<div class="head">
        <h3>${this.heading}</h3>
        <span class="secondary" id="caption">${this.caption}</span>
      </div>
      <div class="chart" .style=${`height: ${this.height}px`}>
        <canvas role="img" aria-label=${this.label} aria-describedby="caption"></canvas>
      </div>`;
  }

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector("canvas");
    if (canvas !== null) {
      this.#chart ??= new PlotChart(canvas);
      this.#chart.show(this.plot, this.#theme.palette);
    }
  }
}

customElements.define("bn-plot", PlotElement);

declare global {
  interface HTMLElementTagNameMap {
    "bn-plot": PlotElement;
  }
}
