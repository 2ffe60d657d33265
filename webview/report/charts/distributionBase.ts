import type { Histogram } from "../../../src/shared/report/report.ts";
import type { HeightMode, Outline, Point } from "./outline.ts";

/** Mean ± one standard deviation of one series, as its lane shows it. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/** What stays the same while γ and β are dragged. */
export interface DistributionBase {
  readonly feature: number;
  readonly name: string;
  readonly count: number;
  readonly view: DistributionView;
  readonly axes: "one" | "own";
  /** x̂ = (x − center) / scale. For all features at once there is no such x: center and scale of the pooled values. */
  readonly center: number;
  readonly scale: number;
  readonly isConstant: boolean;
  readonly input: Spread;
  readonly normalized: Spread;
  readonly inputHistogram: Histogram;
  readonly normalizedHistogram: Histogram;
  readonly inputOutline: Outline;
  readonly normalizedOutline: Outline;
  readonly reference: readonly Point[];
  /** Values that the bins leave out. */
  readonly beyond: number;
  readonly inputRange: Range;
  readonly normalizedRange: Range;
}

/** The series of the distribution chart, in the order of the legend. */
export const seriesNames = ["input", "normalized", "output", "reference"] as const;
export type SeriesName = (typeof seriesNames)[number];

/** What a person chose for the chart. */
export interface DistributionView {
  /** Whether all features are drawn as one distribution, not a ridge each. */
  readonly pooled: boolean;
  /** One axis for all, or x on its own; null: chosen from the data. */
  readonly axes: "one" | "own" | null;
  readonly hidden: readonly SeriesName[];
  readonly height: HeightMode;
  readonly logarithmic: boolean;
  /** How many of the computed bins are drawn as one. */
  readonly binFactor: 1 | 2 | 4;
  /** Show the values beyond a robust range too. */
  readonly showAll: boolean;
}
export const defaultDistributionView: DistributionView = {
  pooled: false,
  axes: null,
  hidden: [],
  height: "density",
  logarithmic: false,
  binFactor: 1,
  showAll: false,
};
export interface Range {
  readonly min: number;
  readonly max: number;
}
