import { t } from "@vscode/l10n";
import { formatCount, formatMeasured, formatParameter, formatShare } from "../../shared/text/numbers.ts";
import type { Rule } from "./types.ts";

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

/** BN002: √(var/(var + eps)) falls below 0.99 where var < 49 · eps. */
export const varianceNearEps: Rule = {
  id: "BN002",
  severity: "warning",
  explain: () =>
    t(
      "ε is large beside the variance, so the output's standard deviation falls short of γ. Scale the feature up, or lower ε.",
    ),
  checkFeature: ({ features, eps }, c, { varianceOverEps }) => {
    const variance = features.usedVariance[c];
    if (!(variance > 0 && variance < varianceOverEps * eps)) return null;
    const ratio = Math.sqrt(variance / (variance + eps));
    return t(
      "variance {0} is {1} times ε; the output's standard deviation is {2} of what it would be without ε",
      formatMeasured(variance),
      formatMeasured(variance / eps, 3),
      formatShare(ratio, 1),
    );
  },
};

/** BN004: one such value makes mean and variance useless. */
export const notFinite: Rule = {
  id: "BN004",
  severity: "warning",
  explain: () =>
    t(
      "A single value that is not finite spreads through mean and variance to every output of its feature. Mend or omit it.",
    ),
  checkFeature: ({ features }, c, { notFiniteValues }) => {
    const parts: string[] = [];
    const isTooMany = features.nan[c] + features.infinite[c] > notFiniteValues;
    if (isTooMany && features.nan[c] > 0) parts.push(t("{0} NaN", formatCount(features.nan[c])));
    if (isTooMany && features.infinite[c] > 0) parts.push(t("{0} Infinity", formatCount(features.infinite[c])));
    if (!Number.isFinite(features.gamma[c])) parts.push(t("γ is {0}", formatParameter(features.gamma[c])));
    if (!Number.isFinite(features.beta[c])) parts.push(t("β is {0}", formatParameter(features.beta[c])));
    return parts.length === 0 ? null : parts.join(", ");
  },
};

/** BN006: two values become −1 and 1 whatever they are, one becomes 0; and so in a last batch of one row. */
export const tooFewValues: Rule = {
  id: "BN006",
  severity: "warning",
  explain: () =>
    t("A mean and a variance of so few values say nothing. Use larger batches, or drop the last one (drop_last)."),
  checkLayer: ({ features, sampleCount, batchSize }, { minimumValues }) => {
    const fewest = features.count.reduce((least, count) => Math.min(least, count), Infinity);
    if (fewest < minimumValues) {
      return fewest === 2
        ? t("2 values per channel become −1 and 1, whatever they are")
        : t("{0} values per channel, at least {1} are needed", formatCount(fewest), minimumValues);
    }
    const valuesPerSample = fewest / sampleCount;
    const isLastAlone = batchSize !== null && batchSize > 1 && sampleCount % batchSize === 1 && valuesPerSample === 1;
    return isLastAlone
      ? t("{0} samples in batches of {1} leave a last batch of 1", formatCount(sampleCount), batchSize)
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
  checkFeature: ({ features }, c, { meanOverStd }) => {
    const ratio = Math.abs(features.mean[c]) / Math.sqrt(features.variance[c]);
    return features.variance[c] > 0 && ratio > meanOverStd
      ? t("|mean| is {0} times the standard deviation", formatMeasured(ratio, 3))
      : null;
  },
};
