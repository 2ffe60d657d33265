import { t } from "@vscode/l10n";
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import {
  comparedColumns,
  type CheckpointComparison,
  type ComparedColumn,
  type ComparedLayer,
} from "../../src/shared/checkpoint/comparison.ts";
import { formatCount, formatSignificant } from "../../src/shared/text/numbers.ts";
import { position, type Tick } from "../../src/shared/view/axis.ts";
import { boxWidth } from "../../src/shared/view/thumbnail.ts";
import { style } from "../common/style.ts";
import { sharedStyles } from "../common/styles.ts";
import { binsPicture } from "../checkpoint/list/binsPicture.ts";
import { listStyles } from "../checkpoint/list/listStyles.ts";
import { splitName } from "../checkpoint/list/rows.ts";
import { hatchPattern, pictureStyles } from "../report/styles/pictureStyles.ts";
import { comparedTicks } from "./compareTicks.ts";

/** Room of the columns: layer, C, y moved, and the pictures. */
const wideColumns = "minmax(160px, 1.8fr) 30px minmax(96px, 1fr) repeat(4, minmax(60px, 1fr))";
const narrowColumns = "minmax(96px, 1.5fr) minmax(80px, 1fr) repeat(2, minmax(52px, 1fr))";
const narrowBelow = 620;

/** The layers of both files: how far each moved, and by which of its parts. Fires "choose-layer" with a number. */
export class CompareList extends LitElement {
  static override properties = {
    comparison: { attribute: false },
    order: { attribute: false },
    selected: { type: Number },
    width: { state: true },
  };
  static override styles = [
    ...sharedStyles,
    pictureStyles,
    listStyles,
    css`
      .row.layer {
        content-visibility: auto;
        contain-intrinsic-height: 28px;
      }
      .moved {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .track {
        flex: 1;
        height: 10px;
      }
      .bar {
        height: 100%;
        border: 1px solid var(--series-output);
        background: color-mix(in srgb, var(--series-output) 46%, transparent);
        forced-color-adjust: none;
      }
      .equal {
        align-self: center;
        text-align: center;
        color: var(--vscode-descriptionForeground);
        height: auto;
      }
    `,
  ];

  declare comparison: CheckpointComparison;
  declare order: readonly number[];
  declare selected: number;
  declare width: number;
  readonly #observer = new ResizeObserver(() => {
    this.width = this.clientWidth;
  });

  constructor() {
    super();
    this.order = [];
    this.selected = -1;
    this.width = 0;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render() {
    if (this.width === 0) return nothing;
    const isNarrow = this.width < narrowBelow;
    const columns = isNarrow ? (["gamma", "ratio"] as const) : comparedColumns;
    const pictureWidth = isNarrow ? 70 : (this.width - 400) / 4;
    const ticks = (column: ComparedColumn): Tick[] =>
      comparedTicks(column, this.comparison.pictures[column].domain, pictureWidth);
    return html`${hatchPattern(pictureWidth / boxWidth)}
      <div
        class="grid"
        role="grid"
        tabindex="0"
        aria-label=${t("Batch norm layers")}
        aria-rowcount=${this.order.length + 1}
        ${style({ "--columns": isNarrow ? narrowColumns : wideColumns })}
        @keydown=${this.#onKey}
      >
        <div class="row header" role="row">
          <div class="cell" role="columnheader">${t("Layer")}</div>
          ${isNarrow ? nothing : html`<div class="cell number" role="columnheader">C</div>`}
          <div class="cell" role="columnheader">${t("y moved, in σ")}</div>
          ${columns.map((column) => this.#heading(column, ticks(column)))}
        </div>
        ${this.order.map((i) => this.#row(i, columns, isNarrow, ticks))}
      </div>`;
  }

  #heading(column: ComparedColumn, ticks: readonly Tick[]): TemplateResult {
    const { domain } = this.comparison.pictures[column];
    return html`<div class="cell picture" role="columnheader">
      ${columnLabel(column)}
      <div class="ticks" aria-hidden="true">
        ${ticks.map(({ value, label }) => html`<span ${style({ left: `${position(value, domain) * 100}%` })}>${label}</span>`)}
      </div>
    </div>`;
  }

  #row(
    i: number,
    columns: readonly ComparedColumn[],
    isNarrow: boolean,
    ticks: (column: ComparedColumn) => Tick[],
  ): TemplateResult {
    const { layers, pictures } = this.comparison;
    const layer = layers[i];
    const { prefix, name } = splitName(layer.name);
    const cell = (column: ComparedColumn): TemplateResult =>
      layer.where !== "both" || isEqual(layer, column)
        ? html`<div class="cell equal" role="gridcell">${layer.where === "both" ? t("equal") : nothing}</div>`
        : html`<div class="cell picture" role="gridcell">
            ${binsPicture(pictures[column], i + 1, {
              ...{ sharesAxis: true, role: column === "gamma" || column === "beta" ? "output" : "input" },
              ...{ guides: ticks(column).map(({ value }) => value), zero: 0 },
            })}
          </div>`;
    return html`<div
      class=${`row layer ${this.selected === i ? "selected active" : ""}`}
      role="row"
      aria-selected=${this.selected === i}
      aria-label=${`${layer.name}, ${movedText(layer)}`}
      @click=${() => {
        this.#choose(i);
      }}
    >
      <div class="cell" role="gridcell">
        <span
          class="name"
          title=${layer.nameB === null || layer.nameB === layer.name ? layer.name : `${layer.name} → ${layer.nameB}`}
          ><span class="prefix">${prefix}</span><span class="last">${name}</span></span
        >
      </div>
      ${isNarrow ? nothing : html`<div class="cell number" role="gridcell">${formatCount(layer.numFeatures)}</div>`}
      <div class="cell moved" role="gridcell">
        ${layer.moved > 0 ? html`<span class="track"><span class="bar" ${style({ display: "block", width: this.#share(layer) })}></span></span>` : nothing}
        <span class="number">${movedText(layer)}</span>
      </div>
      ${columns.map(cell)}
    </div>`;
  }

  #share({ moved }: ComparedLayer): string {
    const largest = this.comparison.layers.reduce((most, each) => (each.moved > most ? each.moved : most), 0);
    return largest > 0 && moved > 0 ? `${Math.min(100, (100 * moved) / largest)}%` : "0";
  }

  #choose(i: number): void {
    this.dispatchEvent(new CustomEvent<number>("choose-layer", { detail: i }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const place = this.order.indexOf(this.selected);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      Home: 0,
      End: this.order.length - 1,
    };
    if (event.altKey || !(event.key in targets)) return;
    event.preventDefault();
    const next = this.order.at(Math.min(Math.max(targets[event.key], 0), this.order.length - 1));
    if (next !== undefined) this.#choose(next);
  };
}

function isEqual({ equal }: ComparedLayer, column: ComparedColumn): boolean {
  return column === "ratio" ? equal.variance : equal[column];
}

function movedText({ where, moved, equal }: ComparedLayer): string {
  if (where === "a") return t("only in A");
  if (where === "b") return t("only in B");
  if (equal.gamma && equal.beta && equal.mean && equal.variance) return t("equal");
  return Number.isFinite(moved) ? formatSignificant(moved, 3) : "–";
}

function columnLabel(column: ComparedColumn): string {
  switch (column) {
    case "gamma":
      return "Δγ";
    case "beta":
      return "Δβ";
    case "mean":
      return t("Δ mean, in σ");
    case "ratio":
      return t("σ ratio");
  }
}

customElements.define("bn-compare-list", CompareList);
