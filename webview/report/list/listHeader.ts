import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { hover } from "../../common/controls/hover.ts";
import { icon } from "../../common/icons.ts";
import { style } from "../../common/style.ts";
import type { RowContext } from "./rows/featureRow.ts";
import type { ListColumn } from "./listColumns.ts";
import { position, type Tick } from "../../../src/shared/view/axis.ts";
import { columnHover } from "./hovers.ts";
import type { Sort } from "../store/pageView.ts";

interface HeaderContext {
  readonly context: RowContext;
  readonly sort: Sort | null;
  /** Whether the keyboard is on this header. */
  readonly active: boolean;
  readonly id: string;
  readonly pictureWidth: number;
  readonly onSort: (column: ListColumn) => void;
}

/** A column's header: its name, which sorts, or the name and the axis of a column of pictures. */
export function headerCell(column: ListColumn, header: HeaderContext): TemplateResult {
  return column === "before" || column === "after" ? pictureHeader(column, header) : numberHeader(column, header);
}

function pictureHeader(column: "before" | "after", { context, active, id }: HeaderContext): TemplateResult {
  const domain = context.domains[column];
  return html`<div
    id=${id}
    class=${classMap({ cell: true, picture: true, [column]: true, active })}
    role="columnheader"
    aria-label=${column === "before" ? t("Before") : t("After")}
  >
    <span>${column === "before" ? t("Before") : t("After")}</span>
    <span class="axis ticks" aria-hidden="true">
      ${domain === null ? t("each its own axis") : context.ticks[column].map((tick) => tickLabel(tick, position(tick.value, domain)))}
    </span>
  </div>`;
}

function tickLabel({ label }: Tick, at: number): TemplateResult {
  // Labels at the ends stay over their column: the next one begins right there.
  const shift = at < 0.06 ? "-20%" : at > 0.94 ? "-80%" : "-50%";
  return html`<span ${style({ left: `${100 * at}%`, transform: `translateX(${shift})` })}>${label}</span>`;
}

function numberHeader(
  column: Exclude<ListColumn, "before" | "after">,
  { context, sort, active, id, onSort }: HeaderContext,
): TemplateResult {
  const sorted = sort?.column === column ? sort : null;
  return html`<div
    id=${id}
    class=${classMap({ cell: true, [column]: true, number: column !== "name", sortable: true, active })}
    role="columnheader"
    aria-sort=${sorted === null ? "none" : sorted.descending ? "descending" : "ascending"}
    @click=${() => {
      onSort(column);
    }}
    ${hover(() => columnHover(column, context.snapshot.options))}
  >
    <span class="label">${columnTitle(column)}</span>${
      sorted === null ? nothing : icon(sorted.descending ? "triangle-down" : "triangle-up")
    }
  </div>`;
}

function columnTitle(column: Exclude<ListColumn, "before" | "after">): TemplateResult {
  switch (column) {
    case "name":
      return html`${t("Name")}`;
    case "mean":
      return html`μ`;
    case "variance":
      return html`σ²`;
    case "batchMean":
      return html`${t("batch μ")}`;
    case "batchVariance":
      return html`${t("batch σ²")}`;
    case "outputMean":
      return html`${t("after μ")}`;
    case "outputVariance":
      return html`${t("after σ²")}`;
    case "gamma":
      return html`γ`;
    case "beta":
      return html`β`;
    case "outliers":
      return html`<span aria-hidden="true">|x̂| > 3</span><span class="sr">${t("absolute x hat over 3")}</span>`;
  }
}
