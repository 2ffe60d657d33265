import { t } from "@vscode/l10n";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import {
  pictureColumns,
  type CheckpointSnapshot,
  type PictureColumn,
} from "../../../src/shared/checkpoint/snapshot.ts";
import { formatCount } from "../../../src/shared/text/numbers.ts";
import { position } from "../../../src/shared/view/axis.ts";
import { boxWidth } from "../../../src/shared/view/thumbnail.ts";
import { icon } from "../../common/icons.ts";
import { style } from "../../common/style.ts";
import { sharedStyles } from "../../common/styles.ts";
import { TypeAhead } from "../../report/list/listKeys.ts";
import { hatchPattern, pictureStyles } from "../../report/styles/pictureStyles.ts";
import type { SortColumn } from "../store/pageView.ts";
import { StoreElement } from "../store/storeElement.ts";
import { columnTicks, type PlacedTick } from "./axisTicks.ts";
import { findingsCell, labelOf, picture, type PictureContext } from "./cells.ts";
import { columnLabel, listColumns, listForm, type ListColumn } from "./columns.ts";
import { listStyles } from "./listStyles.ts";
import type { ListRow } from "./rows.ts";
import { rowTops, rowsInView } from "./rowsInView.ts";

const isPicture = (column: SortColumn): column is PictureColumn =>
  (pictureColumns as readonly string[]).includes(column);

/**
 * The layers as a grid: all layers on top, then a row each, in groups where there are many. One tab stop; arrows move
 * and select. Rows out of sight are not in the page.
 */
export class LayerList extends StoreElement {
  static override properties = {
    ...StoreElement.properties,
    width: { state: true },
    place: { state: true },
  };
  static override styles = [...sharedStyles, pictureStyles, listStyles];

  declare width: number;
  /** Where the keyboard is: −1 is the row of all layers. */
  declare place: number;
  #height = 0;
  #scrolled = 0;
  #pictureWidth = 0;
  #shownSelection: number | null | undefined;
  readonly #typeAhead = new TypeAhead();
  readonly #observer = new ResizeObserver(() => {
    this.width = this.clientWidth;
    this.#height = this.clientHeight;
    this.#pictureWidth = this.renderRoot.querySelector(".header .picture")?.clientWidth ?? 0;
    this.requestUpdate();
  });

  constructor() {
    super();
    this.width = 0;
    this.place = -1;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
    this.addEventListener("scroll", this.#onScroll, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  /** Puts the keyboard on the list. */
  focusGrid(): void {
    this.renderRoot.querySelector<HTMLElement>(".grid")?.focus();
  }

  override render() {
    const { snapshot, rows } = this.store;
    if (snapshot === null || this.width === 0) return nothing;
    const columns = listColumns(
      this.width,
      snapshot.layers.some(({ numBatchesTracked }) => numBatchesTracked !== null),
    );
    const context = this.#context(snapshot);
    const tops = rowTops(rows);
    const { first, count } = rowsInView(tops, this.#scrolled, this.#height);
    return html`${hatchPattern(this.#pictureWidth / boxWidth)}
      <div
        class=${listForm(this.width) === "icon" ? "grid narrow" : "grid"}
        role="grid"
        tabindex="0"
        aria-label=${t("Batch norm layers")}
        aria-rowcount=${rows.length + 2}
        aria-colcount=${columns.length}
        aria-activedescendant=${this.place < 0 ? "row-all" : `row-${this.place}`}
        ${style({ "--columns": columns.map(({ width }) => width).join(" ") })}
        @keydown=${this.#onKeyDown}
      >
        ${this.#header(columns, context)} ${this.#allRow(snapshot, columns, context)}
        <div role="rowgroup" ${style({ height: `${tops[rows.length]}px` })}>
          <div class="window" role="presentation" ${style({ transform: `translateY(${tops[first] ?? 0}px)` })}>
            ${repeat(
              rows.slice(first, first + count),
              (row) => (row.kind === "group" ? `g ${row.name}` : row.layer),
              (row, i) => this.#row(row, first + i, columns, context),
            )}
          </div>
        </div>
      </div>
      ${rows.length > 0 ? nothing : this.#none()}`;
  }

  /** The width of the pictures is known once there is a header; the selection comes into sight when it moves. */
  override updated(changed: PropertyValues<this>): void {
    const width = this.renderRoot.querySelector(".header .picture")?.clientWidth ?? 0;
    if (width !== this.#pictureWidth && changed.has("width")) {
      this.#pictureWidth = width;
      this.requestUpdate();
    }
    const { selected, rows } = this.store;
    if (this.width > 0 && selected !== this.#shownSelection) {
      this.#shownSelection = selected;
      this.#moveTo(selected === null ? -1 : rows.findIndex((row) => row.kind === "layer" && row.layer === selected));
    }
  }

  #context(snapshot: CheckpointSnapshot): PictureContext {
    const ticks = (column: PictureColumn): PlacedTick[] =>
      columnTicks(column, snapshot.pictures[column].domain, this.#pictureWidth || 80);
    return {
      snapshot,
      sharesAxes: this.store.view.sharesAxes,
      ticks: { gamma: ticks("gamma"), beta: ticks("beta"), mean: ticks("mean"), deviation: ticks("deviation") },
    };
  }

  #header(columns: readonly ListColumn[], { ticks, snapshot, sharesAxes }: PictureContext): TemplateResult {
    const { sort } = this.store.view;
    const form = listForm(this.width);
    return html`<div class="row header" role="row" aria-rowindex="1">
      ${columns.map(({ name }) => {
        const order = sort?.column === name ? (sort.descending ? "descending" : "ascending") : "none";
        const label = columnLabel(name, form);
        const isNumber = name === "channels" || name === "batches";
        return html`<div
          class=${`cell ${isPicture(name) ? "picture" : ""} ${isNumber ? "number" : ""}`}
          role="columnheader"
          aria-sort=${order}
        >
          <button
            tabindex="-1"
            @click=${() => {
              this.#sort(name);
            }}
          >
            ${label}${order === "none" ? nothing : icon(order === "ascending" ? "arrow-up" : "arrow-down")}
          </button>
          ${isPicture(name) && sharesAxes ? axis(ticks[name], snapshot, name) : nothing}
        </div>`;
      })}
    </div>`;
  }

  #allRow(snapshot: CheckpointSnapshot, columns: readonly ListColumn[], context: PictureContext): TemplateResult {
    const { selected } = this.store;
    const form = listForm(this.width);
    const found = snapshot.layers.filter(({ findings }) => findings.length > 0);
    const cell = (name: SortColumn): unknown => {
      if (isPicture(name)) return picture(context, name, 0);
      if (name === "name") return t("All layers");
      if (name === "channels") return formatCount(snapshot.numChannels);
      if (name === "batches") return html`<span class="secondary">–</span>`;
      if (found.length === 0) return nothing;
      const text = form === "words" ? (found.length === 1 ? t("in 1 layer") : t("in {0} layers", found.length)) : "";
      const channels = found.reduce(
        (sum, { findings }) => sum + new Set(findings.flatMap((each) => each.channels)).size,
        0,
      );
      return html`<span class="secondary">${text || (form === "count" ? formatCount(channels) : found.length)}</span>`;
    };
    return html`<div
      class=${`row all ${selected === null ? "selected" : ""} ${this.place === -1 ? "active" : ""}`}
      id="row-all"
      role="row"
      aria-rowindex="2"
      aria-selected=${selected === null}
      @click=${() => {
        this.store.select(null);
      }}
    >
      ${columns.map(({ name }) => html`<div class=${cellClass(name)} role="gridcell">${cell(name)}</div>`)}
    </div>`;
  }

  #row(row: ListRow, index: number, columns: readonly ListColumn[], context: PictureContext): TemplateResult {
    const active = this.place === index ? "active" : "";
    if (row.kind === "group") {
      return html`<div
        class=${`group ${active}`}
        id=${`row-${index}`}
        role="row"
        aria-rowindex=${index + 3}
        aria-expanded=${row.isOpen}
        @click=${() => {
          this.store.toggleGroup(row.name);
        }}
      >
        <div role="gridcell" class="ellipsis">
          ${icon(row.isOpen ? "chevron-down" : "chevron-right")}
          <span class="name-text">${row.name || t("(top)")}</span>
          ${groupText(row)}
        </div>
      </div>`;
    }
    const { layers } = context.snapshot;
    const layer = layers[row.layer];
    const isSelected = this.store.selected === row.layer;
    const findings = layer.findings;
    const label = [layer.name, t("{0} channels", layer.numFeatures), labelOf(findings)]
      .filter((text) => text !== "")
      .join(", ");
    const cell = (name: SortColumn): unknown => {
      if (isPicture(name)) return picture(context, name, row.layer + 1);
      switch (name) {
        case "name":
          return html`<span class="name" title=${layer.name}
            ><span class="prefix">${row.prefix}</span><span class="last">${row.name}</span></span
          >`;
        case "channels":
          return formatCount(layer.numFeatures);
        case "batches":
          return layer.numBatchesTracked === null
            ? html`<span class="secondary">–</span>`
            : formatCount(layer.numBatchesTracked);
        case "findings":
          return findingsCell(findings, listForm(this.width));
      }
    };
    return html`<div
      class=${`row ${isSelected ? "selected" : ""} ${active} ${row.isInGroup ? "in-group" : ""}`}
      id=${`row-${index}`}
      role="row"
      aria-rowindex=${index + 3}
      aria-selected=${isSelected}
      aria-label=${label}
      @click=${() => {
        this.store.select(row.layer);
      }}
    >
      ${columns.map(({ name }) => html`<div class=${cellClass(name)} role="gridcell">${cell(name)}</div>`)}
    </div>`;
  }

  #none(): TemplateResult {
    return html`<p class="none">
      ${t("No layer matches the filter.")}
      <button
        class="link"
        @click=${() => {
          this.store.look({ filter: "" });
        }}
      >
        ${t("Clear Filter")}
      </button>
    </p>`;
  }

  /** Up, down, and with the third click the file's order again. */
  #sort(column: SortColumn): void {
    const { sort } = this.store.view;
    if (sort?.column !== column) this.store.look({ sort: { column, descending: column !== "name" } });
    else if (sort.descending === (column !== "name"))
      this.store.look({ sort: { column, descending: !sort.descending } });
    else this.store.look({ sort: null });
  }

  /** Puts the keyboard on a row, selects its layer and brings it into sight. */
  #moveTo(place: number, { selects = false } = {}): void {
    this.place = place;
    const row = this.store.rows.at(place < 0 ? this.store.rows.length : place);
    if (selects && (place < 0 || row?.kind === "layer")) this.store.select(row?.kind === "layer" ? row.layer : null);
    if (place < 0) return;
    const tops = rowTops(this.store.rows);
    const room = this.clientHeight - 64;
    if (tops[place] < this.scrollTop) this.scrollTop = tops[place];
    else if (tops[place + 1] > this.scrollTop + room && room > 28) this.scrollTop = tops[place + 1] - room;
  }

  readonly #onScroll = (): void => {
    this.#scrolled = this.scrollTop;
    this.requestUpdate();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { rows } = this.store;
    const page = Math.max(1, Math.floor(this.clientHeight / 28) - 3);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: this.place + 1,
      ArrowUp: this.place - 1,
      Home: -1,
      End: rows.length - 1,
      PageDown: this.place + page,
      PageUp: this.place - page,
    };
    const row = rows.at(this.place < 0 ? rows.length : this.place);
    const opens = { ArrowRight: false, ArrowLeft: true, Enter: null, " ": null }[event.key];
    if (event.key in targets) {
      event.preventDefault();
      this.#moveTo(Math.min(Math.max(targets[event.key], -1), rows.length - 1), { selects: true });
    } else if (row?.kind === "group" && opens !== undefined) {
      event.preventDefault();
      if (opens === null || row.isOpen === opens) this.store.toggleGroup(row.name);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("open-layer", { bubbles: true, composed: true }));
    } else if (event.key.length === 1 && event.key !== "/") {
      const names = rows.map((each) =>
        each.kind === "group" ? each.name : (this.store.snapshot?.layers[each.layer].name ?? ""),
      );
      const found = this.#typeAhead.type(event.key, event.timeStamp, this.place, names);
      if (found !== undefined) this.#moveTo(found, { selects: true });
    }
  };
}

function cellClass(name: SortColumn): string {
  const kind = isPicture(name)
    ? "picture"
    : name === "channels" || name === "batches"
      ? "number"
      : name === "findings"
        ? "findings"
        : "";
  return `cell ${kind}`;
}

function axis(ticks: readonly PlacedTick[], { pictures }: CheckpointSnapshot, column: PictureColumn): TemplateResult {
  return html`<div class="ticks" aria-hidden="true">
    ${ticks.map(
      ({ value, label, align }) =>
        html`<span class=${align} ${style({ left: `${position(value, pictures[column].domain) * 100}%` })}
          >${label}</span
        >`,
    )}
  </div>`;
}

function groupText({ numLayers, numChannels, numWithFindings }: Extract<ListRow, { kind: "group" }>): string {
  const counts = t("{0} layers, {1} channels", formatCount(numLayers), formatCount(numChannels));
  return numWithFindings === 0 ? counts : t("{0}, findings in {1}", counts, formatCount(numWithFindings));
}

customElements.define("bn-layer-list", LayerList);
