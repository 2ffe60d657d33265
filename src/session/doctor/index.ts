import { constantFeature, meanFarFromZero, notFinite, tooFewValues, varianceNearEps } from "./dataRules.ts";
import { neverUpdated, runningVariance, statisticsDisagree } from "./statisticsRules.ts";
import { deadAfterRelu, gammaNearZero, saturated } from "./unitRules.ts";
import type { DoctorInput, Finding, Rule, RuleId, Thresholds } from "./types.ts";
import { defaultThresholds } from "./types.ts";

export * from "./types.ts";

/** All rules by id. Ids stay for good: people write them into settings and searches. */
export const rules: Readonly<Record<RuleId, Rule>> = {
  BN001: constantFeature,
  BN002: varianceNearEps,
  BN003: gammaNearZero,
  BN004: notFinite,
  BN005: runningVariance,
  BN006: tooFewValues,
  BN007: meanFarFromZero,
  BN008: deadAfterRelu,
  BN009: saturated,
  BN010: neverUpdated,
  BN011: statisticsDisagree,
};

/**
 * Looks for what is wrong with a layer or with the data for it, rule by rule and feature by feature.
 *
 * @returns in the order of the rules, then of the features
 */
export function examine(input: DoctorInput, thresholds: Thresholds = defaultThresholds): Finding[] {
  return Object.values(rules).flatMap((rule) => findingsOf(rule, input, thresholds));
}

function findingsOf(rule: Rule, input: DoctorInput, thresholds: Thresholds): Finding[] {
  const findings: Finding[] = [];
  const add = (feature: number, evidence: string | null | undefined): void => {
    if (typeof evidence === "string") findings.push({ rule: rule.id, severity: rule.severity, feature, evidence });
  };
  add(-1, rule.checkLayer?.(input, thresholds));
  input.features.names.forEach((_, c) => {
    add(c, rule.checkFeature?.(input, c, thresholds));
  });
  return findings;
}
