import { isByChance } from "../../../../../src/shared/layer/statistics/chance.ts";
import { rankShifts, type FeatureShift } from "../../../../../src/shared/layer/statistics/rankShifts.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { storedStatistics } from "../layerModel.ts";

/** How far the data are from the running statistics, feature by feature, in the order of the report. */
export function shiftsOf(snapshot: ReportSnapshot): FeatureShift[] {
  const { features, options } = snapshot;
  return rankShifts(storedStatistics(snapshot), features, options.eps).sort((a, b) => a.feature - b.feature);
}

/** The features whose running statistics differ from the data by more than chance explains, or are no numbers. */
export function outsideChance(snapshot: ReportSnapshot): number[] {
  return shiftsOf(snapshot)
    .filter((shift) => !isByChance(shift))
    .map(({ feature }) => feature);
}
