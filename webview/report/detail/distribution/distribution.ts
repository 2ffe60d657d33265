import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import "../../../common/controls/menuButton.ts";
import type { Segmented } from "../../../common/controls/segmented.ts";
import "../../../common/controls/segmented.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { DistributionChart } from "../../charts/distributionChart.ts";
import {
  type AxisHold,
  distributionBase,
  distributionOutput,
  type DistributionOutput,
} from "../../charts/distributionModel.ts";
import { type DistributionBase } from "../../charts/distributionBase.ts";
import type { SampleMark } from "../../charts/lanes.ts";
import type { Figure } from "../../../charts/figures.ts";
import type { Palette } from "../../../charts/palette.ts";
import { PaletteController } from "../../../charts/paletteController.ts";
import type { ReportStore, StoreChange } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import * as text from "./distributionText.ts";
import { valueWay } from "./explainModel.ts";
import { statisticsRows } from "./statisticsModel.ts";
import "./affineControls.ts";
import type { AffineControls } from "./affineControls.ts";
import type { AffineHandles } from "./affineHandles.ts";
import "./affineHandles.ts";
import "./bins/bins.ts";
import type { Bins } from "./bins/bins.ts";
import { ChosenValue } from "./chosenValue.ts";
import { distributionMenu } from "./distributionMenu.ts";
import { distributionNotes } from "./distributionNotes.ts";
import "./explain.ts";
import "./matrices/heatMaps.ts";
import "./groups/groups.ts";
import { legend, legendStyles } from "./legend.ts";
import "./matrices/moments.ts";
import { rowsAtFirst } from "./ridges/ridges.ts";
import { ridgesMenu } from "./ridges/ridgesMenu.ts";
import "./statisticsTable.ts";
import { distributionView, setDistributionView } from "./viewState.ts";

/** The Distribution tab: histograms of x, x̂ and y, what γ and β do to them, their statistics, one value explained. */
export class Distribution extends LitElement {
  static override properties = { store: { attribute: false } };
  static override styles = [
    ...sharedStyles,
    swatchStyles,
    sectionStyles,
    legendStyles,
    css`
      .toolbar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      .toolbar.ridges {
        flex-wrap: nowrap;
      }
      .toolbar .ellipsis {
        flex: 0 1 auto;
        min-width: 0;
      }
      .toolbar bn-segmented {
        flex: none;
        margin-left: auto;
      }
      @container detail (max-width: 459px) {
        .toolbar.ridges {
          flex-wrap: wrap;
        }
        .toolbar bn-segmented {
          flex: 0 1 auto;
        }
      }
      .plot {
        position: relative;
        margin-top: 4px;
      }
      .chart {
        position: relative;
        height: 276px;
      }
      .chart.own {
        height: 312px;
      }
      .notes {
        margin: 4px 0;
        color: var(--vscode-descriptionForeground);
        font-size: 12px;
      }
      bn-affine {
        margin: 8px 0;
      }
    `,
  ];

  declare store: ReportStore;
  readonly #chosen = new ChosenValue(this);
  #chart: DistributionChart | null = null;
  readonly #theme = new PaletteController(this);
  /** What the chart was drawn anew for. */
  #shown: { readonly base: DistributionBase; readonly palette: Palette } | null = null;
  #base: DistributionBase | null = null;
  #output: DistributionOutput | null = null;
  /** What the base was made of. */
  #baseKey: readonly unknown[] = [];
  #hold: AxisHold | null = null;
  /** The snapshot and the feature whose axis is held. */
  #heldFor: readonly [ReportStore["snapshot"], number] = [null, -1];

  constructor() {
    super();
    new StoreController(this, ["snapshot", "view", "affine", "released", "status", "cursor"], this.#onStoreChange);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
    this.#shown = null;
  }

  async focusGamma(): Promise<void> {
    await this.updateComplete;
    await this.renderRoot.querySelector<AffineControls>("bn-affine")?.focusGamma();
  }

  readonly #onStoreChange = (change: StoreChange): void => {
    const { cursor, view } = this.store;
    if (change === "cursor" && cursor !== null && view.selected >= 0) {
      this.store.select(cursor.feature);
      this.#chosen.choose(cursor.index);
    }
  };

  protected override willUpdate(): void {
    const { snapshot, view, affine, dragging } = this.store;
    if (snapshot === null) {
      return;
    }
    const chosenView = distributionView(this.store);
    const key = [snapshot, view.selected, view.detail["distribution"]];
    if (this.#base === null || key.some((part, i) => part !== this.#baseKey[i])) {
      this.#base = distributionBase(snapshot, view.selected, chosenView);
      this.#baseKey = key;
    }
    const still = this.#handles?.isDragging ?? false;
    const isOther = snapshot !== this.#heldFor[0] || view.selected !== this.#heldFor[1];
    this.#heldFor = [snapshot, view.selected];
    this.#hold = dragging && !isOther && this.#output !== null ? { bottom: this.#output.bottom, still } : null;
    this.#output = distributionOutput(this.#base, snapshot, affine.gamma, affine.beta, this.#hold);
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view, affine } = this.store;
    const [base, output] = [this.#base, this.#output];
    if (snapshot === null || base === null || output === null) {
      return nothing;
    }
    const isRidges = view.selected < 0 && !base.view.pooled && snapshot.features.names.length > 1;
    return html`
      <div class=${isRidges ? "toolbar ridges" : "toolbar"}>
        ${
          isRidges
            ? html`<span class="secondary ellipsis"
                >${t("Every feature before, and after normalization, γ and β")}</span
              >`
            : legend(base.view.hidden, (name) => {
                const { hidden } = base.view;
                const next = hidden.includes(name) ? hidden.filter((other) => other !== name) : [...hidden, name];
                setDistributionView(this.store, { hidden: next });
              })
        }
        ${this.#viewChoice(base, isRidges)}
        <bn-menu-button
          label=${t("More actions for the chart")}
          .items=${isRidges ? ridgesMenu(this.store) : distributionMenu({ store: this.store, base, output, figure: () => this.#figure })}
        ></bn-menu-button>
      </div>
      ${
        isRidges
          ? html`<bn-ridges .store=${this.store}></bn-ridges>`
          : html`<div class="plot">
                <div class=${base.axes === "own" ? "chart own" : "chart"}>
                  <canvas
                    role="img"
                    aria-label=${text.distributionLabel(base, output)}
                    aria-describedby="statistics"
                  ></canvas>
                  <bn-affine-handles .store=${this.store}></bn-affine-handles>
                </div>
                <bn-bins .store=${this.store} .base=${base} .output=${output}></bn-bins>
              </div>
              <div class="notes">${distributionNotes(this.store, base, output)}</div>`
      }
      <bn-affine .store=${this.store}></bn-affine>
      ${snapshot.source.kind === "statistics" ? nothing : html`<bn-groups class="section" .store=${this.store}></bn-groups>`}
      ${
        view.selected < 0
          ? html`${
                isRidges && snapshot.features.names.length <= rowsAtFirst
                  ? nothing
                  : html`<bn-moments class="section" .store=${this.store}></bn-moments>`
              } <bn-heat-maps class="section" .store=${this.store}></bn-heat-maps>`
          : nothing
      }
      <div class=${view.selected < 0 ? "section" : ""}>
        <bn-statistics
          id="statistics"
          .rows=${statisticsRows(snapshot, view.selected, affine.gamma, affine.beta)}
        ></bn-statistics>
      </div>
      ${view.selected < 0 ? nothing : html`<bn-explain class="section" .store=${this.store} .chosen=${this.#chosen}></bn-explain>`}
    `;
  }

  protected override updated(changes: PropertyValues): void {
    super.updated(changes);
    const canvas = this.renderRoot.querySelector("canvas");
    const [base, output] = [this.#base, this.#output];
    if (canvas === null) {
      this.#chart?.destroy();
      this.#chart = null;
      this.#shown = null;
    }
    if (canvas === null || base === null || output === null) {
      return;
    }
    const { palette } = this.#theme;
    const isNew = this.#shown?.base !== base || this.#shown.palette !== palette;
    this.#chart ??= new DistributionChart(canvas, palette, () => {
      this.#placeHandles();
    });
    if (isNew) {
      this.#shown = { base, palette };
      this.#chart.show(base, output, this.#sample(), palette);
    } else {
      this.#chart.showOutput(output, this.#sample());
    }
    this.#placeHandles();
  }

  /** Which picture: for all features a ridge each or all in one, and whether x has an axis of its own. */
  #viewChoice(base: DistributionBase, isRidges: boolean): TemplateResult {
    const isAll = base.feature < 0 && (this.store.snapshot?.features.names.length ?? 0) > 1;
    return html`<bn-segmented
      label=${isAll ? t("Picture of all features") : t("Axes of the chart")}
      .segments=${[
        ...(isAll ? [{ value: "each", label: t("Each feature") }] : []),
        { value: "one", label: isAll ? t("Pooled") : t("One axis") },
        { value: "own", label: isAll ? t("Pooled, own axes") : t("Own axes") },
      ]}
      .value=${isRidges ? "each" : base.axes}
      @change=${(event: Event) => {
        const { value } = event.currentTarget as Segmented;
        if (value === "each") setDistributionView(this.store, { pooled: false });
        else setDistributionView(this.store, { ...(isAll && { pooled: true }), axes: value === "own" ? "own" : "one" });
      }}
    ></bn-segmented>`;
  }

  get #handles(): AffineHandles | null {
    return this.renderRoot.querySelector<AffineHandles>("bn-affine-handles");
  }

  #placeHandles(): void {
    const bins = this.renderRoot.querySelector<Bins>("bn-bins");
    if (bins !== null) bins.geometry = this.#chart?.geometry ?? null;
    const handles = this.#handles;
    if (handles !== null) {
      handles.hidden = this.#base?.view.hidden.includes("output") ?? false;
      handles.geometry = this.#chart?.geometry ?? null;
      handles.place();
    }
  }

  /** The chart for a picture of its own. */
  get #figure(): Pick<Figure, "canvas" | "prepare"> | null {
    const chart = this.#chart;
    return chart === null ? null : { canvas: chart.canvas, prepare: () => chart.drawAlone() };
  }

  #sample(): SampleMark | null {
    const { snapshot, view, affine } = this.store;
    const { value, index } = this.#chosen;
    if (snapshot === null || value === null || view.selected < 0) {
      return null;
    }
    const feature = view.selected;
    const { x, normalized, output } = valueWay(snapshot, feature, value.x, affine.gamma[feature], affine.beta[feature]);
    return { label: t("row {0}", index + 1), x, normalized, output };
  }
}

customElements.define("bn-distribution", Distribution);
