import { t } from "@vscode/l10n";
import { channelLabel } from "../../../../../src/shared/layer/channelLabel.ts";
import { chanceBand } from "../../../../../src/shared/layer/statistics/chance.ts";
import {
  gapCauses,
  gapSize,
  rankGaps,
  type GapCause,
  type TrainEvalGap,
} from "../../../../../src/shared/layer/statistics/gap.ts";
import { formatCount, formatMeasured, formatShare } from "../../../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { outsideChance, shiftsOf } from "./shifts.ts";

/** What is to be said of a layer first. */
export interface Verdict {
  /** The icon: "unknown" where there is nothing to judge. */
  readonly kind: "unknown" | "healthy" | "differs" | "broken";
  readonly sentence: string;
  /** What to do; "" for nothing. */
  readonly advice: string;
  /** Whether the data can give the layer the statistics that it lacks. */
  readonly offersRecalibration: boolean;
}

/** Beyond one standard deviation or twice the spread statistics do not fit; between chance and that they nearly do. */
const large = { mean: 1, ratio: Math.log(2) };

/** A cause that changes outputs by less than 1% of their spread is none to speak of. */
const smallest = 0.01;

/** The verdict on the layer of a report and on the data that it meets, with the worst first. */
export function verdictOf(snapshot: ReportSnapshot, gamma: Float64Array): Verdict {
  const { layer, gap } = snapshot;
  if (layer === undefined) {
    return unknown(t("No layer is loaded: there is no difference between training and evaluation to explain."));
  }
  if (gap === null) {
    return unknown(t("The layer has no running statistics: in evaluation it has nothing to normalize with."), true);
  }
  const broken = rankGaps(gap.total, gamma).filter((c) => !Number.isFinite(gapSize(gap.total, gamma, c)));
  if (broken.length > 0) return brokenVerdict(snapshot, broken, gamma);
  return causeVerdict(snapshot, gap, gamma) ?? fitVerdict(snapshot);
}

/** What the doctor says of a loaded layer and its data, in the report's order. */
export function verdictFindings({ layer, notices }: ReportSnapshot): readonly string[] {
  if (layer === undefined) return [];
  return notices.filter(({ code }) => /^BN\d{3}$/.test(code)).map(({ message }) => message);
}

function unknown(sentence: string, offersRecalibration = false): Verdict {
  return { kind: "unknown", sentence, advice: "", offersRecalibration };
}

function brokenVerdict(snapshot: ReportSnapshot, broken: readonly number[], gamma: Float64Array): Verdict {
  const { names, mean, variance } = snapshot.features;
  const [first] = broken;
  const label = channelLabel(names, first);
  const reason = brokenReason(snapshot, first, gamma);
  const sentence =
    broken.length === 1
      ? t("{0} has no finite output in evaluation: {1}.", label, reason)
      : t(
          "{0} of {1} features have no finite output in evaluation, first {2}: {3}.",
          ...[formatCount(broken.length), formatCount(names.length), label, reason],
        );
  const canMend = broken.every((c) => Number.isFinite(mean[c] + variance[c]) && Number.isFinite(gamma[c]));
  return {
    ...{ kind: "broken", sentence, offersRecalibration: canMend },
    advice: canMend
      ? t("Recalibrating with data of the kind that the layer trained on replaces the broken statistics.")
      : "",
  };
}

/** The number that makes a feature's output no number: of the layer first, then of the data. */
function brokenReason({ layer, features, options }: ReportSnapshot, c: number, gamma: Float64Array): string {
  const [mean, variance] = [layer?.runningMean?.[c] ?? NaN, layer?.runningVar?.[c] ?? NaN];
  if (!Number.isFinite(mean)) return t("its running mean is {0}", formatMeasured(mean));
  if (!(variance + options.eps > 0) || variance === Infinity) {
    return t("its running variance is {0}", formatMeasured(variance));
  }
  if (!Number.isFinite(gamma[c])) return t("its γ is {0}", formatMeasured(gamma[c]));
  return t(
    "its data have the mean {0} and the variance {1}",
    ...[features.mean[c], features.variance[c]].map((value) => formatMeasured(value)),
  );
}

/** ε or the start, where one of them makes most of a gap that matters; null otherwise. */
function causeVerdict(snapshot: ReportSnapshot, gap: TrainEvalGap, gamma: Float64Array): Verdict | null {
  const [worst] = rankGaps(gap.total, gamma);
  const sizeOf = (cause: GapCause): number => {
    const part = gap.causes[cause];
    return part === null ? 0 : Math.hypot(part.mean[worst], part.std[worst]);
  };
  const main = gapCauses.reduce((most, cause) => (sizeOf(cause) > sizeOf(most) ? cause : most));
  if (sizeOf(main) < smallest) return null;
  const size = formatMeasured(gapSize(gap.total, gamma, worst));
  const label = channelLabel(snapshot.features.names, worst);
  if (main === "eps") {
    return {
      ...{ kind: "differs", offersRecalibration: false },
      sentence: t(
        "Evaluation uses another ε than training did: that changes {0} by {1} (root mean square).",
        label,
        size,
      ),
      advice: t("Give the layer the ε that it trained with."),
    };
  }
  if (main !== "warmUp" || !outsideChance(snapshot).includes(worst)) return null;
  return {
    ...{ kind: "differs", offersRecalibration: true },
    sentence: t(
      "The running statistics are not warm: {0} of their starting values 0 and 1 are still in them, which changes {1} by {2} (root mean square).",
      ...[formatShare(gap.startingWeight ?? 1, 1), label, size],
    ),
    advice: t("Train longer, use a momentum that forgets sooner, or recalibrate with data of the same kind."),
  };
}

/** How well the running statistics fit the data, measured by what chance allows. */
function fitVerdict(snapshot: ReportSnapshot): Verdict {
  const { features, layer } = snapshot;
  const count = formatCount(features.count[0]);
  const outside = new Set(outsideChance(snapshot));
  if (outside.size === 0) {
    return {
      ...{ kind: "healthy", advice: "", offersRecalibration: false },
      sentence:
        layer?.recalibration !== undefined
          ? t("The running statistics were made from this data and fit it.")
          : verdictFindings(snapshot).length === 0
            ? t("Healthy on this data: no feature differs by more than chance allows for {0} values.", count)
            : t(
                "The running statistics fit this data: no feature differs by more than chance allows for {0} values.",
                count,
              ),
    };
  }
  const shifts = shiftsOf(snapshot).filter(({ feature }) => outside.has(feature));
  const worst = shifts.reduce((most, shift) => (shift.divergence > most.divergence ? shift : most));
  const band = chanceBand(features.count[worst.feature]);
  const isLarge = shifts.some(
    ({ meanShift, stdRatio }) => Math.abs(meanShift) > large.mean || Math.abs(Math.log(stdRatio)) > large.ratio,
  );
  const numbers = [
    ...[formatCount(outside.size), formatCount(features.names.length), channelLabel(features.names, worst.feature)],
    ...[formatMeasured(worst.meanShift, 3), formatMeasured(worst.stdRatio, 3)],
    ...[formatMeasured(band.mean, 2), formatMeasured(band.spread, 2)],
  ];
  return {
    ...{ kind: "differs", offersRecalibration: isLarge },
    sentence: isLarge
      ? t(
          "The running statistics do not fit this data in {0} of {1} features, least in {2}: in evaluation x̂ has mean {3} and spread {4} instead of 0 and 1; chance allows ±{5} and ±{6}.",
          ...numbers,
        )
      : t(
          "The running statistics nearly fit this data. {0} of {1} features differ by more than chance allows, most {2}: in evaluation x̂ has mean {3} and spread {4} instead of 0 and 1 (±{5} and ±{6}).",
          ...numbers,
        ),
    advice: isLarge
      ? t("Is this data of the kind that the layer trained on, and scaled the same? If so, recalibrate the layer.")
      : t("So much is common where values depend on one another, as pixels of one image do. Nothing has to be done."),
  };
}
