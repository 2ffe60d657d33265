import { t } from "@vscode/l10n";
import { css, html, LitElement, type TemplateResult } from "lit";
import { formatMeasured } from "../../../../src/shared/text/numbers.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { CurvesChart } from "../../charts/curvesChart.ts";
import type { Figure } from "../../../charts/figures.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import type { ReportStore } from "../../store/store.ts";
import { chartMenu } from "../parts/chartMenu.ts";
import { sectionStyles } from "../../styles/detailStyles.ts";
import { learnedCsv } from "./learnedCsv.ts";
import type { LearnRun } from "./learnRun.ts";

/** So many features have curves of their own: more lines than that are a blot. */
const mostFeatures = 64;

/** The curves of a training: the loss, and γ and β of every feature. */
export class LearnCurves extends LitElement {
  static override properties = {
    store: { attribute: false },
    run: { attribute: false, hasChanged: () => true },
    steps: { attribute: false },
  };
  static override styles = [
    ...sharedStyles,
    sectionStyles,
    css`
      .picture {
        position: relative;
        height: 140px;
      }
    `,
  ];

  declare store: ReportStore;
  declare run: LearnRun;
  declare steps: number;
  #charts: { loss: CurvesChart; parameters: CurvesChart } | null = null;
  readonly #theme = new PaletteController(this);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#charts?.loss.destroy();
    this.#charts?.parameters.destroy();
    this.#charts = null;
  }

  override render(): TemplateResult {
    const { losses } = this.run;
    const ends = [losses.at(0), losses.at(-1)].map((loss) => (loss === undefined ? "" : formatMeasured(loss)));
    return html`<section class="section">
        <div class="section-head">
          <h3>${t("Loss")}</h3>
          ${chartMenu({
            store: this.store,
            kind: "learning",
            figures: () => this.#figures(),
            csv: () => learnedCsv(this.run, this.store.snapshot?.features.names ?? []),
          })}
        </div>
        <div class="picture">
          <canvas role="img" aria-label=${t("Loss from {0} to {1}", ends[0], ends[1])}></canvas>
        </div>
      </section>
      <section class="section">
        <div class="section-head">
          <h3>${parametersTitle()}</h3>
        </div>
        <div class="picture">
          <canvas
            role="img"
            aria-label=${t("γ and β over the steps; the table has the numbers of the step that is shown")}
          ></canvas>
        </div>
      </section>`;
  }

  protected override updated(): void {
    const [loss, parameters] = this.renderRoot.querySelectorAll("canvas");
    this.#charts ??= { loss: new CurvesChart(loss), parameters: new CurvesChart(parameters) };
    const { palette } = this.#theme;
    const { losses, frames, shown } = this.run;
    const { step } = frames[shown];
    const points = losses.map((y, x) => ({ x, y })).filter(({ y }) => Number.isFinite(y));
    const isPositive = points.length > 0 && points.every(({ y }) => y > 0);
    this.#charts.loss.show([{ points, color: palette.text }], this.steps, step, isPositive, palette);
    const width = Math.min(mostFeatures, frames[0].gamma.length);
    const features = Array.from({ length: width }, (_, c) => c);
    const curves = [
      ...features.map((c) => ({
        points: frames.map(({ step: x, gamma }) => ({ x, y: gamma[c] })),
        color: palette.output,
      })),
      ...features.map((c) => ({
        points: frames.map(({ step: x, beta }) => ({ x, y: beta[c] })),
        color: palette.reference,
        isDashed: true,
      })),
    ];
    this.#charts.parameters.show(curves, this.steps, step, false, palette);
  }

  #figures(): Figure[] {
    const headings = [t("Loss"), parametersTitle()];
    return [...this.renderRoot.querySelectorAll("canvas")].map((canvas, i) => ({ canvas, heading: headings[i] }));
  }
}

function parametersTitle(): string {
  return t("γ (lines) and β (dashed) of every feature");
}

customElements.define("bn-learn-curves", LearnCurves);
