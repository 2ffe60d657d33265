import { t } from "@vscode/l10n";
import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import { chanceBand } from "../../../../../src/shared/layer/statistics/chance.ts";
import {
  gapCauses,
  gapSize,
  rankGaps,
  type GapCause,
  type GapPart,
  type TrainEvalGap,
} from "../../../../../src/shared/layer/statistics/gap.ts";
import { formatCount, formatMeasured, zeroIfRounding } from "../../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import type { Change } from "./causeText.ts";
import { explainCause } from "./causeText.ts";

/** One line of the table: a cause of the gap, all of them together, or what chance allows. */
export interface GapRow {
  readonly cause: GapCause | "total" | "chance";
  readonly name: string;
  readonly mean: string;
  readonly std: string;
  /** Size of the change in both numbers: √(mean² + std²), for the bar; 0 where there is none. */
  readonly size: number;
  /** What it is, and what to do about it; "" where the name says it. */
  readonly explanation: string;
}

/**
 * The rows of the table. For one feature the causes are signed and add up to their sum; for all features (−1) they are
 * root mean squares over the features that are finite, which have no sign and do not add up.
 */
export function gapRows(snapshot: ReportSnapshot, gap: TrainEvalGap, gamma: Float64Array, feature: number): GapRow[] {
  const isSigned = feature >= 0;
  const row = (cause: GapRow["cause"], name: string, change: Change | null, explanation: string): GapRow => ({
    ...{ cause, name, explanation },
    mean: change === null ? t("unknown") : formatChange(change.mean, isSigned),
    std: change === null ? t("unknown") : formatChange(change.std, isSigned),
    size: change === null ? 0 : Math.hypot(change.mean, change.std),
  });
  const causes = gapCauses.map((cause) => {
    const part = gap.causes[cause];
    const change = part && changeOf(part, gamma, feature);
    return row(cause, causeName(cause), change, explainCause(cause, change, { snapshot, gap, feature }));
  });
  const total = changeOf(gap.total, gamma, feature);
  return [...causes, row("total", t("Together"), total, ""), chanceRow(snapshot, gamma, feature)];
}

/** The gap in one sentence, for the feature or for all. What is no number comes first. */
export function gapSentence(gap: TrainEvalGap, gamma: Float64Array, names: readonly string[], feature: number): string {
  const size = (c: number): number => gapSize(gap.total, gamma, c);
  if (feature >= 0) {
    const name = channelLabel(names, feature);
    if (!Number.isFinite(size(feature))) return t("{0} has no finite output in evaluation.", name);
    return size(feature) < 1e-12
      ? t("Training and evaluation give {0} the same output.", name)
      : t(
          "In evaluation the outputs of {0} differ from those in training by {1} (root mean square).",
          name,
          formatMeasured(size(feature)),
        );
  }
  const order = rankGaps(gap.total, gamma);
  const broken = order.filter((c) => !Number.isFinite(size(c)));
  const worst = order.at(broken.length);
  const label = (c: number): string => channelLabel(names, c);
  const first =
    broken.length === 0
      ? []
      : [
          broken.length === 1
            ? t("{0} has no finite output in evaluation.", label(broken[0]))
            : t(
                "{0} and {1} more have no finite output in evaluation.",
                label(broken[0]),
                formatCount(broken.length - 1),
              ),
        ];
  if (worst === undefined) return first.join(" ");
  const others =
    size(worst) < 1e-12
      ? t("Training and evaluation give the same outputs.")
      : t(
          "Training and evaluation differ most in {0}: by {1} (root mean square).",
          label(worst),
          formatMeasured(size(worst)),
        );
  return broken.length === 0 ? others : [...first, t("Of the others: {0}", others)].join(" ");
}

/** A line below the table that says how to read its columns. */
export function additionText(feature: number): string {
  return feature >= 0
    ? t("With their signs the causes add up to Together.")
    : t(
        "These are sizes, root mean squares over the features: they have no sign and do not add up. Select a feature for terms that do.",
      );
}

function changeOf({ mean, std }: GapPart, gamma: Float64Array, feature: number): Change {
  return feature >= 0
    ? { mean: gamma[feature] * mean[feature], std: Math.abs(gamma[feature]) * std[feature] }
    : { mean: rootMeanSquare(mean, gamma), std: rootMeanSquare(std, gamma) };
}

/** What chance alone allows: of one feature four standard errors, of all features what the root mean square comes to. */
function chanceRow({ features }: ReportSnapshot, gamma: Float64Array, feature: number): GapRow {
  const count = features.count[Math.max(0, feature)];
  const name = t("By chance, m = {0}", formatCount(count));
  const scale =
    feature >= 0
      ? Math.abs(gamma[feature])
      : rootMeanSquare(
          gamma.map(() => 1),
          gamma,
        );
  const band = chanceBand(count);
  const [mean, std] = feature >= 0 ? [band.mean, band.spread] : [1 / Math.sqrt(count), 1 / Math.sqrt(2 * count)];
  const sign = feature >= 0 ? "±" : "";
  return {
    ...{ cause: "chance", name, size: 0, explanation: "" },
    mean: sign + formatMeasured(scale * mean, 3),
    std: sign + formatMeasured(scale * std, 3),
  };
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

function causeName(cause: GapCause): string {
  switch (cause) {
    case "eps":
      return t("ε");
    case "bessel":
      return t("Bessel's factor");
    case "drift":
      return t("Drift");
    case "warmUp":
      return t("Warm-up");
  }
}
