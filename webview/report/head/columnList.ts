import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import { ignore } from "../store/requests.ts";
import type { ReportStore } from "../store/store.ts";

/** A column of a table as the picker lists it. */
export interface ColumnEntry {
  readonly name: string;
  /** Whether it is a feature now, could be one, or holds texts. */
  readonly use: "feature" | "leftOut" | "text";
  /** Of texts: one of them; "" where none is known. */
  readonly example: string;
}

/**
 * The columns of a table: its features, the columns of numbers that are left out, those of texts.
 *
 * @param known the names as they were listed before: rows that stay in place can be ticked one after the other
 */
export function columnList({ features, reading, source }: ReportSnapshot, known: readonly string[]): ColumnEntry[] {
  const shown = new Set(features.names);
  const entries: ColumnEntry[] = [
    ...features.names.map((name) => ({ name, use: "feature", example: "" }) as const),
    ...reading.exclude
      .filter((name) => !shown.has(name))
      .map((name) => ({ name, use: "leftOut", example: "" }) as const),
  ];
  const rank = new Map(known.map((name, index) => [name, index]));
  const numbers = entries.sort((a, b) => (rank.get(a.name) ?? known.length) - (rank.get(b.name) ?? known.length));
  const texts = (source.columns?.texts ?? []).map(({ name, example }) => ({ name, use: "text", example }) as const);
  return [...numbers, ...texts];
}

/** The names to leave out after a column was ticked or unticked; null where no feature would remain. */
export function excludedAfter(
  { features, reading }: ReportSnapshot,
  name: string,
  isFeature: boolean,
): readonly string[] | null {
  const others = reading.exclude.filter((excluded) => excluded !== name);
  if (isFeature) return others;
  return features.names.some((feature) => feature !== name) ? [...others, name] : null;
}

/** Leaves one feature out, from wherever that is offered. */
export function leaveOut(store: ReportStore, name: string): void {
  const exclude = store.snapshot && excludedAfter(store.snapshot, name, false);
  if (exclude !== null) store.host.request("reading/set", { exclude }).catch(ignore);
}
