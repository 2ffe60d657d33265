/** Where the keyboard is in the list: a row by its place (−2 header, −1 all features, 0 … the rows), and maybe a cell. */
export interface GridPlace {
  readonly row: number;
  /** −1: the row as a whole. */
  readonly column: number;
}

/** The row of column headers, above the row of all features. */
export const headerRow = -2;

/** What the list of the feature grid has, as far as moving in it depends on that. */
export interface GridShape {
  readonly numRows: number;
  readonly numColumns: number;
  /** Whether there is a row of all features. */
  readonly hasAll: boolean;
  /** Rows that a page key moves. */
  readonly pageSize: number;
}

/** Where a key moves to, or null for keys that do not move. */
export function moveInGrid(place: GridPlace, key: string, shape: GridShape): GridPlace | null {
  const first = shape.hasAll ? -1 : 0;
  const last = shape.numRows - 1;
  const toRow = (row: number): GridPlace => ({ ...place, row: Math.min(Math.max(row, first), last) });
  switch (key) {
    case "ArrowDown":
      return place.row === headerRow ? { row: first, column: place.column } : toRow(place.row + 1);
    case "ArrowUp":
      return place.row <= first ? { row: headerRow, column: Math.max(0, place.column) } : toRow(place.row - 1);
    case "Home":
      return toRow(first);
    case "End":
      return toRow(last);
    case "PageDown":
      return toRow(Math.max(place.row, first) + shape.pageSize);
    case "PageUp":
      return toRow(place.row - shape.pageSize);
    case "ArrowRight":
      return { ...place, column: Math.min(place.column + 1, shape.numColumns - 1) };
    case "ArrowLeft":
      return { ...place, column: Math.max(place.column - 1, place.row === headerRow ? 0 : -1) };
    default:
      return null;
  }
}

/** Finds a row by the first letters of its name, typed without long pauses, from the current one on and around. */
export class TypeAhead {
  static readonly #pauseMs = 800;
  #typed = "";
  #lastMs = -Infinity;

  /** The place of the row that the typed letters lead to, or undefined. */
  type(letter: string, nowMs: number, current: number, names: readonly string[]): number | undefined {
    const continues = nowMs - this.#lastMs < TypeAhead.#pauseMs;
    this.#typed = (continues ? this.#typed : "") + letter.toLowerCase();
    this.#lastMs = nowMs;
    // A first letter leads on from the current row; more letters may still mean the row they have led to.
    const start = this.#typed.length === 1 ? current + 1 : Math.max(0, current);
    for (let i = 0; i < names.length; i++) {
      const row = (start + i) % names.length;
      if (names[row].toLowerCase().startsWith(this.#typed)) {
        return row;
      }
    }
    return undefined;
  }
}
