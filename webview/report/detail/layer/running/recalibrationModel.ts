import { t } from "@vscode/l10n";
import { largestGap } from "../../../../../src/shared/layer/gap.ts";
import type { Recalibration } from "../../../../../src/shared/layer/parameters.ts";
import { columnDecimals, formatFixed, formatMeasured } from "../../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { storedStatistics } from "../layerModel.ts";

/** Running statistics of one feature before and after a recalibration, as the table prints them. */
export interface RecalibrationRow {
  readonly name: string;
  readonly meanBefore: string;
  readonly meanNow: string;
  readonly varianceBefore: string;
  readonly varianceNow: string;
}

/** All features, that first which changed most: by its mean in standard deviations, or by its spread. */
export function recalibrationRows(snapshot: ReportSnapshot, before: Recalibration): RecalibrationRow[] {
  const { mean, variance } = storedStatistics(snapshot);
  const { names } = snapshot.features;
  const change = (c: number): number => {
    const sigma = Math.sqrt(variance[c]) || 1;
    const size =
      Math.abs(mean[c] - before.runningMean[c]) / sigma + Math.abs(Math.sqrt(before.runningVar[c]) / sigma - 1);
    return Number.isNaN(size) ? Infinity : size;
  };
  const columns = [before.runningMean, mean, before.runningVar, variance].map((values) => {
    const decimals = columnDecimals(values);
    return (c: number): string => formatFixed(values[c], decimals);
  });
  return Array.from(names, (_, c) => c)
    .sort((a, b) => change(b) - change(a) || a - b)
    .map((c) => {
      const [meanBefore, meanNow, varianceBefore, varianceNow] = columns.map((text) => text(c));
      return { name: names[c], meanBefore, meanNow, varianceBefore, varianceNow };
    });
}

/** How much of the gap between training and evaluation is gone. */
export function recalibrationSentence(
  { gap }: ReportSnapshot,
  before: Recalibration,
  gamma: ArrayLike<number>,
): string {
  const [was, is] = [before.gap, gap?.total ?? before.gap].map((part) => largestGap(part, gamma));
  return t(
    "The running statistics are those of these data. Training and evaluation differed by up to {0} (root mean square), now by up to {1}.",
    formatMeasured(was),
    formatMeasured(is),
  );
}
