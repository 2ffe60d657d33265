import { gapCauses, type GapCause, type GapPart } from "../../shared/layer/statistics/gap.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { Finding, RuleId, Severity } from "../doctor/index.ts";
import { jsonNumber, summarize, type JsonNumber, type Summary } from "../report/summary.ts";

/** A finding as plain JSON. */
export interface FindingSummary {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Name of the feature, and its index from 0 as the framework counts; null where it is about the layer. */
  readonly feature: string | null;
  readonly channel: number | null;
  readonly evidence: string;
  readonly advice: string;
}

/** One cause of the gap between train() and eval(): change of the mean and of the standard deviation of x̂, per feature. */
export interface GapSummary {
  readonly cause: GapCause;
  /** null where the file does not say enough to tell this cause from drift. */
  readonly mean: readonly JsonNumber[] | null;
  readonly std: readonly JsonNumber[] | null;
}

/** What Check Layer with Data returns: the summary of the report, why evaluation differs, and what the doctor found. */
export interface CheckedLayer extends Summary {
  readonly layer: {
    readonly name: string;
    readonly file: string;
    readonly framework: string;
    readonly numBatchesTracked: number | null;
    /** What the file does not say and a convention stands in for. */
    readonly assumed: readonly string[];
  } | null;
  /** For γ = 1: another γ multiplies mean by γ and std by |γ|. */
  readonly gap: readonly GapSummary[];
  readonly findings: readonly FindingSummary[];
}

export function summarizeFinding(
  { rule, severity, feature, evidence, advice }: Finding,
  names: readonly string[],
): FindingSummary {
  const isWhole = feature < 0;
  return {
    rule,
    severity,
    feature: isWhole ? null : names[feature],
    channel: isWhole ? null : feature,
    evidence,
    advice,
  };
}

/** The report of a layer on data as plain JSON. */
export function checkedLayer(snapshot: ReportSnapshot, findings: readonly Finding[]): CheckedLayer {
  return {
    ...summarize(snapshot),
    layer: snapshot.layer === undefined ? null : summarizeLayer(snapshot.layer),
    gap: summarizeGap(snapshot),
    findings: findings.map((finding) => summarizeFinding(finding, snapshot.features.names)),
  };
}

export function summarizeLayer(layer: LoadedLayer): CheckedLayer["layer"] {
  const { name, fileName, framework, numBatchesTracked, assumed = [] } = layer;
  return { name, file: fileName, framework, numBatchesTracked, assumed };
}

/** The causes in the order in which the gap is taken apart; empty without a layer. */
export function summarizeGap({ gap, layer }: ReportSnapshot): GapSummary[] {
  if (!gap || layer === undefined || layer.runningMean === null) return [];
  return gapCauses.map((cause) => {
    const isUnknown = cause === "warmUp" && gap.startingWeight === null;
    return summarizePart(cause, isUnknown ? null : gap.causes[cause]);
  });
}

function summarizePart(cause: GapCause, part: GapPart | null): GapSummary {
  if (part === null) return { cause, mean: null, std: null };
  return { cause, mean: Array.from(part.mean, jsonNumber), std: Array.from(part.std, jsonNumber) };
}
