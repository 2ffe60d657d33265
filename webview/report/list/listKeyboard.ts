import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { ListColumn } from "./listColumns.ts";
import { type GridPlace, headerRow, moveInGrid, TypeAhead } from "./listKeys.ts";
import { rowHeight } from "./rows/rowWindow.ts";

/** What the keyboard does to the list, by the list itself. */
export interface KeyboardTarget {
  readonly place: GridPlace;
  readonly clientHeight: number;
  moveTo(place: GridPlace): void;
  sort(column: ListColumn): void;
  /** Leads into the detail. */
  open(): void;
  /** Puts what the keyboard is on into the clipboard. */
  copy(): void;
}

/** Keys of the feature list: moving, selecting, sorting, type-ahead, copying. */
export class ListKeyboard {
  readonly #target: KeyboardTarget;
  readonly #typeAhead = new TypeAhead();

  constructor(target: KeyboardTarget) {
    this.#target = target;
  }

  handle(event: KeyboardEvent, snapshot: ReportSnapshot, order: Uint32Array, columns: readonly ListColumn[]): void {
    const { place } = this.#target;
    if (event.altKey) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "c") {
        this.#target.copy();
      }
      return;
    }
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (place.row === headerRow) {
        this.#target.sort(columns[place.column]);
      } else {
        this.#target.open();
      }
      return;
    }
    const { names } = snapshot.features;
    const moved =
      moveInGrid(place, event.key, {
        numRows: order.length,
        numColumns: columns.length,
        hasAll: names.length > 1,
        pageSize: Math.max(1, Math.floor(this.#target.clientHeight / rowHeight) - 3),
      }) ?? this.#byLetter(event, names, order);
    if (moved !== null) {
      event.preventDefault();
      this.#target.moveTo(moved);
    }
  }

  #byLetter(event: KeyboardEvent, names: readonly string[], order: Uint32Array): GridPlace | null {
    if (event.key.length !== 1 || event.key === "/") {
      return null;
    }
    const shown = Array.from(order, (c) => names[c]);
    const row = this.#typeAhead.type(event.key, event.timeStamp, this.#target.place.row, shown);
    return row === undefined ? null : { row, column: -1 };
  }
}
