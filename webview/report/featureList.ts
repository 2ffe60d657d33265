import { t } from "@vscode/l10n";
import { html, LitElement, nothing } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { repeat } from "lit/directives/repeat.js";
import type { ReportSnapshot } from "../../src/shared/report.ts";
import { hover } from "../common/hover.ts";
import { style } from "../common/style.ts";
import { sharedStyles } from "../common/styles.ts";
import { featureListStyles } from "./featureListStyles.ts";
import { cell, cellHover, cellLabel, type RowContext } from "./featureRow.ts";
import { headerCell } from "./listHeader.ts";
import { gridTemplate, type ListColumn, listColumns, narrowList, type NumberColumn } from "./listColumns.ts";
import { type GridPlace, headerRow, moveInGrid, TypeAhead } from "./listKeys.ts";
import { type ColumnFormat, columnFormat } from "./model/columnFormat.ts";
import { afterDomain, beforeDomain, ticksThatFit, union } from "./model/axis.ts";
import { columnValue, nextSort } from "./model/rows.ts";
import { boxWidth } from "./model/thumbnail.ts";
import { hatchPattern, pictureStyles } from "./pictureStyles.ts";
import { rowHeight, type RowWindow, rowWindow } from "./rowWindow.ts";
import type { ReportStore } from "./store.ts";
import { StoreController } from "./storeController.ts";

/**
 * The list of features as a grid: All features on top, then a row each with before and after on common axes. One tab
 * stop; arrows move rows (and select them) and cells. Fires "open-feature" when Enter or Space is pressed on a row.
 */
export class FeatureList extends LitElement {
  static override properties = { store: { attribute: false }, place: { state: true }, width: { state: true } };
  static override styles = [...sharedStyles, pictureStyles, featureListStyles];

  declare store: ReportStore;
  declare place: GridPlace;
  declare width: number;
  readonly #typeAhead = new TypeAhead();
  readonly #observer = new ResizeObserver(() => {
    this.width = this.clientWidth;
    this.requestUpdate();
  });
  #domains: { readonly key: object; readonly before: RowContext["domains"] } | null = null;
  #formats: { readonly snapshot: ReportSnapshot | null; readonly byColumn: Map<string, ColumnFormat> } = {
    snapshot: null,
    byColumn: new Map(),
  };
  #pictureWidth = 0;
  #window: RowWindow = { first: 0, count: 0 };

  constructor() {
    super();
    this.place = { row: -1, column: -1 };
    this.width = 0;
    new StoreController(this, ["snapshot", "view", "affine", "released"], (change) => {
      if (change === "view" || change === "snapshot") {
        this.#followSelection();
      }
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    this.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  /** Puts the keyboard on the list. */
  focusGrid(): void {
    this.renderRoot.querySelector<HTMLElement>(".grid")?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override render() {
    const { snapshot, view } = this.store;
    if (snapshot === null || this.width === 0) {
      return nothing;
    }
    const columns = listColumns(this.width, snapshot.options, view.statistics);
    const context = this.#context(snapshot);
    const order = this.store.visibleOrder();
    this.#window = rowWindow(order.length, this.scrollTop, this.clientHeight);
    const { first, count } = this.#window;
    const hasAll = snapshot.features.names.length > 1;
    return html`${hatchPattern(this.#pictureWidth / boxWidth)}
      <div
        class=${this.width < narrowList ? "grid narrow" : "grid"}
        role="grid"
        tabindex="0"
        aria-label=${t("Features")}
        aria-rowcount=${order.length + 1 + Number(hasAll)}
        aria-colcount=${columns.length}
        aria-activedescendant=${this.#activeId()}
        ${style({ "--columns": gridTemplate(columns, this.width) })}
        @keydown=${this.#onKeyDown}
        @focus=${this.#onFocus}
      >
        <div class="row header" role="row" aria-rowindex="1">
          ${columns.map((column, i) =>
            headerCell(column, {
              context,
              sort: view.sort,
              active: this.place.row === headerRow && this.place.column === i,
              id: `cell-${headerRow}-${i}`,
              pictureWidth: this.#pictureWidth,
              onSort: this.#sort,
            }),
          )}
        </div>
        ${hasAll ? this.#row(context, columns, -1, -1) : nothing}
        <div class="rows" role="rowgroup" ${style({ height: `${order.length * rowHeight}px` })}>
          <div class="window" role="presentation" ${style({ transform: `translateY(${first * rowHeight}px)` })}>
            ${repeat(
              order.subarray(first, first + count),
              (c) => c,
              (c, i) => this.#row(context, columns, c, first + i),
            )}
          </div>
        </div>
      </div>
      ${
        order.length === 0
          ? html`<p class="none">
              ${t("No feature matches the filter.")}
              <button
                class="link"
                @click=${() => {
                  this.store.setView({ filter: "" });
                }}
              >
                ${t("Clear Filter")}
              </button>
            </p>`
          : nothing
      }`;
  }

  override updated(): void {
    const picture = this.renderRoot.querySelector(".cell.before")?.clientWidth ?? 0;
    if (picture !== this.#pictureWidth) {
      this.#pictureWidth = picture;
      this.requestUpdate();
    }
  }

  #row(context: RowContext, columns: readonly ListColumn[], c: number, row: number) {
    const selected = c === this.store.view.selected;
    const active = row === this.place.row && this.place.column < 0;
    return html`<div
      id="row-${row}"
      class=${classMap({ row: true, all: c < 0, selected, active })}
      role="row"
      aria-rowindex=${row + (context.snapshot.features.names.length > 1 ? 3 : 2)}
      aria-selected=${selected}
      data-feature=${c}
      @click=${() => {
        this.place = { row, column: -1 };
        this.store.select(c);
      }}
      @dblclick=${this.#open}
    >
      ${columns.map((column, i) => this.#cell(context, column, c, row, i))}
    </div>`;
  }

  #cell(context: RowContext, column: ListColumn, c: number, row: number, i: number) {
    const content = cellHover(context, column, c);
    const active = this.place.row === row && this.place.column === i;
    return html`<div
      id="cell-${row}-${i}"
      class=${classMap({ cell: true, [column]: true, number: !isText(column), active })}
      role=${column === "name" ? "rowheader" : "gridcell"}
      aria-label=${cellLabel(context, column, c) ?? nothing}
      ${content === undefined ? undefined : hover(content)}
    >
      ${cell(context, column, c)}
    </div>`;
  }

  #context(snapshot: ReportSnapshot): RowContext {
    const { affine, view } = this.store;
    const domains = view.axis === "own" ? null : this.#commonDomains(snapshot);
    return {
      snapshot,
      affine,
      domains,
      ticks: {
        before: domains === null ? [] : ticksThatFit(domains.before, this.#pictureWidth),
        after: domains === null ? [] : ticksThatFit(domains.after, this.#pictureWidth),
      },
      formats: (column) => this.#format(snapshot, column),
    };
  }

  /** Formats depend on whole columns: they are found once for a snapshot and, where y is concerned, a γ and β. */
  #format(snapshot: ReportSnapshot, column: NumberColumn): (value: number) => string {
    const { affine } = this.store;
    const key = column.startsWith("output") ? `${column} ${affine.version}` : column;
    const known = this.#formats.snapshot === snapshot ? this.#formats.byColumn : new Map<string, ColumnFormat>();
    this.#formats = { snapshot, byColumn: known };
    let format = known.get(key);
    if (format === undefined) {
      const value = columnValue(column, snapshot.features, affine);
      format = columnFormat(Float64Array.from(snapshot.features.names, (_, c) => value(c)));
      known.set(key, format);
    }
    return format;
  }

  /** While γ or β is dragged the axis of y only grows: a shrinking one would move everything under the hand. */
  #commonDomains(snapshot: ReportSnapshot): NonNullable<RowContext["domains"]> {
    const after = afterDomain(snapshot, this.store.affine);
    const known = this.#domains?.key === snapshot ? this.#domains.before : null;
    const domains = {
      before: known?.before ?? beforeDomain(snapshot),
      after: this.store.dragging && known ? union(known.after, after) : after,
    };
    this.#domains = { key: snapshot, before: domains };
    return domains;
  }

  readonly #sort = (column: ListColumn): void => {
    if (column !== "before" && column !== "after") {
      this.store.setView({ sort: nextSort(this.store.view.sort, column) });
    }
  };

  #activeId(): string {
    const { row, column } = this.place;
    return column < 0 ? `row-${row}` : `cell-${row}-${column}`;
  }

  /** The keyboard's place goes with the selected row, whoever selected it, and the row comes into view. */
  #followSelection(): void {
    const { selected } = this.store.view;
    const row = selected < 0 ? -1 : this.store.visibleOrder().indexOf(selected);
    if (this.place.row !== headerRow && (row >= 0 || selected < 0) && row !== this.place.row) {
      this.place = { row, column: this.place.column };
    }
    this.#reveal(row);
  }

  #reveal(row: number): void {
    if (row < 0) {
      return;
    }
    const above = (this.renderRoot.querySelector<HTMLElement>(".rows")?.offsetTop ?? 0) || 0;
    const top = row * rowHeight;
    const room = this.clientHeight - above;
    if (top < this.scrollTop) {
      this.scrollTop = top;
    } else if (top + rowHeight > this.scrollTop + room && room > rowHeight) {
      this.scrollTop = top + rowHeight - room;
    }
  }

  /** Long lists hold only the rows around what is seen. */
  readonly #onScroll = (): void => {
    const { first, count } = rowWindow(this.store.visibleOrder().length, this.scrollTop, this.clientHeight);
    if (first !== this.#window.first || count !== this.#window.count) {
      this.requestUpdate();
    }
  };

  readonly #open = (): void => {
    this.dispatchEvent(new CustomEvent("open-feature", { bubbles: true, composed: true }));
  };

  readonly #onFocus = (): void => {
    this.#followSelection();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { snapshot, view } = this.store;
    if (snapshot === null || event.altKey) {
      return;
    }
    const order = this.store.visibleOrder();
    const columns = listColumns(this.width, snapshot.options, view.statistics);
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "c") {
        this.#copy(columns, order);
      }
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (this.place.row === headerRow) {
        this.#sort(columns[this.place.column]);
      } else {
        this.#open();
      }
      return;
    }
    const hasAll = snapshot.features.names.length > 1;
    const pageSize = Math.max(1, Math.floor(this.clientHeight / rowHeight) - 3);
    const moved = moveInGrid(this.place, event.key, {
      numRows: order.length,
      numColumns: columns.length,
      hasAll,
      pageSize,
    });
    if (moved !== null) {
      event.preventDefault();
      this.#moveTo(moved, order);
    } else if (event.key.length === 1 && event.key !== "/") {
      const names = Array.from(order, (c) => snapshot.features.names[c]);
      const row = this.#typeAhead.type(event.key, event.timeStamp, this.place.row, names);
      if (row !== undefined) {
        this.#moveTo({ row, column: -1 }, order);
      }
    }
  };

  #moveTo(place: GridPlace, order: Uint32Array): void {
    this.place = place;
    if (place.row >= -1 && place.row < order.length) {
      this.store.select(place.row < 0 ? -1 : order[place.row]);
      this.#reveal(place.row);
    }
    void this.updateComplete.then(() => {
      const active = this.renderRoot.querySelector(`#${this.#activeId()}`);
      this.dispatchEvent(
        new CustomEvent("show-hover", { detail: place.column < 0 ? null : active, bubbles: true, composed: true }),
      );
    });
  }

  /** Ctrl+C: the exact value of the cell that the keyboard is on, or the name of its row. */
  #copy(columns: readonly ListColumn[], order: Uint32Array): void {
    const { snapshot } = this.store;
    const { row, column } = this.place;
    if (snapshot === null || row < 0 || row >= order.length) {
      return;
    }
    const context = this.#context(snapshot);
    const content = column < 0 ? undefined : cellHover(context, columns[column], order[row])?.();
    const text = content?.exact ?? snapshot.features.names[order[row]];
    this.dispatchEvent(new CustomEvent("copy-text", { detail: text, bubbles: true, composed: true }));
  }
}

function isText(column: ListColumn): column is "name" | "before" | "after" {
  return column === "name" || column === "before" || column === "after";
}

customElements.define("bn-feature-list", FeatureList);
