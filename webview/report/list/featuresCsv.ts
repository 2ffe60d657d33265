import { formatCopy } from "../../../src/shared/text/numbers.ts";
import type { ReportSnapshot } from "../../../src/shared/report/report.ts";
import { type Affine, outputMean, outputVariance } from "../../../src/shared/view/features.ts";

/**
 * The table of features as CSV (RFC 4180, every digit of float64): what the list and the detail show of each feature,
 * before and after, under names that programs can use.
 */
export function featuresCsv({ features }: ReportSnapshot, affine: Affine): string {
  const columns: readonly [name: string, value: (c: number) => number][] = [
    ["count", (c) => features.count[c]],
    ["missing", (c) => features.missing[c]],
    ["mean", (c) => features.mean[c]],
    ["variance", (c) => features.variance[c]],
    ["min", (c) => features.min[c]],
    ["max", (c) => features.max[c]],
    ["running_mean", (c) => features.runningMean[c]],
    ["running_var", (c) => features.runningVar[c]],
    ["normalized_mean", (c) => features.normalizedMean[c]],
    ["normalized_variance", (c) => features.normalizedVariance[c]],
    ["gamma", (c) => affine.gamma[c]],
    ["beta", (c) => affine.beta[c]],
    ["output_mean", (c) => outputMean(features, affine, c)],
    ["output_variance", (c) => outputVariance(features, affine, c)],
    ["beyond_3_std", (c) => features.outliers[c]],
  ];
  const header = ["feature", ...columns.map(([name]) => name)].join(",");
  const rows = features.names.map((name, c) =>
    [quoted(name), ...columns.map(([, value]) => formatCopy(value(c)))].join(","),
  );
  return [header, ...rows, ""].join("\r\n");
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
