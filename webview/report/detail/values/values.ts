import { t } from "@vscode/l10n";
import { html, LitElement, nothing, svg, type TemplateResult } from "lit";
import { formatCopy, formatCount } from "../../../../src/shared/text/numbers.ts";
import { listedValues } from "../../../../src/shared/report/report.ts";
import { hover } from "../../../common/controls/hover.ts";
import { sharedStyles } from "../../../common/styles.ts";
import { ignore } from "../../store/requests.ts";
import type { ReportStore } from "../../store/store.ts";
import { StoreController } from "../../store/storeController.ts";
import { chooseFeature } from "../parts/chooseFeature.ts";
import { chosenIndex, chooseIndex } from "../parts/chosenIndex.ts";
import { sectionStyles, swatchStyles } from "../../styles/detailStyles.ts";
import { valueColumns, type ValueColumns, valueRow, visibleRows } from "./valuesModel.ts";
import { seriesText } from "../parts/seriesText.ts";
import "./lanes.ts";
import { ValuePages } from "./valuePages.ts";
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
  readonly #pages = new ValuePages(this);

  constructor() {
    super();
    this.scrolled = 0;
    this.pointed = null;
    new StoreController(this, ["snapshot", "view", "affine", "status", "cursor"], (change) => {
      const { cursor, view } = this.store;
      if (change === "cursor" && cursor !== null && view.selected >= 0) {
        this.store.select(cursor.feature);
        this.#moveTo(cursor.index);
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
    const count = listedValues(snapshot.source);
    const columns = valueColumns(snapshot, feature, affine.gamma[feature], affine.beta[feature]);
    const height = Math.min(count, mostVisible) * rowHeight;
    const { first, end } = visibleRows(this.scrolled, height, rowHeight, count);
    const chosen = chosenIndex(this.store);
    const isDrawn = chosen >= first && chosen < end;
    const marked = this.#pages.value(this.pointed ?? chosen);
    return html`<bn-value-lanes
        .store=${this.store}
        .value=${marked?.x ?? null}
        .index=${this.pointed ?? chosen}
      ></bn-value-lanes>
      ${this.#pages.error === null ? nothing : html`<p class="error" role="alert">${this.#pages.error}</p>`}
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
    this.#show(chosenIndex(this.store));
  }

  #row(index: number, columns: ValueColumns): TemplateResult {
    const { snapshot, view, affine } = this.store;
    const found = this.#pages.value(index);
    const chosen = index === chosenIndex(this.store);
    const row =
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
      id=${`value-${index}`}
      class="row value ${chosen ? "chosen" : ""}"
      aria-rowindex=${index + 2}
      aria-selected=${String(chosen)}
      @pointerenter=${() => {
        this.pointed = index;
      }}
      @click=${() => {
        this.#reveal(index);
      }}
    >
      <span role="gridcell" class="secondary">${index + 1}</span>
      <span role="gridcell">${this.#line(found?.line)}</span>
      ${cell(row?.x, row?.exact.x, "input")} ${cell(row?.normalized, row?.exact.normalized, "normalized")}
      ${cell(row?.output, row?.exact.output, "output")}
      <span role="gridcell" class="bar-cell" aria-hidden="true">${this.#bar(row?.bar)}</span>
      ${cell(row?.activated, row?.exact.activated, "activated")}
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
  #moveTo(index: number): void {
    const count = this.store.snapshot ? listedValues(this.store.snapshot.source) : 0;
    const row = Math.min(Math.max(0, index), count - 1);
    chooseIndex(this.store, row);
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
    const index = chosenIndex(this.store);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + mostVisible - 1,
      PageUp: index - mostVisible + 1,
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
      this.#reveal(index);
    }
  };
}

customElements.define("bn-values", Values);
