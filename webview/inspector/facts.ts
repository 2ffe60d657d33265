import { t } from "@vscode/l10n";
import type {
  InspectedFeature,
  InspectedLayer,
  InspectedValue,
  InspectorSubject,
} from "../../src/shared/report/inspector.ts";
import {
  formatCount,
  formatMeasured,
  formatParameter,
  formatPlain,
  formatShare,
  formatWithin,
} from "../../src/shared/text/numbers.ts";
import { distance, normalizing, restoring } from "../../src/shared/view/arithmetic.ts";

/** One line of a table of facts. */
export interface FactRow {
  readonly name: string;
  readonly value: string;
  /** How the value came about; "" where it was read. */
  readonly note: string;
  readonly isResult: boolean;
}

/** A value on its way through the layer: x, what it is normalized with, x̂, y. */
export function valueRows(
  { mode, eps }: InspectorSubject,
  { usedMean, usedVariance, gamma, beta }: InspectedFeature,
  { x, normalized }: InspectedValue,
): FactRow[] {
  const isTraining = mode === "train";
  const way = normalizing(x, usedMean, usedVariance, eps, distance(x, usedMean) === 0 ? 0 : normalized);
  const output = restoring(gamma, normalized, beta);
  return [
    row(t("value x"), formatParameter(x)),
    row(isTraining ? t("mean μ") : t("running mean"), formatWithin(usedMean, Math.sqrt(usedVariance))),
    row(isTraining ? t("variance σ²") : t("running variance"), formatMeasured(usedVariance)),
    {
      name: t("normalized x̂"),
      value: way.result,
      note: way.calculation,
      isResult: true,
    },
    {
      name: t("output y"),
      value: output.result,
      note: output.calculation,
      isResult: true,
    },
  ];
}

/** A feature's statistics, but for μ and σ² where these stand above already. */
export function featureRows(
  { count, missing, mean, variance, min, max, outliers }: InspectedFeature,
  withoutMoments: boolean,
): FactRow[] {
  const deviation = Math.sqrt(variance);
  const moments = [row(t("mean μ"), formatWithin(mean, deviation)), row(t("variance σ²"), formatMeasured(variance))];
  return [
    row(t("values"), formatCount(count)),
    ...(missing > 0 ? [row(t("missing"), formatCount(missing))] : []),
    ...(withoutMoments ? [] : moments),
    row(t("minimum"), formatWithin(min, deviation)),
    row(t("maximum"), formatWithin(max, deviation)),
    row(t("values with |x̂| > 3"), formatCount(outliers)),
  ];
}

/** What a layer has beside its lists. */
export function layerRows({ eps, momentum, numBatchesTracked }: InspectedLayer): FactRow[] {
  return [
    ...(eps === null ? [] : [row("eps", formatPlain(eps))]),
    ...(momentum === null ? [] : [row("momentum", formatPlain(momentum))]),
    ...(numBatchesTracked === null ? [] : [row(t("mini-batches seen"), formatCount(numBatchesTracked))]),
  ];
}

/** Where a value stands among those of its feature. */
export function rankText({ count }: InspectedFeature, { less, same }: InspectedValue): string {
  if (less === 0) return t("No value is less");
  if (less + same === count) return t("No value is greater");
  return t("{0} of {1} values are less ({2})", formatCount(less), formatCount(count), formatShare(less, count));
}

function row(name: string, value: string): FactRow {
  return { name, value, note: "", isResult: false };
}
