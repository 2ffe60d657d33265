import type { DoctorInput, ExaminedLayer } from "../types.ts";

/** This share of the "variances" has to be below 0: a single one is a fault of its own. */
const negativeShare = 0.25;
/** Variances below 0 that are this near are rounded ones, not means. */
const epsMultiple = 100;
/** A channel that is off by this much is off: more of it says no more. */
const farthest = 10;
/** Mean distances that are plainly too far, and near. */
const tooFar = 1;
const timesNearer = 4;

/** The variances below 0 of a layer whose two lists stand under each other's names; null where they do not. */
export function namesAreSwapped({
  runningMean,
  runningVar,
  eps,
}: ExaminedLayer): { readonly numNegative: number } | null {
  if (runningMean === null || runningVar === null) return null;
  let isAnyOther = false;
  for (let c = 0; c < runningMean.length; c++) {
    if (!(runningMean[c] >= 0)) return null;
    isAnyOther ||= runningMean[c] !== 0;
  }
  if (!isAnyOther) return null;
  const numNegative = Array.from(runningVar).filter((value) => value < -epsMultiple * eps).length;
  return numNegative >= Math.max(2, negativeShare * runningVar.length) ? { numNegative } : null;
}

/** How far the data are from the running statistics and from these when swapped; null where they are not swapped. */
export function dataAreSwapped({ layer, features, eps }: DoctorInput): { stored: number; swapped: number } | null {
  if (layer === null) return null;
  const { runningMean, runningVar } = layer;
  const stored = distance(features, runningMean, runningVar, eps);
  const swapped = distance(features, runningVar, runningMean, eps);
  return stored > tooFar && swapped * timesNearer < stored && swapped < tooFar ? { stored, swapped } : null;
}

/** Mean over the channels of how far mean and spread are off, in standard deviations and as a logarithm of variances. */
function distance(
  { mean, variance }: DoctorInput["features"],
  means: ArrayLike<number>,
  variances: ArrayLike<number>,
  eps: number,
): number {
  let [sum, count] = [0, 0];
  for (let c = 0; c < mean.length; c++) {
    if (!(variance[c] > 0) || !Number.isFinite(means[c] + variances[c])) continue;
    const shift = Math.abs(mean[c] - means[c]) / Math.sqrt(variance[c] + eps);
    const spread = variances[c] > 0 ? Math.abs(Math.log(variances[c] / variance[c])) : farthest;
    sum += Math.min(farthest, shift) + Math.min(farthest, spread);
    count++;
  }
  return count === 0 ? NaN : sum / count;
}
