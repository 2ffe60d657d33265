import { listedValues } from "../../../../src/shared/report/report.ts";
import type { ReportStore } from "../../store/store.ts";

const detailKey = "row";

/** The value that Explain, the lanes and the Values tab have in common, counted among the feature's values from 0. */
export function chosenIndex(store: ReportStore): number {
  const saved = store.view.detail[detailKey];
  const index = typeof saved === "number" && Number.isInteger(saved) ? saved : 0;
  return within(store, index);
}

export function chooseIndex(store: ReportStore, index: number): void {
  store.setDetail(detailKey, within(store, index));
}

/** How many values there are to choose from. */
export function valueCount(store: ReportStore): number {
  return store.snapshot ? listedValues(store.snapshot.source) : 0;
}

function within(store: ReportStore, index: number): number {
  return Math.min(Math.max(0, index), Math.max(0, valueCount(store) - 1));
}
