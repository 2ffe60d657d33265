import { t } from "@vscode/l10n";
import { chanceBand } from "../../../../../src/shared/layer/statistics/chance.ts";
import type { GapCause, TrainEvalGap } from "../../../../../src/shared/layer/statistics/gap.ts";
import { trainingEps } from "../../../../../src/shared/layer/parameters.ts";
import { frameworkTitles } from "../../../../../src/shared/options.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { formatCount, formatMeasured, formatParameter, formatShare } from "../../../../../src/shared/text/numbers.ts";
import { outsideChance } from "../verdict/shifts.ts";

/** What a cause is explained from. */
interface Context {
  readonly snapshot: ReportSnapshot;
  readonly gap: TrainEvalGap;
  /** −1: all features. */
  readonly feature: number;
}

/** A change below this is rounding: statistics in a file have seven digits or more. */
const rounding = 1e-6;

/** A start of which less is left does not matter. */
const warm = 0.01;

/** What a cause is and what to do about it, in words that hold for its number. */
export function explainCause(cause: GapCause, change: Change | null, context: Context): string {
  switch (cause) {
    case "eps":
      return explainEps(context.snapshot);
    case "bessel":
      return explainBessel(context);
    case "drift":
      return explainDrift(change, context);
    case "warmUp":
      return explainWarmUp(context);
  }
}

function explainEps({ layer, options }: ReportSnapshot): string {
  const trained = trainingEps(layer) ?? options.eps;
  if (trained === options.eps) {
    return t("The same ε in training and evaluation: no difference. A port with another ε would show here.");
  }
  return t(
    "The layer trained with ε = {0} ({1}), here it is {2}. Give the layer the ε that it trained with.",
    formatParameter(trained),
    layer?.eps === null
      ? t("the default of {0}; the file does not say", frameworkTitles[layer.framework])
      : t("from its file"),
    formatParameter(options.eps),
  );
}

function explainBessel({ snapshot: { features, options }, feature }: Context): string {
  if (options.preset !== "pytorch") return t("This preset keeps the biased variance: no difference.");
  const count = features.count[Math.max(0, feature)] ?? 0;
  if (!(count > 1)) return t("With one value per feature there is no unbiased variance.");
  return t(
    "PyTorch keeps the variance divided by m − 1: with m = {0} it is {1} times the batch's. Larger batches bring it nearer to 1.",
    formatCount(count),
    formatMeasured(count / (count - 1)),
  );
}

function explainDrift(change: Change | null, { snapshot, gap, feature }: Context): string {
  const size = change === null ? NaN : Math.hypot(change.mean, change.std);
  const isRest = gap.causes.warmUp === null;
  const also = isRest ? t("What is not warmed up is in it too.") : "";
  if (Number.isNaN(size)) return t("The running statistics or the data are not finite.");
  if (size < rounding) return t("The running statistics are those of this data: no difference.");
  const band = chanceBand(snapshot.features.count[Math.max(0, feature)]);
  // Of all features the number is that of the finite ones.
  const isFinite = (c: number): boolean => Number.isFinite(gap.total.mean[c] + gap.total.std[c]);
  const outside = outsideChance(snapshot).filter((c) => feature >= 0 || isFinite(c));
  const isByChance = feature >= 0 ? !outside.includes(feature) : outside.length === 0;
  const text = isByChance
    ? t(
        "No more than chance: {0} values of the data that the layer was trained on may differ by ±{1} in their mean and ±{2} in their spread.",
        formatCount(snapshot.features.count[Math.max(0, feature)]),
        formatMeasured(band.mean, 2),
        formatMeasured(band.spread, 2),
      )
    : t("The running statistics were averaged over other data. If they should match this data, recalibrate the layer.");
  return [text, also].filter((part) => part !== "").join(" ");
}

function explainWarmUp({ gap: { startingWeight, warmUpUnknown } }: Context): string {
  switch (warmUpUnknown) {
    case "notCounted":
      return t("The file does not count the updates: what is not warmed up is in Drift.");
    case "counterReset":
      return t(
        "The file counts 0 updates, but its statistics are not the 0 and 1 of a new layer: the counter was reset, as loading a state without it does. What is not warmed up is in Drift.",
      );
    case "contradicted":
      return t(
        "After so few updates with this momentum more of the starting variance 1 would be left than there is: count or momentum is not that of the training. What is not warmed up is in Drift.",
      );
    case null:
      break;
  }
  const weight = startingWeight ?? 0;
  if (weight === 0) return t("Nothing is left of the values that running statistics start with (0 and 1).");
  const left = t(
    "{0} of the values that running statistics start with (0 and 1) are still in them.",
    formatShare(weight, 1),
  );
  return weight > warm ? `${left} ${t("Train longer, or use a momentum that forgets sooner.")}` : left;
}

/** What one cause changes: of one feature signed, of all features the root mean squares. */
export interface Change {
  readonly mean: number;
  readonly std: number;
}
