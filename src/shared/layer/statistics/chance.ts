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
export function isByChance(shift: FeatureShift): boolean {
  return isMeanByChance(shift) && isSpreadByChance(shift);
}

/**
 * Whether chance explains the mean: four standard errors of the wider of both spreads. That of two or three values may be
 * next to nothing.
 */
export function isMeanByChance({ meanShift, stdRatio, expectedByChance }: FeatureShift): boolean {
  return Math.abs(meanShift) <= chanceFactor * expectedByChance * Math.max(1, stdRatio);
}

/**
 * Whether chance explains the spread: m times its square is distributed as χ² with m − 1 degrees of freedom, which is far
 * from symmetric for a few values. Two that are next to each other prove nothing.
 *
 * **Formula**: χ²/k ≈ (1 − 2/9k ± 4 √(2/9k))³ for k degrees of freedom
 *
 * **Source**: Wilson and Hilferty, The distribution of chi-square (1931).
 */
export function isSpreadByChance({ stdRatio, expectedByChance }: FeatureShift): boolean {
  const count = 1 / (expectedByChance * expectedByChance);
  const part = 2 / (9 * (count - 1));
  const limit = (sign: 1 | -1): number => {
    const root = Math.max(0, 1 - part + sign * chanceFactor * Math.sqrt(part));
    return Math.sqrt((root ** 3 * (count - 1)) / count);
  };
  return stdRatio >= limit(-1) && stdRatio <= limit(1);
}
