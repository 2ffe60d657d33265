import type { FeatureShift } from "./rankShifts.ts";

/** A difference up to this many standard errors is one that chance explains. */
export const chanceFactor = 4;

/** How far mean and spread of x̂ in evaluation may be from 0 and 1 by chance alone. */
export interface ChanceBand {
  /** ± around 0. */
  readonly mean: number;
  /** ± around 1. */
  readonly spread: number;
}

/**
 * What chance allows m values of the kind that the running statistics are averages of: four standard errors, 4/√m for
 * their mean and 4/√(2m) for their spread. It holds for independent values of a normal distribution; neighbouring pixels
 * are not independent and allow more.
 *
 * @example
 * chanceBand(400) // { mean: 0.2, spread: 0.1414… }
 */
export function chanceBand(count: number): ChanceBand {
  return { mean: chanceFactor / Math.sqrt(count), spread: chanceFactor / Math.sqrt(2 * count) };
}

/** Whether chance explains a shift. NaN is never explained. */
export function isByChance({ meanShift, stdRatio, expectedByChance }: FeatureShift): boolean {
  const allowed = chanceFactor * expectedByChance;
  return Math.abs(meanShift) <= allowed * stdRatio && Math.abs(Math.log(stdRatio)) <= allowed / Math.SQRT2;
}
