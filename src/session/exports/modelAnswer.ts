import { t } from "@vscode/l10n";
import { Failure } from "../../shared/messages/failure.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { Finding } from "../doctor/index.ts";
import { summarizeFinding } from "./checkedLayer.ts";
import { comparedAnswer, layerAnswer } from "./layerAnswer.ts";
import { summarize, type FeatureSummary } from "../report/summary.ts";

/** A language model's context is small: of more features the answer holds the first, and says how many are missing. */
export const featuresAnswered = 100;
const findingsAnswered = 50;

/**
 * What a language model is told of a file: the summary of the report, and what the doctor found, as plain JSON.
 *
 * @param wanted names of the features to tell of; undefined for all
 * @throws Failure UNKNOWN_FEATURE that lists the names there are
 */
export function modelAnswer(
  snapshot: ReportSnapshot,
  findings: readonly Finding[],
  wanted: readonly string[] | undefined,
): object {
  const { features, notices, ...summary } = summarize(snapshot);
  const chosen = wanted === undefined ? features : wanted.map((name) => featureNamed(features, name));
  const names = new Set(chosen.map(({ name }) => name));
  const { names: allNames } = snapshot.features;
  const found = findings.filter(({ feature }) => feature < 0 || names.has(allNames[feature]));
  const ruleNames = new Set<string>(found.map(({ rule }) => rule));
  return {
    ...summary,
    ...layerAnswer(snapshot, findings),
    compared: comparedAnswer(snapshot),
    formula:
      "normalized = (x - mean) / sqrt(variance + eps); output = gamma * normalized + beta; variances divide by m",
    features: chosen.slice(0, featuresAnswered),
    featuresNotShown: Math.max(0, chosen.length - featuresAnswered),
    findings: found.slice(0, findingsAnswered).map((finding) => summarizeFinding(finding, allNames)),
    findingsNotShown: Math.max(0, found.length - findingsAnswered),
    // The report has the findings among its notices.
    notices: notices.filter(({ code }) => !ruleNames.has(code)),
  };
}

function featureNamed(features: readonly FeatureSummary[], name: string): FeatureSummary {
  const found = features.find((feature) => feature.name === name);
  if (found !== undefined) return found;
  const known = features.slice(0, featuresAnswered).map((feature) => feature.name);
  const message = t("features requires names of {0}, got {1}", known.join(", "), name);
  throw new Failure({ kind: "input", code: "UNKNOWN_FEATURE", message, place: null });
}
