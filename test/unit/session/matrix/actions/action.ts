import assert from "node:assert/strict";
import type { MatrixReport } from "../report.ts";

/** What a person can do with a report, with what has to come of it. */
export interface Action {
  readonly name: string;
  readonly run: (report: MatrixReport) => Promise<void>;
  /** Whether anybody could ask for it there; by default everywhere. */
  readonly applies?: (place: Pick<MatrixReport, "kind" | "way">) => boolean;
  /** The code with which it has to be refused; by default it is done. */
  readonly refusal?: (report: MatrixReport) => string | null;
}

/** Refused where only statistics are known: there are no values. */
export const needsValues = ({ kind }: MatrixReport): string | null => (kind.isStatistics ? "NO_VALUES" : null);

/** Refused for files too, whose values are not kept. */
export const needsAllValues = (report: MatrixReport): string | null =>
  report.way === "file" ? "UNSUPPORTED" : needsValues(report);

/** Fails where numbers differ by more than a part of 10¹² of their size, or of 1. */
export function assertClose(
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  label: string,
  tolerance = 1e-12,
): void {
  assert.equal(got.length, expected.length, `${label}: numbers`);
  for (let i = 0; i < got.length; i++) {
    const bound = tolerance * Math.max(1, Math.abs(expected[i]));
    assert.ok(Math.abs(got[i] - expected[i]) <= bound, `${label} [${i}]: got ${got[i]}, expected ${expected[i]}`);
  }
}

/** Fails where a number is NaN or infinite. */
export function assertFinite(values: ArrayLike<number>, label: string): void {
  for (let i = 0; i < values.length; i++) assert.ok(Number.isFinite(values[i]), `${label} [${i}]: got ${values[i]}`);
}
