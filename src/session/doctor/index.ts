import { constantFeature, meanFarFromZero, notFinite, tooFewValues, varianceNearEps } from "./dataRules.ts";
import { biasBefore, countsTwice, unexpectedSpread } from "./layers/networkRules.ts";
import { neverUpdated, runningStatistics, statisticsDisagree, swappedStatistics } from "./statisticsRules.ts";
import { deadAfterRelu, gammaNearZero, saturated } from "./unitRules.ts";
import type { Checked, DoctorInput, Evidence, ExaminedLayer, Finding, Rule, RuleId, Thresholds } from "./types.ts";
import { defaultThresholds } from "./types.ts";

export * from "./types.ts";

/**
 * All rules by id, causes before their symptoms: findings come in this order. Ids stay for good: people write them into
 * settings and searches.
 */
export const rules: Readonly<Record<RuleId, Rule>> = {
  BN015: swappedStatistics,
  BN010: neverUpdated,
  BN005: runningStatistics,
  BN004: notFinite,
  BN011: statisticsDisagree,
  BN012: unexpectedSpread,
  BN013: countsTwice,
  BN006: tooFewValues,
  BN001: constantFeature,
  BN002: varianceNearEps,
  BN007: meanFarFromZero,
  BN003: gammaNearZero,
  BN014: biasBefore,
  BN008: deadAfterRelu,
  BN009: saturated,
};

/**
 * Looks for what is wrong with a layer or with the data for it, rule by rule and feature by feature.
 *
 * @returns NaN and infinite channels first; then in the order of `rules`, then of the features
 */
export function examine(input: DoctorInput, thresholds: Thresholds = defaultThresholds): Finding[] {
  const layer = layerOf(input);
  const found = Object.values(rules).flatMap((rule) => {
    const numFeatures = input.features.names.length;
    return [
      placed(-1, rule.checkLayer?.(layer, thresholds) ?? rule.checkData?.(input, thresholds)),
      ...Array.from({ length: numFeatures }, (_, c) =>
        // A layer's own numbers say more than what they do to the data.
        placed(c, rule.checkChannel?.(layer, c, thresholds) ?? rule.checkFeature?.(input, c, thresholds)),
      ),
    ].flatMap((it) => (it === null ? [] : [{ ...it, rule }]));
  });
  return notFiniteFirst(found).map(({ rule, feature, evidence }) => ({
    rule: rule.id,
    severity: evidence.severity ?? rule.severity,
    feature,
    evidence: evidence.text,
    advice: evidence.advice ?? rule.explain(),
    subject: evidence.subject ?? "feature",
  }));
}

/** The same order, but for what is not finite. */
export function notFiniteFirst<Found extends { readonly evidence: Evidence }>(found: readonly Found[]): Found[] {
  const isFirst = ({ evidence }: Found): boolean => evidence.isNotFinite === true;
  return [...found.filter(isFirst), ...found.filter((it) => !isFirst(it))];
}

/** Evidence that says no more than its sentence, in full. */
export function evidenceOf(checked: Checked | undefined): Evidence | null {
  if (checked === undefined || checked === null) return null;
  return typeof checked === "string" ? { text: checked } : checked;
}

function placed(feature: number, checked: Checked | undefined): { feature: number; evidence: Evidence } | null {
  const evidence = evidenceOf(checked);
  return evidence && { feature, evidence };
}

/** The layer of a report, with the γ and β that it has there. */
function layerOf({ features, eps, layer }: DoctorInput): ExaminedLayer {
  return {
    name: "",
    numFeatures: features.names.length,
    gamma: features.gamma,
    beta: features.beta,
    runningMean: layer?.runningMean ?? null,
    runningVar: layer?.runningVar ?? null,
    numBatchesTracked: layer?.numBatchesTracked ?? null,
    eps,
    isEpsAssumed: layer?.isEpsAssumed ?? false,
  };
}
