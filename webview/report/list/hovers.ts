import { t } from "@vscode/l10n";
import {
  formatCopy,
  formatCount,
  formatMeasured,
  formatParameter,
  formatShare,
  zeroIfRounding,
} from "../../../src/shared/text/numbers.ts";
import type { ReportOptions } from "../../../src/shared/options.ts";
import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import type { HoverContent } from "../../common/controls/hover.ts";
import type { SortColumn } from "../store/pageView.ts";
import { type Affine, extent, isConstant, outputMean, outputVariance } from "../../../src/shared/view/features.ts";
import { outputDeviation } from "../../../src/shared/view/glance.ts";
import { columnValue } from "../store/rows.ts";

/** The hover of a number in the list: what it is, with this feature's numbers, and its exact value. */
export function valueHover(
  column: Exclude<SortColumn, "name">,
  snapshot: ReportSnapshot,
  affine: Affine,
  c: number,
): HoverContent {
  const value = columnValue(column, snapshot.features, affine)(c);
  const text = valueSentence(column, snapshot, affine, c);
  if (column === "outliers") {
    return { text, exact: formatCopy(snapshot.features.outliers[c]) };
  }
  const isRounding = column === "outputMean" && value !== 0 && zeroIfRounding(value) === 0;
  return isRounding
    ? { text, exact: formatCopy(value), exactNote: t("{0}, rounding", formatCopy(value)) }
    : { text, exact: formatCopy(value) };
}

function valueSentence(
  column: Exclude<SortColumn, "name">,
  snapshot: ReportSnapshot,
  affine: Affine,
  c: number,
): string {
  const { features, options } = snapshot;
  const name = features.names[c];
  const count = formatCount(features.count[c]);
  switch (column) {
    case "mean":
      return options.mode === "eval"
        ? t(
            "Running mean of {0}. Subtracting it puts the center at 0 as far as it is the mean of this batch, {1}.",
            name,
            formatMeasured(features.mean[c]),
          )
        : t("Mean of {0}: the average of its {1} values. Subtracting it puts the center at 0.", name, count);
    case "variance":
      return options.mode === "eval"
        ? t(
            "Running variance of {0}, by which its values are scaled; the variance of this batch is {1}.",
            name,
            formatMeasured(features.variance[c]),
          )
        : varianceSentence(snapshot, c);
    case "batchMean":
      return t(
        "Mean of the {1} values of {0} in this batch. In evaluation the running mean is subtracted instead.",
        name,
        count,
      );
    case "batchVariance":
      return t(
        "Variance of the {1} values of {0} in this batch. In evaluation the running variance scales instead.",
        name,
        count,
      );
    case "outputMean":
      return t("Mean of the output of {0}: γ times the mean of x̂, plus β.", name);
    case "outputVariance":
      return t(
        "Variance of the output of {0}: γ² times the variance of x̂, so its standard deviation is {1}.",
        name,
        formatMeasured(outputDeviation(features, affine, c)),
      );
    case "gamma":
      return t(
        "Scale, learned in training. The output's standard deviation becomes {0}.",
        formatMeasured(outputDeviation(features, affine, c)),
      );
    case "beta":
      return t(
        "Shift, learned in training. The output's mean becomes {0}. Not the optimizer's beta.",
        formatMeasured(zeroIfRounding(outputMean(features, affine, c))),
      );
    case "outliers":
      return t(
        "{0} of {1} values of {2} are more than 3 standard deviations from the mean; 0.3% in a normal distribution.",
        formatCount(features.outliers[c]),
        count,
        name,
      );
  }
}

/** Which divisor: what learners trip over first. */
function varianceSentence({ features, options }: ReportSnapshot, c: number): string {
  const count = features.count[c];
  if (isConstant(features, c)) {
    return t("Variance of {0}: its values are all the same, so there is nothing to scale.", features.names[c]);
  }
  return options.preset === "pytorch" && count > 1
    ? t(
        "Variance: the average squared distance from the mean. Divides by {0}, as batch norm does; the running variance of PyTorch divides by {1} ({2}).",
        formatCount(count),
        formatCount(count - 1),
        formatMeasured((features.variance[c] * count) / (count - 1)),
      )
    : t(
        "Variance: the average squared distance from the mean. Divides by {0}, as batch norm does.",
        formatCount(count),
      );
}

/** The hover of a column's header. */
export function columnHover(column: SortColumn, { mode }: ReportOptions): HoverContent {
  switch (column) {
    case "name":
      return { text: t("Sort by name.") };
    case "mean":
      return { text: mode === "train" ? t("Mean of x: what is subtracted.") : t("Running mean: what is subtracted.") };
    case "variance":
      return {
        text:
          mode === "train"
            ? t("Variance of x: the average squared distance from the mean. What is left is divided by its root.")
            : t("Running variance: what is left is divided by its root."),
      };
    case "batchMean":
      return { text: t("Mean of x in this batch, which evaluation does not use.") };
    case "batchVariance":
      return { text: t("Variance of x in this batch, which evaluation does not use.") };
    case "outputMean":
      return { text: t("Mean of the output y.") };
    case "outputVariance":
      return { text: t("Variance of the output y.") };
    case "gamma":
      return { text: t("γ, scale: learned in training, 1 at the start.") };
    case "beta":
      return { text: t("β, shift: learned in training, 0 at the start. Not the optimizer's beta.") };
    case "outliers":
      return {
        text: t("Share of values more than 3 standard deviations from the mean; 0.3% in a normal distribution."),
      };
  }
}

/** What ε changes, in the worst of the features that have a variance. */
export function epsHover({ features, options: { eps } }: ReportSnapshot): HoverContent {
  const smallest = extent(features.usedVariance, (c) => features.usedVariance[c] > 0);
  const text = t("Added to the variance so that nothing is divided by 0.");
  if (smallest === null || eps === 0) {
    return { text };
  }
  const change = 1 - Math.sqrt(smallest.min / (smallest.min + eps));
  const percent = formatParameter(Number((100 * change).toPrecision(1)));
  return {
    text:
      features.names.length === 1
        ? `${text} ${t("Here it changes the result by {0}%.", percent)}`
        : `${text} ${t("Here it changes the result by at most {0}%.", percent)}`,
  };
}

/** Momentum means two things: each preset's own. */
export function momentumHover({ preset, momentum }: ReportOptions): HoverContent {
  if (momentum === null) {
    return { text: t("No momentum: the running statistics are the plain average over all batches seen (PyTorch).") };
  }
  const other = formatParameter(Number((1 - momentum).toPrecision(6)));
  return {
    text:
      preset === "pytorch"
        ? t("Share of the new batch in the running average (PyTorch). Keras writes this as {0}.", other)
        : t("Share of the old value in the running average. PyTorch writes this as {0}.", other),
  };
}

/** What the values of a picture are, for a screen reader. */
export function pictureLabel(min: number, max: number, mean: number): string {
  return t("{0} to {1}, mean {2}", formatParameter(min), formatParameter(max), formatMeasured(zeroIfRounding(mean)));
}

/** Mean and variance of the output as they are shown: rounding of a 0 is 0. */
export function outputNumbers(
  { features }: ReportSnapshot,
  affine: Affine,
  c: number,
): { mean: number; variance: number } {
  return { mean: zeroIfRounding(outputMean(features, affine, c)), variance: outputVariance(features, affine, c) };
}

export function outlierShare({ features }: ReportSnapshot, c: number): string {
  return formatShare(features.outliers[c], features.count[c]);
}
