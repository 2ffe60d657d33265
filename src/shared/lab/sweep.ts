import { t } from "@vscode/l10n";
import type { LabSettings } from "./settings.ts";

/** A setting that a sweep can vary. */
export const sweepAxes = ["weights", "learningRate", "batchSize", "depth", "width", "activation", "optimizer"] as const;
export type SweepAxis = (typeof sweepAxes)[number];

/** A grid of two settings; everything else is Train's. */
export interface SweepSpec {
  readonly rows: SweepAxis;
  readonly columns: SweepAxis;
  readonly seeds: number;
  readonly steps: number;
}

export const defaultSweep: SweepSpec = { rows: "weights", columns: "learningRate", seeds: 3, steps: 200 };

/** The values that each setting takes. */
export const sweepValues = {
  weights: ["0.01", "0.1", "xavier", "he", "1"],
  learningRate: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
  batchSize: [8, 32, 64, 256],
  depth: [1, 3, 5, 8],
  width: [10, 30, 100, 300],
  activation: ["relu", "sigmoid", "tanh"],
  optimizer: ["sgd", "momentum", "rmsprop", "adam"],
} as const satisfies { readonly [K in SweepAxis]: readonly LabSettings[K][] };

/** Where the losses lie from which a run counts as trained, as without progress, as diverged. */
export interface OutcomeLimits {
  readonly trained: number;
  readonly noProgress: number;
  readonly diverged: number;
}

/** The limits for a loss of guessing: with ten classes, whose guessing has ln 10 = 2.3, they are 0.3, 2 and 3.5. */
export function outcomeLimits(guessing: number): OutcomeLimits {
  const tenths = guessing / Math.log(10);
  return { trained: 0.3, noProgress: 2 * tenths, diverged: 3.5 * tenths };
}

/** How a network ended in one cell. */
export interface CellNetwork {
  /** Median loss over seeds at every so many steps, and the range; NaN once most seeds diverged. */
  readonly loss: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Median of the last 20 losses of the seeds that did not diverge. */
  readonly endLoss: number;
  readonly diverged: number;
  /** Step at which the first of them diverged, −1 where none did. */
  readonly divergedAt: number;
  /** Whether most seeds ended about where a guess is, and did not come down to it from far above. */
  readonly stuck: boolean;
  /** Whether every seed ended at 0.3 or below. */
  readonly trained: boolean;
}

/** What one cell found: without, then with batch norm. */
export interface SweepCell {
  readonly row: number;
  readonly column: number;
  readonly networks: readonly [CellNetwork, CellNetwork];
}

/** Points of a cell's curves, at most. */
const mostPoints = 40;

/** Steps between two points of a cell's curves. */
export function cellInterval(steps: number): number {
  return Math.max(1, Math.ceil(steps / mostPoints));
}

/** The step that a point of a cell's curve belongs to. */
export function cellStep(index: number, steps: number): number {
  return index * cellInterval(steps) + 1;
}

/** What the view of the sweep shows. */
export interface SweepState {
  /** null before the first sweep. */
  readonly spec: SweepSpec | null;
  /** What the cells do not vary. */
  readonly settings: LabSettings | null;
  readonly cells: readonly SweepCell[];
  /** The loss of guessing on these rows: decides what counts as no progress and as diverged. */
  readonly guessingLoss: number;
  readonly running: { readonly row: number; readonly column: number } | null;
  readonly failure: string | null;
}

export const noSweep: SweepState = {
  spec: null,
  settings: null,
  cells: [],
  guessingLoss: Math.log(10),
  running: null,
  failure: null,
};

/** The settings of one cell. */
export function cellSettings(
  base: LabSettings,
  { rows, columns }: SweepSpec,
  row: number,
  column: number,
): LabSettings {
  return { ...base, [rows]: sweepValues[rows][row], [columns]: sweepValues[columns][column] };
}

/** The cells in the order in which they are filled: from the middle outward, so that the picture is soon useful. */
export function sweepOrder({ rows, columns }: SweepSpec): { row: number; column: number }[] {
  const [height, width] = [sweepValues[rows].length, sweepValues[columns].length];
  const distance = (row: number, column: number): number =>
    Math.hypot(row - (height - 1) / 2, column - (width - 1) / 2);
  return Array.from({ length: height * width }, (_, k) => ({ row: Math.floor(k / width), column: k % width })).sort(
    (a, b) => distance(a.row, a.column) - distance(b.row, b.column),
  );
}

/** "0.030", "no progress", "1 of 3 diverged": how a network ended, in a cell. */
export function outcomeText({ endLoss, diverged, stuck }: CellNetwork, seeds: number): string {
  if (diverged === seeds) return t("diverged");
  if (diverged > 0) return t("{0} of {1} diverged", diverged, seeds);
  return stuck ? t("no progress") : endLoss.toFixed(endLoss < 0.1 ? 3 : 2);
}
