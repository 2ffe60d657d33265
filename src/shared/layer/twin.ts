import type { BatchNormOptions, Framework } from "../../engine/index.ts";

/** What is compared, in the order in which a person would meet it. */
export const twinStages = ["trained", "runningMean", "runningVar", "evaluated"] as const;
export type TwinStage = (typeof twinStages)[number];

/**
 * What a port did with eps and momentum.
 *
 * - `converted`: carried over, momentum in each framework's own sense.
 * - `defaults`: left as each framework has them, as after a port that forgot them.
 */
export const conversions = ["converted", "defaults"] as const;
export type Conversion = (typeof conversions)[number];

/** The first number in which two layers differ. */
export interface TwinDifference {
  readonly stage: TwinStage;
  readonly feature: number;
  /** Row of the input for the two outputs, −1 for running statistics. */
  readonly row: number;
  readonly expected: number;
  readonly got: number;
}

/** The same layer under the conventions of a framework. */
export interface FrameworkTwin {
  readonly framework: Framework;
  readonly options: BatchNormOptions;
  /** null: this framework gives the same numbers. */
  readonly difference: TwinDifference | null;
}
