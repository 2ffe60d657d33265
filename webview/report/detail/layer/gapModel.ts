import { t } from "@vscode/l10n";
import { gapCauses, type GapCause, type TrainEvalGap } from "../../../../src/shared/layer/gap.ts";
import { trainingEps } from "../../../../src/shared/layer/parameters.ts";
import { frameworkTitles } from "../../../../src/shared/options.ts";
import {
  formatCount,
  formatMeasured,
  formatParameter,
  formatShare,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";

/** One cause of the gap, in numbers and words. */
export interface GapRow {
  readonly cause: GapCause | "total";
  readonly name: string;
  readonly mean: string;
  readonly std: string;
  /** Size of the change in both numbers: √(mean² + std²), for the bar. */
  readonly size: number;
  /** What it is, and what to do about it; empty for the total. */
  readonly explanation: string;
}

interface Change {
  readonly mean: number;
  readonly std: number;
}

/**
 * The rows of the table for one feature: the causes and their sum; for all features (−1) the root of the mean square of
 * each, which does not sum.
 */
export function gapRows(snapshot: ReportSnapshot, gap: TrainEvalGap, gamma: Float64Array, feature: number): GapRow[] {
  const changeOf = (key: GapCause | "total"): Change => {
    const part = key === "total" ? gap.total : gap.causes[key];
    if (feature >= 0) {
      return { mean: gamma[feature] * part.mean[feature], std: Math.abs(gamma[feature]) * part.std[feature] };
    }
    return { mean: rootMeanSquare(part.mean, gamma), std: rootMeanSquare(part.std, gamma) };
  };
  return [...gapCauses, "total" as const].map((cause) => {
    const change = changeOf(cause);
    return {
      cause,
      name: causeName(cause),
      mean: formatChange(change.mean, feature >= 0),
      std: formatChange(change.std, feature >= 0),
      size: Math.hypot(change.mean, change.std),
      explanation: cause === "total" ? "" : explain(cause, snapshot, gap),
    };
  });
}

/** The gap in one sentence, for the feature or for all. */
export function gapSentence(gap: TrainEvalGap, gamma: Float64Array, names: readonly string[], feature: number): string {
  const size = (c: number): number => Math.abs(gamma[c]) * Math.hypot(gap.total.mean[c], gap.total.std[c]);
  if (feature >= 0) {
    return size(feature) < 1e-12
      ? t("Training and evaluation give {0} the same output.", names[feature])
      : t(
          "In evaluation the outputs of {0} differ from those in training by {1} (root mean square).",
          names[feature],
          formatMeasured(size(feature)),
        );
  }
  const worst = names.reduce((most, _, c) => (size(c) > size(most) ? c : most), 0);
  return size(worst) < 1e-12
    ? t("Training and evaluation give the same outputs.")
    : t(
        "Training and evaluation differ most in {0}: by {1} (root mean square).",
        names[worst],
        formatMeasured(size(worst)),
      );
}

function rootMeanSquare(values: Float64Array, gamma: Float64Array): number {
  let sum = 0;
  let count = 0;
  values.forEach((value, c) => {
    const change = gamma[c] * value;
    if (!Number.isFinite(change)) return;
    sum += change * change;
    count++;
  });
  return count === 0 ? NaN : Math.sqrt(sum / count);
}

/** A change has a sign; a root mean square has none. */
function formatChange(value: number, isSigned: boolean): string {
  const clean = zeroIfRounding(value);
  const text = formatMeasured(clean);
  return isSigned && clean > 0 ? `+${text}` : text;
}

function causeName(cause: GapCause | "total"): string {
  switch (cause) {
    case "eps":
      return t("ε");
    case "bessel":
      return t("Bessel's factor");
    case "drift":
      return t("Drift");
    case "warmUp":
      return t("Warm-up");
    case "total":
      return t("Together");
  }
}

function explain(cause: GapCause, { features, options, layer }: ReportSnapshot, gap: TrainEvalGap): string {
  switch (cause) {
    case "eps": {
      const trained = trainingEps(layer) ?? options.eps;
      if (trained === options.eps) {
        return t("The same ε in training and evaluation: no difference. It would be one after a port with another ε.");
      }
      return t(
        "The layer trained with ε = {0} ({1}), here it is {2}. Give the layer the ε that it trained with.",
        formatParameter(trained),
        layer?.eps === null
          ? t("the default of {0}; its file does not tell", frameworkTitles[layer.framework])
          : t("from its file"),
        formatParameter(options.eps),
      );
    }
    case "bessel": {
      if (options.preset !== "pytorch") return t("This preset keeps the biased variance: no difference.");
      const count = features.count.length === 0 ? 0 : features.count[0];
      return t(
        "PyTorch keeps the variance divided by m − 1: with m = {0} it is {1} times the batch's. Larger batches make it 1.",
        formatCount(count),
        formatMeasured(count / (count - 1)),
      );
    }
    case "drift":
      return layer?.runningMean === undefined || layer.runningMean === null
        ? t("The running statistics of a new layer come from these data alone: no difference.")
        : t(
            "These data are not what the running statistics are averages of. Where they should be, recalibrate the layer.",
          );
    case "warmUp":
      if (gap.startingWeight === null) {
        return t("The file does not tell the number of updates: what is not warmed up counts as drift.");
      }
      return t(
        "{0} of the values that running statistics start with (0 and 1) are still in them. Train longer, or use a momentum that forgets sooner.",
        formatShare(gap.startingWeight, 1),
      );
  }
}
