import { t } from "@vscode/l10n";
import {
  formatMeasured,
  formatParameter,
  formatShare,
  formatShortParameter,
  formatVariance,
  formatWithin,
  zeroIfRounding,
} from "../../shared/text/numbers.ts";
import { frameworkTitles } from "../../shared/options.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import { outputMean, outputVariance } from "../../shared/view/features.ts";
import { glance } from "../../shared/view/glance.ts";

/** A report as words and a table: what every format of an exported report says. */
export interface ReportText {
  readonly title: string;
  /** What was read, with which settings, the result in a sentence, notices. */
  readonly lines: readonly string[];
  readonly header: readonly string[];
  /** One per feature: its name, then its numbers as the page prints them. */
  readonly rows: readonly (readonly string[])[];
}

export function reportText(snapshot: ReportSnapshot): ReportText {
  const { source, options, notices, features } = snapshot;
  const momentum = options.momentum === null ? t("cumulative average") : String(options.momentum);
  const mode = options.mode === "train" ? t("Training") : t("Evaluation");
  return {
    title: t("Batch Norm: {0}", source.name),
    lines: [
      `${source.name}, ${source.range}: ${source.shape.join(" × ")} ${source.layout}, ${source.dtype}`,
      `${mode}, ${frameworkTitles[options.preset]}, eps ${formatParameter(options.eps)}, momentum ${momentum}`,
      glance(snapshot, features),
      ...notices.map(({ message }) => message),
    ],
    header: [
      t("feature"),
      t("values"),
      t("min"),
      t("max"),
      "μ",
      "σ²",
      t("mean of x̂"),
      t("variance of x̂"),
      "γ",
      "β",
      t("mean of y"),
      t("variance of y"),
      "|x̂| > 3",
    ],
    rows: features.names.map((name, c) => [
      name,
      String(features.count[c]),
      formatParameter(features.min[c]),
      formatParameter(features.max[c]),
      formatWithin(features.mean[c], Math.sqrt(features.variance[c])),
      formatMeasured(features.variance[c]),
      formatMeasured(zeroIfRounding(features.normalizedMean[c])),
      formatVariance(features.normalizedVariance[c]),
      formatShortParameter(features.gamma[c]),
      formatShortParameter(features.beta[c]),
      formatMeasured(zeroIfRounding(outputMean(features, features, c))),
      formatVariance(outputVariance(features, features, c)),
      formatShare(features.outliers[c], features.count[c]),
    ]),
  };
}
