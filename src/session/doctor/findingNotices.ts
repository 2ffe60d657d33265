import { t } from "@vscode/l10n";
import type { Span } from "../../documents/types.ts";
import type { DatasetNotice } from "../compute/compute.ts";
import { rules, type Finding, type RuleId } from "./index.ts";

/**
 * Findings as notices of the report, one per rule: the feature (or the number of features), the evidence of the first
 * one, and what it means. The notice leads to the first feature's place.
 *
 * @param said codes of the notices that are there already: the analysis reports constant and infinite features itself
 */
export function findingNotices(
  findings: readonly Finding[],
  names: readonly string[],
  places: readonly (Span | null)[],
  said: ReadonlySet<string>,
): DatasetNotice[] {
  const byRule = new Map<RuleId, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  return [...byRule]
    .filter(([rule]) => !said.has(rule))
    .map(([rule, found]) => {
      const [{ feature, severity, evidence }] = found;
      const message = t({
        message: "{0}: {1}: {2}. {3}",
        args: [rule, subject(found, names), evidence, rules[rule].explain()],
        comment: ["{0} is the id of a rule, {1} names of features, {2} evidence in numbers, {3} sentences"],
      });
      return {
        code: rule,
        severity: severity === "info" ? "info" : "warning",
        message,
        place: feature < 0 ? null : (places[feature] ?? null),
      };
    });
}

/** What a finding is about: the layer, a feature, or a feature and the number of others. */
export function subject(found: readonly Finding[], names: readonly string[]): string {
  const [{ feature }] = found;
  if (feature < 0) return t("the batch");
  return found.length === 1 ? names[feature] : t("{0} and {1} more", names[feature], found.length - 1);
}
