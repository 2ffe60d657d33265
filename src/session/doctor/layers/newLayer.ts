import type { ExaminedLayer } from "../types.ts";

/** γ and β within these of 1 and 0 were trained, or never: statistics that are folded into them move them farther. */
interface Band {
  /** γ from 1/factor to factor. */
  readonly factor: number;
  readonly shift: number;
}

/** A count of 0 says that there were no updates: γ and β have to be plainly other ones to say the contrary. */
const bandOfCount: Band = { factor: 4, shift: 2 };
const bandWithoutCount: Band = { factor: 1.25, shift: 0.25 };

/** A γ this small is a channel that is off, and says nothing. */
const gammaOff = 1e-3;

/**
 * Whether a layer's running statistics are those that every layer starts with. A count of 0 beside other numbers is
 * no sign of it: counters are lost on the way between files. And 0 and 1 beside γ and β that are far from 1 and 0 are
 * those of a layer whose statistics were folded into γ and β (frozen batch norm).
 */
export function isNewLayer(layer: ExaminedLayer, nearNew: number): boolean {
  return isStart(layer, nearNew) && !isFolded(layer);
}

/** Whether the statistics are 0 and 1 because γ and β hold them. */
export function hasFoldedStatistics(layer: ExaminedLayer): boolean {
  return isStart(layer, 0) && isFolded(layer);
}

/** Whether the count of updates is 0 although the statistics are others than a new layer's: how warm they are is unknown. */
export function isCounterReset(
  layer: Pick<ExaminedLayer, "runningMean" | "runningVar" | "numBatchesTracked">,
): boolean {
  return layer.numBatchesTracked === 0 && layer.runningMean !== null && !isStart(layer, 0);
}

function isStart(
  { runningMean, runningVar }: Pick<ExaminedLayer, "runningMean" | "runningVar">,
  near: number,
): boolean {
  if (runningMean === null || runningVar === null || runningMean.length === 0) return false;
  for (let c = 0; c < runningMean.length; c++) {
    if (!(Math.abs(runningMean[c]) <= near && Math.abs(runningVar[c] - 1) <= near)) return false;
  }
  return true;
}

function isFolded({ gamma, beta, numBatchesTracked }: ExaminedLayer): boolean {
  const { factor, shift } = numBatchesTracked === 0 ? bandOfCount : bandWithoutCount;
  const isFar = (scale: number): boolean => {
    const size = Math.abs(scale);
    return size > gammaOff && (size > factor || size < 1 / factor);
  };
  return Array.from(gamma ?? []).some(isFar) || Array.from(beta ?? []).some((value) => Math.abs(value) > shift);
}
