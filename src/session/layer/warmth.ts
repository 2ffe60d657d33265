import type { WarmUpUnknown } from "../../shared/layer/statistics/gap.ts";
import { startingWeight } from "../../shared/layer/statistics/warmUp.ts";

/** What tells how warm running statistics are, with an entry per feature in the lists. */
export interface RunningState {
  readonly running: { readonly mean: ArrayLike<number>; readonly variance: ArrayLike<number> };
  /** In PyTorch's sense; null: cumulative average. */
  readonly momentum: number | null;
  /** null where the file does not say. */
  readonly numBatchesTracked: number | null;
}

export interface Warmth {
  /** Share of the starting values (mean 0, variance 1) in the running statistics; null where unknown. */
  readonly startingWeight: number | null;
  readonly warmUpUnknown: WarmUpUnknown | null;
}

/** A start of 0.9^t that float32 or float16 rounded on every step is off by less. A start below it is gone. */
const roundingShare = 1e-3;

/**
 * How warm running statistics are, as far as count, momentum and the statistics themselves agree.
 *
 * A count of 0 beside statistics that are not 0 and 1 was reset: loading a state without it does that. A variance below
 * the share that its starting 1 must still have contradicts count or momentum, for all features of the layer.
 *
 * @example
 * warmthOf({ running: { mean: [3], variance: [2] }, momentum: 0.1, numBatchesTracked: 0 })
 * // { startingWeight: null, warmUpUnknown: "counterReset" }
 */
export function warmthOf({ running, momentum, numBatchesTracked }: RunningState): Warmth {
  const { mean, variance } = running;
  const isNew = Array.from(mean).every((value, c) => value === 0 && variance[c] === 1);
  if (numBatchesTracked === 0) return isNew ? known(1) : unknown("counterReset");
  if (numBatchesTracked === null) {
    // The first update of a cumulative average takes the place of the start: one is enough.
    return momentum === null && !isNew ? known(0) : unknown("notCounted");
  }
  const weight = startingWeight(momentum, numBatchesTracked);
  const isTooSmall = (value: number): boolean => value >= 0 && value < weight - roundingShare;
  const isContradicted = (weight === 1 && !isNew) || Array.from(variance).some(isTooSmall);
  return isContradicted ? unknown("contradicted") : known(weight);
}

function known(weight: number): Warmth {
  return { startingWeight: weight, warmUpUnknown: null };
}

function unknown(reason: WarmUpUnknown): Warmth {
  return { startingWeight: null, warmUpUnknown: reason };
}
