import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultReportOptions, type ReportOptions } from "../../../../src/shared/options.ts";
import type { ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { snapshotOf } from "../../../../webview/dev/snapshot.ts";

/** Fisher's iris: 150 samples of four features. */
export function irisColumns(): Record<string, number[]> {
  const text = readFileSync(join(import.meta.dirname, "../../../fixtures/iris.csv"), "utf8");
  const rows = text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(",").map(Number));
  const names = ["sepal_length", "sepal_width", "petal_length", "petal_width"];
  return Object.fromEntries(names.map((name, c) => [name, rows.map((row) => row[c])]));
}

export function irisSnapshot(options: Partial<ReportOptions> = {}): ReportSnapshot {
  return snapshotOf(irisColumns(), { ...defaultReportOptions, ...options });
}

/** γ and β of a snapshot, with some of them changed. */
export function affineOf(
  { features }: ReportSnapshot,
  changes: Readonly<Record<number, { gamma?: number; beta?: number }>> = {},
): { gamma: Float64Array; beta: Float64Array } {
  const gamma = features.gamma.slice();
  const beta = features.beta.slice();
  for (const [feature, change] of Object.entries(changes)) {
    gamma[Number(feature)] = change.gamma ?? gamma[Number(feature)];
    beta[Number(feature)] = change.beta ?? beta[Number(feature)];
  }
  return { gamma, beta };
}

/** Asserts nothing by itself: whether two numbers agree to a relative tolerance (and an absolute one near 0). */
export function close(a: number, b: number, tolerance = 1e-9): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}
