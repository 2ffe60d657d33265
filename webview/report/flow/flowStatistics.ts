import { t } from "@vscode/l10n";
import {
  formatCount,
  formatMeasured,
  formatParameter,
  formatShortWithin,
  formatWithin,
} from "../../../src/shared/text/numbers.ts";
import { featureHistogram, type ReportSnapshot } from "../../../src/shared/report/report.ts";
import { histogramDomain, padded, position, union } from "../../../src/shared/view/axis.ts";
import { extent } from "../../../src/shared/view/features.ts";
import { flowBand, flowHeight, type FlowStep, step } from "./flowStep.ts";
import { overflowOf, overflowPath } from "../../../src/shared/view/overflow.ts";
import { parts, strong } from "./text.ts";
import { boxWidth, bracketPath, histogramPath } from "../../../src/shared/view/thumbnail.ts";

/** More brackets than this say nothing more at this size. */
const mostBrackets = 16;

interface Scope {
  readonly snapshot: ReportSnapshot;
  readonly scope: number;
}

/** Longer file values than this are measured ones for a reader. */
const longFileValue = 7;

/** A value of the file as it is there, where it is short; as few digits as its spread allows otherwise. */
function formatFileValue(value: number, deviation: number): string {
  const text = formatParameter(value);
  return text.length <= longFileValue ? text : formatShortWithin(value, deviation);
}

/** Step 1: the values as they are. */
export function inputStep({ snapshot, scope }: Scope): FlowStep {
  const { features, pooled } = snapshot;
  const histogram = scope < 0 ? pooled.input.histogram : featureHistogram(features.histograms, scope);
  const deviation = Math.sqrt(scope < 0 ? pooled.input.variance : features.variance[scope]);
  const min = formatFileValue(scope < 0 ? pooled.input.min : features.min[scope], deviation);
  const max = formatFileValue(scope < 0 ? pooled.input.max : features.max[scope], deviation);
  const domain = padded(histogramDomain(histogram));
  const overflow = overflowOf(histogram, domain);
  const short = min === max ? strong(min) : t("{0} to {1}", strong(min), strong(max));
  const numBeyond = overflow.left + overflow.right;
  const text = numBeyond === 0 ? short : t("{0}, {1} not drawn", short, formatCount(numBeyond));
  return step("input", parts(text), parts(short), {
    path: histogramPath(histogram, domain, flowBand),
    beyond: overflowPath(overflow, flowHeight),
    mediumText: parts(short),
  });
}

/** Step 2: mean ± one standard deviation, over the feature's histogram or one bracket a feature. */
export function statisticsStep({ snapshot, scope }: Scope): FlowStep {
  const { features, options } = snapshot;
  if (scope < 0) {
    const count = strong(formatCount(features.names.length));
    const text = options.mode === "train" ? t("of {0} features", count) : t("running, of {0} features", count);
    return step("statistics", parts(text), parts(count), { path: allBrackets(snapshot) });
  }
  const histogram = featureHistogram(features.histograms, scope);
  const [mean, variance] = [features.usedMean[scope], features.usedVariance[scope]];
  const deviation = Math.sqrt(variance);
  const own = padded(histogramDomain(histogram));
  const evaluation = options.mode === "eval";
  const domain = evaluation ? union(own, { min: mean - deviation, max: mean + deviation }) : own;
  const middle = Number.isFinite(mean) ? position(mean, domain) * boxWidth : 0;
  const bracket = Number.isFinite(mean + deviation) ? bracketPath(mean, deviation, domain, 8, 4) : "";
  const batch = bracketPath(features.mean[scope], Math.sqrt(features.variance[scope]), domain, 20, 3);
  const numbers = [strong(formatShortWithin(mean, deviation)), strong(formatMeasured(variance, 4))] as const;
  return step(
    "statistics",
    parts(t({ message: "μ {0} σ² {1}", args: [...numbers], comment: "Mean and variance" })),
    parts(`μ ${strong(formatWithin(mean, deviation))}`),
    {
      path: bracket === "" ? "" : `${bracket}M${Math.round(middle)} 8V${flowHeight}`,
      dimPath: histogramPath(histogram, domain, flowBand),
      dimLines: evaluation ? batch : "",
      beyond: overflowPath(overflowOf(histogram, domain), flowHeight),
      ...(evaluation ? { formula: t("running statistics") } : {}),
    },
  );
}

/** One bracket per feature, sorted by mean; at most sixteen, evenly chosen. */
function allBrackets({ features }: ReportSnapshot): string {
  const finite = features.names
    .map((_, c) => c)
    .filter((c) => Number.isFinite(features.usedMean[c] + features.usedVariance[c]))
    .sort((a, b) => features.usedMean[a] - features.usedMean[b]);
  const chosen =
    finite.length <= mostBrackets
      ? finite
      : Array.from(
          { length: mostBrackets },
          (_, i) => finite[Math.round((i * (finite.length - 1)) / (mostBrackets - 1))],
        );
  const deviation = (c: number) => Math.sqrt(features.usedVariance[c]);
  const lows = extent(chosen.map((c) => features.usedMean[c] - deviation(c)));
  const highs = extent(chosen.map((c) => features.usedMean[c] + deviation(c)));
  if (lows === null || highs === null) {
    return "";
  }
  const domain = lows.min < highs.max ? { min: lows.min, max: highs.max } : { min: lows.min - 1, max: lows.min + 1 };
  const spacing = (flowHeight - 8) / Math.max(1, chosen.length - 1);
  // The lowest mean is at the bottom, as on a chart.
  return chosen
    .map((c, row) => {
      const y = chosen.length === 1 ? flowHeight / 2 : flowHeight - 4 - row * spacing;
      return bracketPath(
        features.usedMean[c],
        deviation(c),
        domain,
        Math.round(y * 10) / 10,
        chosen.length > 8 ? 1.5 : 3,
      );
    })
    .join("");
}
