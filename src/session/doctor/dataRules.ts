import { t } from "@vscode/l10n";
import { formatCount, formatMeasured, formatParameter, formatShare } from "../../shared/text/numbers.ts";
import type { Rule } from "./types.ts";

/** A variance that is this many times smaller than the layer's usual one is a dead channel's. */
const deadChannelShare = 1e3;

/** BN001: nothing to normalize. A fact about the data rather than a mistake. */
export const constantFeature: Rule = {
  id: "BN001",
  severity: "info",
  explain: () =>
    t("There is nothing to normalize: the output is β for every sample. Leave the feature out if it never varies."),
  checkFeature: ({ features }, c, { constantVariance }) => {
    const variance = features.variance[c];
    if (!(variance <= constantVariance && features.count[c] > 1)) return null;
    const count = formatCount(features.count[c]);
    return variance === 0
      ? t("all {0} values are {1}", count, formatParameter(features.mean[c]))
      : t("the variance of the {0} values is only {1}", count, formatMeasured(variance));
  },
};

/** BN002: √(var/(var + eps)) falls below 0.99 where var < 49 · eps. Why the variance is small decides what to do. */
export const varianceNearEps: Rule = {
  id: "BN002",
  severity: "warning",
  explain: () =>
    t(
      "ε is large beside the variance, so the output's standard deviation falls short of γ. Scale the feature up, or lower ε.",
    ),
  checkChannel: ({ runningVar, eps, isEpsAssumed }, c, { varianceOverEps }) => {
    const variance = runningVar?.[c] ?? NaN;
    if (runningVar === null || !isNearEps(variance, eps, varianceOverEps)) return null;
    const isDead = variance < usualVariance(runningVar) / deadChannelShare;
    return {
      text: nearEpsText(variance, eps),
      // The layer trained with its ε, and what that takes away was never there. Nothing is broken in a dead channel.
      severity: variance < eps && !isDead ? "warning" : "info",
      advice: smallVarianceAdvice(isDead, isEpsAssumed),
      subject: "runningVar",
    };
  },
  checkFeature: ({ features, eps, layer }, c, { varianceOverEps }) => {
    const variance = features.usedVariance[c];
    if (!isNearEps(variance, eps, varianceOverEps)) return null;
    const text = nearEpsText(variance, eps);
    if (layer === null) return text;
    const advice = t(
      "The layer's own variance is larger: in evaluation ε matters less. Are these data scaled as those that it trained on?",
    );
    return { text, advice };
  },
};

function isNearEps(variance: number, eps: number, multiple: number): boolean {
  return variance > 0 && variance < multiple * eps;
}

function nearEpsText(variance: number, eps: number): string {
  return t(
    "variance {0} is {1} times ε; the output's standard deviation is {2} of what it would be without ε",
    formatMeasured(variance),
    formatMeasured(variance / eps, 3),
    formatShare(Math.sqrt(variance / (variance + eps)), 1),
  );
}

/** The median of those that are numbers above 0. */
function usualVariance(runningVar: ArrayLike<number>): number {
  const finite = Array.from(runningVar).filter((value) => value > 0 && Number.isFinite(value));
  return finite.sort((a, b) => a - b)[finite.length >> 1];
}

/** A loaded layer keeps its ε: it was trained with it. */
function smallVarianceAdvice(isDead: boolean, isEpsAssumed: boolean): string {
  if (isDead) {
    return t(
      "The channel is dead: what comes before it hardly varies, and the output is β. Keep ε: a smaller one blows up noise.",
    );
  }
  return isEpsAssumed
    ? t(
        "The file does not say ε, and here it decides: with another one the channel's scale is another. Look it up where the layer was made; do not lower it.",
      )
    : t(
        "The whole layer's input hardly varies, so ε decides its scale. Look at the scale of what comes before it; keep ε, with which the layer trained.",
      );
}

/** BN004: one such value makes mean and variance useless, and a γ or β every output. */
export const notFinite: Rule = {
  id: "BN004",
  severity: "warning",
  explain: () =>
    t(
      "A single value that is not finite spreads through mean and variance to every output of its feature. Fix or remove it.",
    ),
  checkChannel: ({ gamma, beta }, c) => {
    const parts: string[] = [];
    const isGamma = gamma !== null && !Number.isFinite(gamma[c]);
    if (isGamma) parts.push(t("γ is {0}", formatParameter(gamma[c])));
    if (beta !== null && !Number.isFinite(beta[c])) parts.push(t("β is {0}", formatParameter(beta[c])));
    if (parts.length === 0) return null;
    return {
      text: parts.join(", "),
      severity: "error",
      advice: t("No output of the channel is finite. Take the parameters of a checkpoint before training diverged."),
      subject: isGamma ? "gamma" : "beta",
      isNotFinite: true,
    };
  },
  checkFeature: ({ features }, c, { notFiniteValues }) => {
    const parts: string[] = [];
    const isTooMany = features.nan[c] + features.infinite[c] > notFiniteValues;
    if (isTooMany && features.nan[c] > 0) parts.push(t("{0} NaN", formatCount(features.nan[c])));
    if (isTooMany && features.infinite[c] > 0) parts.push(t("{0} Infinity", formatCount(features.infinite[c])));
    return parts.length === 0 ? null : { text: parts.join(", "), subject: "infiniteValue", isNotFinite: true };
  },
};

/** The variance of m values has a standard error of √(2/(m − 1)) times itself: 3 values leave it as good as unknown. */
const minimumToTrain = 4;

/** BN006: two values become −1 and 1 whatever they are, one becomes 0. In training a small last batch is as bad. */
export const tooFewValues: Rule = {
  id: "BN006",
  severity: "warning",
  explain: () =>
    t("A mean and a variance of so few values say nothing. Use larger batches, or drop the last one (drop_last)."),
  checkData: ({ features, sampleCount, batchSize }, { minimumValues }) => {
    const fewest = features.count.reduce((least, count) => Math.min(least, count), Infinity);
    if (fewest < minimumValues) {
      return fewest === 2
        ? t("2 values per channel become −1 and 1, whatever they are")
        : t("{0} values per channel, at least {1} are needed", formatCount(fewest), minimumValues);
    }
    if (batchSize === null || batchSize < 1) return null;
    const valuesPerSample = fewest / sampleCount;
    const minimum = Math.max(minimumValues, minimumToTrain);
    if (batchSize * valuesPerSample < minimum) {
      return t("batches of {0} have {1} values per channel", batchSize, formatCount(batchSize * valuesPerSample));
    }
    const last = sampleCount % batchSize;
    return last > 0 && last * valuesPerSample < minimum
      ? t("{0} samples in batches of {1} leave a last batch of {2}", formatCount(sampleCount), batchSize, last)
      : null;
  },
};

/** BN007: float32 has 24 bits; a mean 1,000 times the spread leaves 14 of them to the spread. */
export const meanFarFromZero: Rule = {
  id: "BN007",
  severity: "warning",
  explain: () =>
    t(
      "In float32 the mean uses up the digits that the differences need, and one-pass variances cancel. Subtract a constant first, or compute in float64.",
    ),
  checkFeature: ({ features }, c, { meanOverStd, minimumValues }) => {
    const ratio = Math.abs(features.mean[c]) / Math.sqrt(features.variance[c]);
    // Two values may be near each other by chance.
    return features.count[c] >= minimumValues && features.variance[c] > 0 && ratio > meanOverStd
      ? t("|mean| is {0} times the standard deviation", formatMeasured(ratio, 3))
      : null;
  },
};
