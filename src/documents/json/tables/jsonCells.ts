import type { TableColumn } from "../../grid/tableColumns.ts";
import { isMissingText } from "../../text/missingValues.ts";

/** The infinity that a word writes, as Python does; null for any other. */
export function infinityOf(text: string, start: number, end: number): number | null {
  const word = text.slice(start, end);
  return word === "Infinity" ? Infinity : word === "-Infinity" ? -Infinity : null;
}

/** Whether a token that is no number is text, rather than one of the ways to say that a value is missing. */
export function isText(token: string): boolean {
  return token.startsWith('"') ? !isMissingText(token.slice(1, -1)) : token !== "null" && token !== "NaN";
}

/** Missing values for the samples that lack one. */
export function fill(column: TableColumn, samples: number): void {
  while (column.cells.count < samples) {
    column.cells.pushMissing();
  }
}
