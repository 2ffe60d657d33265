import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { hover } from "../../../common/controls/hover.ts";
import { cell, cellHover, cellLabel, type RowContext } from "./featureRow.ts";
import type { ListColumn } from "../listColumns.ts";

/** Which row it is, and in which state. */
export interface ListRow {
  /** The feature; −1 is all features. */
  readonly c: number;
  /** Its place in the list. */
  readonly row: number;
  readonly selected: boolean;
  /** The cell that the keyboard is on, −1 for the row as a whole, null where it is elsewhere. */
  readonly activeColumn: number | null;
  readonly onSelect: (row: number, c: number) => void;
  readonly onOpen: () => void;
}

/** A row of the feature list. */
export function listRow(context: RowContext, columns: readonly ListColumn[], row: ListRow): TemplateResult {
  const { c, selected, activeColumn } = row;
  // The header is row 1; all features, where there are several, are row 2.
  const firstIndex = context.snapshot.features.names.length > 1 ? 3 : 2;
  return html`<div
    id="row-${row.row}"
    class=${classMap({ row: true, all: c < 0, selected, active: activeColumn === -1 })}
    role="row"
    aria-rowindex=${row.row + firstIndex}
    aria-selected=${selected}
    data-feature=${c}
    @click=${() => {
      row.onSelect(row.row, c);
    }}
    @dblclick=${row.onOpen}
  >
    ${columns.map((column, i) => listCell(context, column, row, i))}
  </div>`;
}

function listCell(
  context: RowContext,
  column: ListColumn,
  { c, row, activeColumn }: ListRow,
  i: number,
): TemplateResult {
  const content = cellHover(context, column, c);
  const isText = column === "name" || column === "before" || column === "after";
  return html`<div
    id="cell-${row}-${i}"
    class=${classMap({ cell: true, [column]: true, number: !isText, active: activeColumn === i })}
    role=${column === "name" ? "rowheader" : "gridcell"}
    aria-label=${cellLabel(context, column, c) ?? nothing}
    ${content === undefined ? undefined : hover(content)}
  >
    ${cell(context, column, c)}
  </div>`;
}
