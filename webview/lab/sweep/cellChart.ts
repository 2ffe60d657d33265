import { t } from "@vscode/l10n";
import { cellStep, outcomeText, type SweepCell, type SweepSpec } from "../../../src/shared/lab/sweep.ts";
import { logAxis, stepAxis, type ChartMark, type LineChartModel, type Point } from "../charts/chartModel.ts";
import { highestLoss, lowestLoss } from "./cellPaths.ts";

/** The networks of a cell, in its order. */
export const cellKinds = ["plain", "batchNorm"] as const;

/** A cell's curves large: the same scale as in the grid, with its steps. */
export function cellChart({ networks }: SweepCell, { steps }: SweepSpec): LineChartModel {
  const pointsOf = (losses: Float64Array): Point[] =>
    Array.from(losses, (y, k) => ({ x: cellStep(k, steps), y: y > 0 ? y : NaN }));
  const marks = networks.flatMap(({ divergedAt }, k): ChartMark[] =>
    divergedAt < 0 ? [] : [{ role: cellKinds[k], x: divergedAt, y: highestLoss, label: t("diverged"), shape: "cross" }],
  );
  return {
    x: stepAxis(steps),
    y: { ...logAxis([], [lowestLoss, highestLoss]), min: lowestLoss, max: highestLoss, ticks: [0.01, 0.1, 1] },
    lines: networks.map(({ loss, low, high }, k) => ({
      role: cellKinds[k],
      dash: [],
      points: pointsOf(loss),
      low: pointsOf(low),
      high: pointsOf(high),
    })),
    guide: { y: 0.3, label: t("trained: 0.3") },
    marks,
    crosshair: null,
  };
}

/** "without diverged, with 0.030" */
export function cellReading({ networks: [plain, batchNorm] }: SweepCell, seeds: number): string {
  return t("without {0}, with {1}", outcomeText(plain, seeds), outcomeText(batchNorm, seeds));
}
