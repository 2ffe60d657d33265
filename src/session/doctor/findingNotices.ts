import { t } from "@vscode/l10n";
import { channelLabel } from "../../shared/layer/channelLabel.ts";
import type { DatasetNotice } from "../compute/compute.ts";
import type { Finding, RuleId } from "./index.ts";

/** A notice that a finding makes: it leads to the finding's place. */
export interface FindingNotice extends DatasetNotice {
  readonly finding: Finding;
}

/** What features are called: by name, and with a layer by the framework's number as well. */
export interface FeatureTitles {
  readonly names: readonly string[];
  readonly isLayer: boolean;
}

/**
 * Findings as notices of the report, one per rule and advice: the feature (or the number of features), the evidence of
 * the first one, and what it means. The notice leads to the first feature's place.
 */
export function findingNotices(findings: readonly Finding[], titles: FeatureTitles): FindingNotice[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = noticeKey(finding);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return Array.from(groups.values(), (found) => {
    const [finding] = found;
    const { rule, severity, evidence, advice } = finding;
    const message = t({
      message: "{0}: {1}: {2}. {3}",
      args: [rule, subject(found, titles), evidence, advice],
      comment: ["{0} is the id of a rule, {1} names of features, {2} evidence in numbers, {3} sentences"],
    });
    return { code: rule satisfies RuleId, severity, message, place: null, finding };
  });
}

function noticeKey({ rule, severity, advice }: Finding): string {
  return `${rule} ${severity} ${advice}`;
}

/** What a finding is about: the layer, a feature, or a feature and the number of others. */
export function subject(found: readonly Finding[], { names, isLayer }: FeatureTitles): string {
  const [{ feature, rule }] = found;
  if (feature < 0) return rule === "BN006" ? t("the batch") : t("the layer");
  const first = isLayer ? channelLabel(names, feature) : names[feature];
  return found.length === 1 ? first : t("{0} and {1} more", first, found.length - 1);
}
