import type { PresetName, ReportOptions } from "../../shared/options.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";

/** A number as JSON can hold it: what is not finite is a string. */
export type JsonNumber = number | "NaN" | "Infinity" | "-Infinity";

/** What commands and the API return: the report's numbers as plain JSON. Variances are biased (divide by m). */
export interface Summary {
  readonly source: string;
  readonly shape: readonly number[];
  readonly layout: string;
  readonly mode: ReportOptions["mode"];
  readonly preset: PresetName;
  readonly eps: number;
  readonly sampleCount: number;
  readonly features: readonly FeatureSummary[];
  readonly notices: readonly { readonly code: string; readonly message: string }[];
}

export interface FeatureSummary {
  readonly name: string;
  readonly count: number;
  readonly mean: JsonNumber;
  readonly variance: JsonNumber;
  readonly min: JsonNumber;
  readonly max: JsonNumber;
  readonly gamma: JsonNumber;
  readonly beta: JsonNumber;
  readonly runningMean: JsonNumber;
  readonly runningVar: JsonNumber;
  readonly normalizedMean: JsonNumber;
  readonly normalizedVariance: JsonNumber;
  readonly outputMean: JsonNumber;
  readonly outputVariance: JsonNumber;
}

export function jsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

export function summarize({ source, options, features, notices }: ReportSnapshot): Summary {
  return {
    source: source.uri,
    shape: [...source.shape],
    layout: source.layout,
    mode: options.mode,
    preset: options.preset,
    eps: options.eps,
    sampleCount: source.sampleCount,
    features: features.names.map((name, c) => {
      const gamma = features.gamma[c];
      const beta = features.beta[c];
      return {
        name,
        count: features.count[c],
        mean: jsonNumber(features.mean[c]),
        variance: jsonNumber(features.variance[c]),
        min: jsonNumber(features.min[c]),
        max: jsonNumber(features.max[c]),
        gamma: jsonNumber(gamma),
        beta: jsonNumber(beta),
        runningMean: jsonNumber(features.runningMean[c]),
        runningVar: jsonNumber(features.runningVar[c]),
        normalizedMean: jsonNumber(features.normalizedMean[c]),
        normalizedVariance: jsonNumber(features.normalizedVariance[c]),
        outputMean: jsonNumber(gamma * features.normalizedMean[c] + beta),
        outputVariance: jsonNumber(gamma * gamma * features.normalizedVariance[c]),
      };
    }),
    notices: notices.map(({ code, message }) => ({ code, message })),
  };
}
