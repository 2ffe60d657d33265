import { t } from "@vscode/l10n";
import { formatCount, formatMeasured, formatParameter } from "../../shared/text/numbers.ts";
import { isMeanByChance, isSpreadByChance } from "../../shared/layer/statistics/chance.ts";
import { rankShifts } from "../../shared/layer/statistics/rankShifts.ts";
import { hasFoldedStatistics, isNewLayer } from "./layers/newLayer.ts";
import { dataAreSwapped, namesAreSwapped } from "./layers/swapped.ts";
import type { Evidence, ExaminedLayer, Rule } from "./types.ts";

/** BN005: evaluation subtracts the one and divides by the root of the other. */
export const runningStatistics: Rule = {
  id: "BN005",
  severity: "error",
  explain: () =>
    t(
      "Evaluation divides by the root of the running variance + ε. Recalibrate the layer, or check how it was exported.",
    ),
  checkChannel: (layer, c, { smallestRunningVar }) =>
    meanEvidence(layer, c) ?? varianceEvidence(layer, c, smallestRunningVar),
};

/** A NaN mean is as deadly as a NaN variance. Where both are, one sentence says so. */
function meanEvidence({ runningMean, runningVar }: ExaminedLayer, c: number): Evidence | null {
  if (runningMean === null || Number.isFinite(runningMean[c])) return null;
  const mean = formatParameter(runningMean[c]);
  const variance = runningVar?.[c] ?? 1;
  return {
    text: Number.isFinite(variance)
      ? t("the running mean is {0}", mean)
      : t("the running mean is {0} and the running variance {1}", mean, formatParameter(variance)),
    advice: t(
      "Every output of the channel in evaluation is made with it, and none is finite. Recalibrate the layer, and look for what overflowed while it trained.",
    ),
    subject: "runningMean",
    isNotFinite: true,
  };
}

function varianceEvidence({ runningVar, eps }: ExaminedLayer, c: number, smallest: number): Evidence | null {
  if (runningVar === null) return null;
  const variance = runningVar[c];
  if (Number.isFinite(variance) && variance > smallest) return null;
  const text = t("the running variance is {0}", formatParameter(variance));
  const subject = "runningVar";
  if (variance === Infinity) {
    const advice = t(
      "Every output of the channel in evaluation is β. A half precision number overflows beyond 65504: keep the running statistics in float32, or recalibrate the layer.",
    );
    return { text, advice, subject, isNotFinite: true };
  }
  if (variance < 0 && variance + eps > 0) {
    return {
      text: t(
        "the running variance is {0}, just above −ε: evaluation multiplies by {1}",
        formatParameter(variance),
        formatMeasured(1 / Math.sqrt(variance + eps), 3),
      ),
      advice: t(
        "A variance is never below 0: it was rounded, or averaged with a wrong sign. Recalibrate the layer, or set the variance to 0.",
      ),
      subject,
    };
  }
  if (variance < 0) {
    const number = formatParameter(variance);
    const why =
      variance + eps < 0
        ? t("the running variance is {0}: below −ε, so that every output is NaN", number)
        : t("the running variance is {0}, which is −ε: evaluation divides by 0", number);
    return { text: why, subject, isNotFinite: true };
  }
  // NaN, and 0 without ε, have no finite output.
  return { text, subject, isNotFinite: !(variance + eps > 0) };
}

/** BN010: 0 and 1, as every new layer has them. */
export const neverUpdated: Rule = {
  id: "BN010",
  severity: "warning",
  explain: () =>
    t(
      "The layer never saw data in training mode, so evaluation does not normalize. Recalibrate it, or call train() before training.",
    ),
  checkLayer: (layer, { nearNew }) => {
    if (!isNewLayer(layer, nearNew)) return null;
    return nearNew === 0
      ? t("every running mean is 0 and every variance 1")
      : t("every running mean is within {0} of 0 and every variance of 1", formatParameter(nearNew));
  },
  checkNetwork: ({ layers }, index) => {
    const layer = layers[index];
    if (!hasFoldedStatistics(layer)) return null;
    // γ and β that hold folded statistics stand beside folded layers; among trained ones they are just trained.
    const others = layers.filter((other) => other !== layer && other.runningMean !== null);
    if (others.length === 0 || others.some((other) => isNewLayer(other, 0) || hasFoldedStatistics(other))) return null;
    const count = layer.numBatchesTracked ?? 0;
    return count === 0
      ? t("every running mean is 0 and every variance 1, as in no other layer")
      : t("every running mean is 0 and every variance 1, although {0} batches are counted", formatCount(count));
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
    if (layer === null || !(layer.runningVar[c] > 0)) return null;
    const { gamma, beta } = features;
    const examined = { ...layer, name: "", numFeatures: gamma.length, gamma, beta, eps, isEpsAssumed: false };
    if (isNewLayer(examined, nearNew) || hasFoldedStatistics(examined)) return null;
    const column = (values: ArrayLike<number>): number[] => [values[c]];
    const stored = { mean: column(layer.runningMean), variance: column(layer.runningVar) };
    const data = { mean: column(features.mean), variance: column(features.variance), count: column(features.count) };
    const [shift] = rankShifts(stored, data, eps);
    const { meanShift, stdRatio } = shift;
    const isShifted = Math.abs(meanShift) > statisticsShift && !isMeanByChance(shift);
    const isSpread = Math.abs(Math.log(stdRatio)) > Math.log1p(statisticsShift) && !isSpreadByChance(shift);
    if (!isShifted && !isSpread) return null;
    return t(
      "in evaluation x̂ has the mean {0} and the standard deviation {1} instead of 0 and 1",
      formatMeasured(meanShift, 3),
      formatMeasured(stdRatio, 3),
    );
  },
};

/** BN015: the two lists under each other's names. */
export const swappedStatistics: Rule = {
  id: "BN015",
  severity: "error",
  explain: () =>
    t(
      "The running mean and the running variance seem to be swapped: an export wrote one under the other's name. Swap them, and check the other layers of the file.",
    ),
  checkLayer: (layer) => {
    const swapped = namesAreSwapped(layer);
    if (swapped === null) return null;
    const text = t(
      "{0} of {1} running variances are below 0, and no running mean is",
      swapped.numNegative,
      layer.numFeatures,
    );
    // It is the cause of the NaN that the channels' own findings name.
    return { text, isNotFinite: true };
  },
  checkData: (input) => {
    const distances = dataAreSwapped(input);
    if (distances === null) return null;
    const text = t(
      "the data are {0} off the running statistics as they are, {1} off them when swapped",
      formatMeasured(distances.stored, 2),
      formatMeasured(distances.swapped, 2),
    );
    return { text, isNotFinite: true };
  },
};
