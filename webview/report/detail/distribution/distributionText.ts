import { t } from "@vscode/l10n";
import {
  formatCount,
  formatMeasured,
  formatShare,
  formatWithin,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import type { DistributionOutput } from "../../charts/distributionModel.ts";
import type { DistributionBase } from "../../charts/distributionBase.ts";

/** What the chart shows, in one sentence: the name that a screen reader says for the picture. */
export function distributionLabel(base: DistributionBase, { output }: DistributionOutput): string {
  const what = base.feature < 0 ? t("all features") : base.name;
  const spread = ({ mean, deviation }: { mean: number; deviation: number }): string =>
    t(
      "mean {0} and standard deviation {1}",
      formatWithin(zeroIfRounding(mean, deviation), deviation),
      formatMeasured(deviation),
    );
  return t(
    "Histograms of {0}: x has {1}, x hat has {2}, y has {3}",
    what,
    spread(base.input),
    spread(base.normalized),
    spread(output),
  );
}

/** What the two axes are, where x has its own. */
export function ownAxesSentence(base: DistributionBase, snapshot: ReportSnapshot): string | null {
  if (base.axes === "one" || base.isConstant) {
    return null;
  }
  if (base.feature < 0) {
    return t(
      "Top axis: all values as they are in the file. Bottom axis: standard deviations from the mean of each feature.",
    );
  }
  const [center, scale] = [formatMeasured(base.center), formatMeasured(base.scale)];
  return snapshot.options.mode === "train"
    ? t(
        "Top axis: {0} as it is in the file. Bottom axis: standard deviations from the mean. Normalizing keeps the shape and renames the axis: {1} becomes 0, a step of {2} becomes 1.",
        base.name,
        center,
        scale,
      )
    : t(
        "Top axis: {0} as it is in the file. Bottom axis: standard deviations from the running mean. Normalizing keeps the shape and renames the axis: {1} becomes 0, a step of {2} becomes 1.",
        base.name,
        center,
        scale,
      );
}

/** How many values the axis leaves out. */
export function beyondSentence(base: DistributionBase): string | null {
  return base.beyond > 0 && !base.view.showAll
    ? t("{0} of the values lie beyond this axis.", formatShare(base.beyond, base.count))
    : null;
}

/** Why a feature has no x̂: an infinite value, or one too large to be squared, leaves no mean or variance. */
export function undefinedSentence({ features }: ReportSnapshot, feature: number): string | null {
  if (feature < 0 || (Number.isFinite(features.usedMean[feature]) && Number.isFinite(features.usedVariance[feature]))) {
    return null;
  }
  return t(
    "{0} has no mean and variance that are numbers (infinite or too large values), so there is nothing to normalize with: x̂ and y are NaN.",
    features.names[feature],
  );
}

/** A constant feature has no spread that γ could scale. */
export function constantSentence(base: DistributionBase, { beta }: DistributionOutput): string | null {
  if (!base.isConstant) {
    return null;
  }
  const value = formatMeasured(base.input.mean);
  return base.normalized.mean === 0
    ? t(
        "All {0} values are {1}: there is nothing to normalize, x̂ is 0 and y is β = {2} whatever γ is.",
        formatCount(base.count),
        value,
        formatMeasured(beta),
      )
    : t("All {0} values are {1}: x̂ and y have one value too.", formatCount(base.count), value);
}

/** Values that are no numbers, or infinite: counted beside the chart, since it cannot draw them. */
export function notDrawnSentence({ features }: ReportSnapshot, feature: number): string | null {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const nan = feature < 0 ? sum(features.nan) : features.nan[feature];
  const infinite = feature < 0 ? sum(features.infinite) : features.infinite[feature];
  if (nan > 0 && infinite > 0) {
    return t("{0} NaN, {1} Infinity not drawn", formatCount(nan), formatCount(infinite));
  }
  if (nan > 0) {
    return t("{0} NaN not drawn", formatCount(nan));
  }
  return infinite > 0 ? t("{0} Infinity not drawn", formatCount(infinite)) : null;
}
