import { t } from "@vscode/l10n";
import { html, nothing, type TemplateResult } from "lit";
import { formatCount } from "../../../../src/shared/text/numbers.ts";

/** So many rows of a long table are shown until all are asked for. */
const rowsShown = 50;

/** The first rows of a table; all of them where it is not much longer, or where they were asked for. */
export function firstRows<T>(rows: readonly T[], all: boolean): readonly T[] {
  return all || rows.length <= rowsShown + 1 ? rows : rows.slice(0, rowsShown);
}

/** The button below a table that does not show all of its rows. */
export function showAllButton(shown: number, total: number, showAll: () => void): TemplateResult | typeof nothing {
  return shown < total
    ? html`<button class="link" @click=${showAll}>${t("Show all {0} features", formatCount(total))}</button>`
    : nothing;
}
