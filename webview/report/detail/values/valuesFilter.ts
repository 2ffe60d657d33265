import type { ValueRange } from "../../../../src/shared/report/report.ts";
import type { ReportStore } from "../../store/store.ts";

const detailKey = "valuesFilter";

/** The values of one feature that the Values tab shows alone; null for all, or where what was kept has another shape. */
export function valuesFilter(store: ReportStore): ValueRange | null {
  const saved = store.view.detail[detailKey];
  if (typeof saved !== "object" || saved === null) return null;
  const { feature, from, to, hasEnd } = saved as Partial<Record<keyof ValueRange, unknown>>;
  return typeof feature === "number" && typeof from === "number" && typeof to === "number"
    ? { feature, from, to, hasEnd: hasEnd === true }
    : null;
}

export function setValuesFilter(store: ReportStore, filter: ValueRange | null): void {
  store.setDetail(detailKey, filter);
}
