import { t } from "@vscode/l10n";
import { formatMeasured, formatParameter } from "../../shared/text/numbers.ts";
import { rankShifts } from "../../shared/layer/rankShifts.ts";
import type { DoctorLayer, Rule } from "./types.ts";

/** A difference below this many times what chance gives is no finding. */
const chanceFactor = 4;

/** BN005: evaluation divides by its root. */
export const runningVariance: Rule = {
  id: "BN005",
  severity: "error",
  explain: () =>
    t(
      "Evaluation divides by the root of the running variance + ε. Recalibrate the layer, or check how it was exported.",
    ),
  checkFeature: ({ layer }, c, { smallestRunningVar }) => {
    if (layer === null) return null;
    const variance = layer.runningVar[c];
    return Number.isFinite(variance) && variance > smallestRunningVar
      ? null
      : t("the running variance is {0}", formatParameter(variance));
  },
};

/** BN010: 0 and 1, as every new layer has them. */
export const neverUpdated: Rule = {
  id: "BN010",
  severity: "warning",
  explain: () =>
    t(
      "The layer never saw data in training mode, so evaluation does not normalize. Recalibrate it, or call train() before training.",
    ),
  checkLayer: ({ layer }, { nearNew }) => {
    if (layer === null || !isNew(layer, nearNew)) return null;
    return nearNew === 0
      ? t("every running mean is 0 and every variance 1")
      : t("every running mean is within {0} of 0 and every variance of 1", formatParameter(nearNew));
  },
};

/** BN011: the data are not those that the layer knows. */
export const statisticsDisagree: Rule = {
  id: "BN011",
  severity: "warning",
  explain: () =>
    t(
      "Training and evaluation give different outputs for these data. Are they of the same kind and scaled the same? If so, recalibrate the layer.",
    ),
  checkFeature: ({ layer, features, eps }, c, { statisticsShift, nearNew }) => {
    if (layer === null || isNew(layer, nearNew) || !(layer.runningVar[c] > 0)) return null;
    const column = (values: ArrayLike<number>): number[] => [values[c]];
    const stored = { mean: column(layer.runningMean), variance: column(layer.runningVar) };
    const data = { mean: column(features.mean), variance: column(features.variance), count: column(features.count) };
    const [{ meanShift, stdRatio, expectedByChance }] = rankShifts(stored, data, eps);
    const isShifted = Math.abs(meanShift) > Math.max(statisticsShift, chanceFactor * expectedByChance * stdRatio);
    const spreadByChance = expectedByChance / Math.SQRT2;
    const isSpread =
      Math.abs(Math.log(stdRatio)) > Math.max(Math.log1p(statisticsShift), chanceFactor * spreadByChance);
    if (!isShifted && !isSpread) return null;
    return t(
      "in evaluation x̂ has the mean {0} and the standard deviation {1} instead of 0 and 1",
      formatMeasured(meanShift, 3),
      formatMeasured(stdRatio, 3),
    );
  },
};

function isNew({ runningMean, runningVar, numBatchesTracked }: DoctorLayer, nearNew: number): boolean {
  const isStart = (mean: number, c: number): boolean =>
    Math.abs(mean) <= nearNew && Math.abs(runningVar[c] - 1) <= nearNew;
  return numBatchesTracked === 0 || Array.from(runningMean).every(isStart);
}
