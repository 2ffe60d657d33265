import { featureHistogram, type Histogram, type ReportSnapshot } from "./report.ts";
import { normalizedValue } from "../layer/normalizingMap.ts";
import type { ReportOptions } from "../options.ts";

/** What the Inspector shows, as the host sends it whenever that changes. */
export interface InspectorState {
  readonly subject: InspectorSubject | null;
  /** The layer whose parameters the cursor is on; there is no subject then. */
  readonly layer: InspectedLayer | null;
  /** Why there is no subject although the cursor is in a document that could have one; "" otherwise. */
  readonly message: string;
  /** Translations, English → display language; null for English, and where the page has them. */
  readonly strings: Readonly<Record<string, string>> | null;
}

/** A batch norm layer whose state stands in the text, as it is read there. */
export interface InspectedLayer {
  /** "" where the text names none. */
  readonly name: string;
  readonly framework: string;
  readonly numFeatures: number;
  readonly eps: number | null;
  readonly momentum: number | null;
  readonly numBatchesTracked: number | null;
  /** The first channels, one row each; null where the text does not have the part. */
  readonly channels: readonly InspectedChannel[];
  /** Why it cannot be used as it is; "" where it can. */
  readonly problem: string;
}

export interface InspectedChannel {
  readonly gamma: number | null;
  readonly beta: number | null;
  readonly runningMean: number | null;
  readonly runningVar: number | null;
}

/** A tensor, and in it the feature or the value that the cursor is on. */
export interface InspectorSubject {
  /** "iris.csv" or "activations.json: activations". */
  readonly title: string;
  readonly shape: readonly number[];
  readonly mode: ReportOptions["mode"];
  readonly eps: number;
  /** All features (the first ones where there are very many), for the overview; the chosen one alone where there is one. */
  readonly features: readonly InspectedFeature[];
  readonly featureCount: number;
  readonly chosen: InspectedFeature | null;
  readonly value: InspectedValue | null;
}

export interface InspectedFeature {
  /** Its number in the tensor. */
  readonly index: number;
  readonly name: string;
  readonly count: number;
  readonly missing: number;
  readonly mean: number;
  readonly variance: number;
  readonly min: number;
  readonly max: number;
  readonly outliers: number;
  /** What x̂ is computed with: the batch's statistics in training, the running ones in evaluation. */
  readonly usedMean: number;
  readonly usedVariance: number;
  readonly gamma: number;
  readonly beta: number;
  readonly histogram: Histogram;
}

export interface InspectedValue {
  readonly x: number;
  readonly normalized: number;
  readonly output: number;
  /** Counted from 1. */
  readonly sample: number;
  readonly line: number;
  /** How many values of the feature are less, and how many the same (itself included). */
  readonly less: number;
  readonly same: number;
}

/** What the page tells the host; none of it has an answer but the next state. */
export type InspectorMessage =
  /** The page speaks first, and again whenever it wakes. */
  | { readonly type: "inspector/ready" }
  /** Shows the name of a feature, or its first value, in the text. */
  | { readonly type: "inspector/reveal"; readonly feature: number }
  | { readonly type: "inspector/normalize" }
  /** Puts the layer on the data of the report. */
  | { readonly type: "inspector/loadLayer" };

/** What the host tells the page. */
export interface InspectorEvent {
  readonly type: "inspector/state";
  readonly state: InspectorState;
}

/**
 * x̂ and y of one value: x̂ = (x − mean) / √(variance + eps), y = gamma · x̂ + beta.
 *
 * @example
 * normalizeValue(5, { usedMean: 4, usedVariance: 4, gamma: 2, beta: 1 }, { eps: 0, mode: "train" })
 * // { normalized: 0.5, output: 2 }
 */
export function normalizeValue(
  x: number,
  { usedMean, usedVariance, gamma, beta }: Pick<InspectedFeature, "usedMean" | "usedVariance" | "gamma" | "beta">,
  { eps, mode }: Pick<ReportOptions, "eps" | "mode">,
): { readonly normalized: number; readonly output: number } {
  const normalized = normalizedValue(x, { mean: usedMean, variance: usedVariance }, eps, mode);
  return { normalized, output: gamma * normalized + beta };
}

/** The numbers of feature c of a report. */
export function inspectFeature({ features }: ReportSnapshot, c: number): InspectedFeature {
  return {
    index: c,
    name: features.names[c],
    count: features.count[c],
    missing: features.missing[c],
    mean: features.mean[c],
    variance: features.variance[c],
    min: features.min[c],
    max: features.max[c],
    outliers: features.outliers[c],
    usedMean: features.usedMean[c],
    usedVariance: features.usedVariance[c],
    gamma: features.gamma[c],
    beta: features.beta[c],
    histogram: featureHistogram(features.histograms, c),
  };
}
