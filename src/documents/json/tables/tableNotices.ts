import { t } from "@vscode/l10n";
import type { Grid } from "../../grid/grid.ts";
import type { TableColumn } from "../../grid/tableColumns.ts";
import type { JsonCandidate } from "../jsonCandidate.ts";
import { mapForm } from "./mapForm.ts";
import type { Named, TableReader, Vector } from "./tableReader.ts";
import type { ReadingOffer, TextNotice } from "../../types.ts";

/** So many of several lists can be read alone in one click. */
const maxOffers = 4;

/** What is to be said of how a table was read. */
export function tableNotices(reader: TableReader, candidate: JsonCandidate, { features }: Grid): TextNotice[] {
  const { repeated, nested, text, codes } = reader;
  const quoted = reader.quotedIn(new Set(features.map(({ name }) => name)));
  const notices: TextNotice[] = [];
  if (repeated !== null) {
    // JSON.parse, too, takes the last of equal keys; but hardly anybody means to write the others.
    const message = t("Key {0} occurs twice in one object: the last value counts.", repeated.name);
    notices.push({ code: "REPEATED_KEY", severity: "warning", message, place: repeated.place });
  }
  if (quoted !== null) {
    notices.push(quotedNotice(quoted.count, quoted.first));
  }
  for (const { name, place } of nested.values()) {
    const message = t("Column {0} is left out: its lists hold objects, which no column can.", name);
    notices.push({ code: "COLUMN_LEFT_OUT", severity: "info", message, place });
  }
  const { kind, body } = candidate;
  if ((kind === "rowMap" || kind === "columnMap") && mapForm(text, codes, body)?.isCertain === false) {
    const [rows, columns] = candidate.shape;
    const message =
      kind === "rowMap"
        ? t("Each of the {0} objects is read as a row: their {1} keys are the columns.", rows, columns)
        : t("Each of the {0} objects is read as a column: their {1} keys are the rows.", columns, rows);
    notices.push({ code: "TABLE_ORIENT", severity: "info", message, place: null });
  }
  return notices;
}

/** Numbers that stand in quotes are read: that is worth a word, as they might be names. */
export function quotedNotice(count: number, first: Named): TextNotice {
  const message =
    count === 1
      ? t("1 number is in quotes: it is read as a number ({0}).", first.name)
      : t("{0} numbers are in quotes: they are read as numbers (first in {1}).", count, first.name);
  return { code: "NUMBERS_IN_QUOTES", severity: "info", message, place: first.place };
}

/**
 * Leaves the columns of lists out that have different lengths: those are no vectors, and would leave few rows complete.
 *
 * @returns the other columns, and a notice for each list
 */
export function withoutVectors(
  columns: readonly TableColumn[],
  vectors: readonly Vector[],
): { columns: readonly TableColumn[]; leftOut: TextNotice[] } {
  const ragged = vectors.filter(({ shortest, longest }) => shortest < longest);
  if (ragged.length === 0) {
    return { columns, leftOut: [] };
  }
  const dropped = new Set(ragged.flatMap((vector) => vector.columns));
  const leftOut = ragged.map(({ name, place, shortest, longest }): TextNotice => {
    const message = t("Column {0} is left out: its lists have {1} to {2} values.", name, shortest, longest);
    return { code: "COLUMN_LEFT_OUT", severity: "info", message, place };
  });
  return { columns: columns.filter((column) => !dropped.has(column)), leftOut };
}

/** Several lists beside each other are hardly meant to be one table: each can be read alone. */
export function vectorNotices({ vectors }: TableReader, { features }: Grid): TextNotice[] {
  const names = new Set(features.map(({ name }) => name));
  const read = vectors.filter(
    ({ shortest, longest, columns }) =>
      longest > 1 && shortest === longest && columns.some(({ name }) => names.has(name)),
  );
  if (read.length < 2) {
    return [];
  }
  const message = t(
    "{0} members are lists of numbers, and all are read: {1}.",
    read.length,
    read.map(({ name, longest }) => `${name} (${longest})`).join(", "),
  );
  const offers = read.slice(0, maxOffers).map(({ name, columns }): ReadingOffer => {
    const kept = new Set(columns.map((column) => column.name));
    const exclude = features.map((feature) => feature.name).filter((feature) => !kept.has(feature));
    return { label: t("Only {0}", name), change: { exclude } };
  });
  return [{ code: "SEVERAL_LISTS", severity: "info", message, place: read[0].place, offers }];
}
