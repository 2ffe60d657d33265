import { defaultDistributionView, type DistributionView, seriesNames } from "../../charts/distributionBase.ts";
import type { ReportStore } from "../../store/store.ts";

const detailKey = "distribution";

/** What a person chose for the chart, as it was kept; anything of another shape takes its default. */
export function distributionView(store: ReportStore): DistributionView {
  const saved = store.view.detail[detailKey];
  if (typeof saved !== "object" || saved === null) {
    return defaultDistributionView;
  }
  const { pooled, axes, hidden, height, logarithmic, binFactor, showAll } = saved as Partial<
    Record<keyof DistributionView, unknown>
  >;
  return {
    pooled: pooled === true,
    axes: axes === "one" || axes === "own" ? axes : null,
    hidden: Array.isArray(hidden) ? seriesNames.filter((name) => hidden.includes(name)) : [],
    height: height === "count" ? "count" : "density",
    logarithmic: logarithmic === true,
    binFactor: binFactor === 2 || binFactor === 4 ? binFactor : 1,
    showAll: showAll === true,
  };
}

/** Keeps a choice for the chart. */
export function setDistributionView(store: ReportStore, change: Partial<DistributionView>): void {
  store.setDetail(detailKey, { ...distributionView(store), ...change });
}
