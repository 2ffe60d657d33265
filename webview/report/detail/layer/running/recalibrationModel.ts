import { t } from "@vscode/l10n";
import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import { largestGap } from "../../../../../src/shared/layer/statistics/gap.ts";
import type { Recalibration } from "../../../../../src/shared/layer/parameters.ts";
import { statisticsCode } from "../../../../../src/shared/layer/statistics/statisticsCode.ts";
import { columnDecimals, formatCount, formatFixed, formatMeasured } from "../../../../../src/shared/text/numbers.ts";
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
      return { name: channelLabel(names, c), meanBefore, meanNow, varianceBefore, varianceNow };
    });
}

/** What the statistics were made of, and how much of the gap between training and evaluation is gone. */
export function recalibrationSentence(
  { gap }: ReportSnapshot,
  before: Recalibration,
  gamma: ArrayLike<number>,
): string {
  const made = originText(before.origin);
  if (before.gap === null || gap === null) return made;
  const [was, is] = [before.gap, gap.total].map((part) => largestGap(part, gamma));
  const change = Number.isFinite(was)
    ? t(
        "Training and evaluation differed by up to {0} (root mean square), now by up to {1}.",
        formatMeasured(was),
        formatMeasured(is),
      )
    : t(
        "Some outputs of the evaluation were not finite; now training and evaluation differ by up to {0} (root mean square).",
        formatMeasured(is),
      );
  return `${made} ${change}`;
}

/** "The running statistics are those of this data.", and the like. */
function originText({ estimate, numBatches, otherFiles }: Recalibration["origin"]): string {
  if (otherFiles.length > 0) {
    const files = formatCount(otherFiles.length);
    return estimate === "pooled"
      ? t("The running statistics are those of all values of this data and {0} more files.", files)
      : t("The running statistics are the mean of those of this data and {0} more files.", files);
  }
  return estimate === "pooled"
    ? t("The running statistics are those of this data.")
    : t("The running statistics are the mean over {0} mini-batches of this data.", formatCount(numBatches));
}

/** Code that writes the channels that recalibrating changed into a model; null where it changed none. */
export function recalibrationCode({ layer }: ReportSnapshot): { text: string; numChannels: number } | null {
  const { runningMean, runningVar, recalibration } = layer ?? {};
  if (layer === undefined || recalibration === undefined || !runningMean || !runningVar) return null;
  const channels = Array.from(runningMean, (_, c) => c).filter(
    (c) => runningMean[c] !== recalibration.runningMean[c] || runningVar[c] !== recalibration.runningVar[c],
  );
  if (channels.length === 0) return null;
  const { name, framework } = layer;
  return { text: statisticsCode({ name, framework, runningMean, runningVar, channels }), numChannels: channels.length };
}
