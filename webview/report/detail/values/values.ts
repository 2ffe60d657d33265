import { t } from "@vscode/l10n";
import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { formatCopy, formatCount } from "../../../../src/shared/text/numbers.ts";
import { hover } from "../../../common/controls/hover.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { chooseFeature } from "../parts/chooseFeature.ts";
import { chosenIndex, chooseIndex } from "../parts/chosenIndex.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { valueColumns, type ValueColumns, valueRow, visibleRows } from "./valuesModel.ts";
import { seriesText } from "../parts/seriesText.ts";
import "./lanes.ts";
import { valueRangeText } from "../distribution/bins/binsModel.ts";
import { ValueRows } from "./valueRows.ts";
import { setValuesFilter } from "./valuesFilter.ts";
import { headerHeight, rowHeight, valuesStyles } from "./valuesStyles.ts";

const mostVisible = 18;

/** The Values tab: every value of the selected feature with its place in the text, from x to a. */
export class Values extends LitElement {
  static override properties = {
    store: { attribute: false },
    scrolled: { state: true },
    pointed: { state: true },
  };
  static override styles = [...sharedStyles, swatchStyles, sectionStyles, valuesStyles];

  declare store: ReportStore;
  declare scrolled: number;
  /** Row under the pointer: its way is drawn in the lanes. */
  declare pointed: number | null;
  readonly #rows = new ValueRows(this);

  constructor() {
    super();
    this.scrolled = 0;
    this.pointed = null;
    new StoreController(this, ["snapshot", "view", "affine", "status", "cursor"], (change) => {
      const { cursor, view } = this.store;
      if (change === "cursor" && cursor !== null && view.selected >= 0) {
        this.store.select(cursor.feature);
        this.#moveTo(this.#rows.rowOf(cursor.index));
      }
    });
  }

  override render(): TemplateResult | typeof nothing {
    const { snapshot, view, affine } = this.store;
    if (snapshot === null) {
      return nothing;
    }
    if (view.selected < 0) {
      return chooseFeature(this.store, t("The values of one feature at a time: choose one in the list."));
    }
    const feature = view.selected;
    const { count } = this.#rows;
    const columns = valueColumns(snapshot, feature, affine.gamma[feature], affine.beta[feature]);
    const height = Math.min(count, mostVisible) * rowHeight;
    const { first, end } = visibleRows(this.scrolled, height, rowHeight, count);
    const chosen = this.#rows.rowOf(chosenIndex(this.store));
    const isDrawn = chosen >= first && chosen < end;
    const marked = this.pointed ?? chosen;
    return html`${this.#filter(snapshot)}
      <bn-value-lanes
        .store=${this.store}
        .value=${this.#rows.value(marked)?.x ?? null}
        .index=${this.#rows.indexOf(marked)}
      ></bn-value-lanes>
      ${this.#rows.error === null ? nothing : html`<p class="error" role="alert">${this.#rows.error}</p>`}
      <div
        class="scroller"
        role="grid"
        tabindex="0"
        aria-label=${t("Values of {0}", snapshot.features.names[feature])}
        aria-rowcount=${count + 1}
        aria-activedescendant=${isDrawn ? `value-${chosen}` : nothing}
        .style=${`height: ${height + headerHeight}px`}
        @scroll=${(event: Event) => {
          this.scrolled = (event.currentTarget as HTMLElement).scrollTop;
        }}
        @keydown=${this.#onKey}
        @pointerleave=${() => {
          this.pointed = null;
        }}
      >
        <div role="row" class="row header" aria-rowindex="1">
          <span role="columnheader">${t("row")}</span>
          <span role="columnheader">${t("line")}</span>
          <span role="columnheader">${seriesText("input")}</span>
          <span role="columnheader">${seriesText("normalized")}</span>
          <span role="columnheader">${seriesText("output")}</span>
          <span role="columnheader" class="bar-cell"><span class="sr">${t("y as a bar")}</span></span>
          <span role="columnheader" class="activated">${seriesText("activation")}</span>
        </div>
        <div class="body" role="rowgroup" .style=${`height: ${count * rowHeight}px`}>
          <div class="window" role="presentation" .style=${`transform: translateY(${first * rowHeight}px)`}>
            ${Array.from({ length: end - first }, (_, i) => this.#row(first + i, columns))}
          </div>
        </div>
      </div>
      <p class="secondary small">${this.#hint(count)}</p>`;
  }

  protected override firstUpdated(): void {
    this.#show(this.#rows.rowOf(chosenIndex(this.store)));
  }

  /** Which values are shown alone, and the way back to all. */
  #filter({ features }: ReportSnapshot): TemplateResult | typeof nothing {
    const { filter, count, total, numListed } = this.#rows;
    if (filter === null) return nothing;
    const values = t("{0} from {1}", features.names[filter.feature], valueRangeText(filter));
    const shown =
      count < total
        ? t("{0}: the first {1} of {2} values.", values, formatCount(count), formatCount(total))
        : t("{0}: {1} of {2} values.", values, formatCount(total), formatCount(numListed));
    return html`<p role="status">
      ${shown}
      <button
        class="link"
        @click=${() => {
          setValuesFilter(this.store, null);
        }}
      >
        ${t("Show all")}
      </button>
    </p>`;
  }

  #row(row: number, columns: ValueColumns): TemplateResult {
    const { snapshot, view, affine } = this.store;
    const found = this.#rows.value(row);
    const index = this.#rows.indexOf(row);
    const chosen = index === chosenIndex(this.store);
    const line =
      found === undefined || snapshot === null
        ? null
        : valueRow(snapshot, view.selected, found.x, affine.gamma[view.selected], affine.beta[view.selected], columns);
    const cell = (text: string | undefined, exact: number | undefined, name: string): TemplateResult =>
      html`<span
        role="gridcell"
        class=${name}
        data-series=${name}
        ${hover(() => ({ text: text ?? "", exact: formatCopy(exact ?? NaN) }))}
        >${text ?? "…"}</span
      >`;
    return html`<div
      role="row"
      id=${`value-${row}`}
      class="row value ${chosen ? "chosen" : ""}"
      aria-rowindex=${row + 2}
      aria-selected=${String(chosen)}
      @pointerenter=${() => {
        this.pointed = row;
      }}
      @click=${() => {
        this.#reveal(index);
      }}
    >
      <span role="gridcell" class="secondary">${index + 1}</span>
      <span role="gridcell">${this.#line(found?.line)}</span>
      ${cell(line?.x, line?.exact.x, "input")} ${cell(line?.normalized, line?.exact.normalized, "normalized")}
      ${cell(line?.output, line?.exact.output, "output")}
      <span role="gridcell" class="bar-cell" aria-hidden="true">${this.#bar(line?.bar)}</span>
      ${cell(line?.activated, line?.exact.activated, "activated")}
    </div>`;
  }

  #line(line: number | undefined): TemplateResult | typeof nothing {
    if (line === undefined || line === 0) {
      return nothing;
    }
    return this.store.live === "closed" ? html`${line}` : html`<span class="link">${line}</span>`;
  }

  #bar(bar: number | undefined): TemplateResult | typeof nothing {
    if (bar === undefined || Number.isNaN(bar)) {
      return nothing;
    }
    const from = Math.min(0, bar) * 50 + 50;
    return html`<svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<rect class="bar" x=${from} y="3" width=${Math.max(0.5, Math.abs(bar) * 50)} height="8"></rect>
        <line class="zero" x1="50" x2="50" y1="0" y2="14" vector-effect="non-scaling-stroke"></line>`}
    </svg>`;
  }

  #hint(count: number): string {
    return this.store.live === "closed"
      ? t("{0} values", formatCount(count))
      : t("{0} values. Click or Enter shows one in the editor.", formatCount(count));
  }

  #reveal(index: number): void {
    chooseIndex(this.store, index);
    if (this.store.live !== "closed") {
      const target = { kind: "value", feature: this.store.view.selected, index } as const;
      this.store.host.request("source/reveal", target).catch(ignore);
    }
  }

  /** Chooses a row and scrolls it into view. */
  #moveTo(wanted: number): void {
    const row = Math.min(Math.max(0, wanted), this.#rows.count - 1);
    chooseIndex(this.store, this.#rows.indexOf(row));
    this.#show(row);
  }

  #show(row: number): void {
    const scroller = this.renderRoot.querySelector(".scroller");
    if (scroller !== null) {
      const top = row * rowHeight;
      const bottom = top + rowHeight + headerHeight - scroller.clientHeight;
      scroller.scrollTop = Math.min(top, Math.max(bottom, scroller.scrollTop));
    }
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const row = this.#rows.rowOf(chosenIndex(this.store));
    const moves: Record<string, number> = {
      ArrowDown: row + 1,
      ArrowUp: row - 1,
      PageDown: row + mostVisible - 1,
      PageUp: row - mostVisible + 1,
      Home: 0,
      End: Infinity,
    };
    if (event.altKey) {
      return;
    }
    if (event.key in moves) {
      event.preventDefault();
      this.#moveTo(moves[event.key]);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#reveal(this.#rows.indexOf(Math.max(0, row)));
    }
  };
}

customElements.define("bn-values", Values);
