import { t } from "@vscode/l10n";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { style } from "../../common/style.ts";
import { sharedStyles } from "../../common/styles.ts";
import { featureListStyles } from "./featureListStyles.ts";
import { cellHover, type RowContext } from "./rows/featureRow.ts";
import { headerCell } from "./listHeader.ts";
import { listRow } from "./rows/listRow.ts";
import { gridTemplate, type ListColumn, listColumns, narrowList } from "./listColumns.ts";
import { type KeyboardTarget, ListKeyboard } from "./listKeyboard.ts";
import { type GridPlace, headerRow } from "./listKeys.ts";
import { nextSort } from "../store/rows.ts";
import { boxWidth } from "../../../src/shared/view/thumbnail.ts";
import { hatchPattern, pictureStyles } from "../styles/pictureStyles.ts";
import { RowContexts } from "./rows/rowContexts.ts";
import { rowHeight, type RowWindow, rowWindow } from "./rows/rowWindow.ts";
import type { ReportStore } from "../store/store.ts";
import { StoreController } from "../store/storeController.ts";

/**
 * The list of features as a grid: All features on top, then a row each with before and after on common axes. One tab
 * stop; arrows move rows (and select them) and cells. Fires "open-feature" when Enter or Space is pressed on a row.
 */
export class FeatureList extends LitElement implements KeyboardTarget {
  static override properties = { store: { attribute: false }, place: { state: true }, width: { state: true } };
  static override styles = [...sharedStyles, pictureStyles, featureListStyles];

  declare store: ReportStore;
  declare place: GridPlace;
  declare width: number;
  readonly #keyboard = new ListKeyboard(this);
  readonly #contexts = new RowContexts();
  // Sizes and the scroll position are kept, so that no rendering has to ask for them and with that for a layout.
  readonly #observer = new ResizeObserver(() => {
    const isFirst = this.width === 0;
    this.width = this.clientWidth;
    this.#height = this.clientHeight;
    this.#pictureWidth = this.renderRoot.querySelector(".header .before")?.clientWidth ?? 0;
    this.requestUpdate();
    if (isFirst) {
      // A row that was selected before the page was hidden or reloaded is shown again.
      void this.updateComplete.then(() => {
        this.#followSelection();
      });
    }
  });
  #height = 0;
  #scrolled = 0;
  #pictureWidth = 0;
  #observed: Element | null = null;
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
    const context = this.#contexts.get(this.store, snapshot, this.#pictureWidth);
    const order = this.store.visibleOrder();
    this.#window = rowWindow(order.length, this.#scrolled, this.#height);
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
        ${style({ "--columns": gridTemplate(columns, this.width, context) })}
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
              onSort: this.sort,
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

  /** The width of the pictures is known once there is a header, and changes with the columns and the list's width. */
  override updated(changed: PropertyValues<this>): void {
    const header = this.renderRoot.querySelector(".header .before");
    if (header !== null && (changed.has("width") || this.#observed !== header)) {
      this.#observed = header;
      this.#observer.observe(header);
    }
  }

  /** A row is rendered again only when something that it shows has changed. */
  #row(context: RowContext, columns: readonly ListColumn[], c: number, row: number) {
    const { affine, view, dragging } = this.store;
    const selected = c === view.selected;
    // Pooling all outputs is too slow for every frame: while one feature is dragged, the row of all waits.
    const allVersion = dragging && view.selected >= 0 ? "dragging" : affine.version;
    const ownAffine = c < 0 ? [allVersion] : [affine.gamma[c], affine.beta[c]];
    const activeColumn = this.place.row === row ? this.place.column : null;
    return guard([context, columns.join(), row, selected, activeColumn, ...ownAffine], () =>
      listRow(context, columns, { c, row, selected, activeColumn, onSelect: this.#select, onOpen: this.open }),
    );
  }

  readonly #select = (row: number, c: number): void => {
    this.place = { row, column: -1 };
    this.store.select(c);
  };

  readonly sort = (column: ListColumn): void => {
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
    this.#scrolled = this.scrollTop;
    const { first, count } = rowWindow(this.store.visibleOrder().length, this.#scrolled, this.#height);
    if (first !== this.#window.first || count !== this.#window.count) {
      this.requestUpdate();
    }
  };

  readonly open = (): void => {
    this.dispatchEvent(new CustomEvent("open-feature", { bubbles: true, composed: true }));
  };

  readonly #onFocus = (): void => {
    this.#followSelection();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { snapshot, view } = this.store;
    if (snapshot !== null) {
      const columns = listColumns(this.width, snapshot.options, view.statistics);
      this.#keyboard.handle(event, snapshot, this.store.visibleOrder(), columns);
    }
  };

  /** Puts the keyboard on a place, selects its row and shows the hover of its cell. */
  moveTo(place: GridPlace): void {
    const order = this.store.visibleOrder();
    this.place = place;
    if (place.row >= -1 && place.row < order.length) {
      this.store.select(place.row < 0 ? -1 : order[place.row]);
      this.#reveal(place.row);
    }
    void this.updateComplete.then(() => {
      const active = place.column < 0 ? null : this.renderRoot.querySelector(`#${this.#activeId()}`);
      this.dispatchEvent(new CustomEvent("show-hover", { detail: active, bubbles: true, composed: true }));
    });
  }

  /** The exact value of the cell that the keyboard is on, or the name of its row. */
  copy(): void {
    const { snapshot, view } = this.store;
    const { row, column } = this.place;
    const order = this.store.visibleOrder();
    if (snapshot === null || row < 0 || row >= order.length) {
      return;
    }
    const columns = listColumns(this.width, snapshot.options, view.statistics);
    const context = this.#contexts.get(this.store, snapshot, this.#pictureWidth);
    const content = column < 0 ? undefined : cellHover(context, columns[column], order[row])?.();
    const text = content?.exact ?? snapshot.features.names[order[row]];
    this.dispatchEvent(new CustomEvent("copy-text", { detail: text, bubbles: true, composed: true }));
  }
}

customElements.define("bn-feature-list", FeatureList);
