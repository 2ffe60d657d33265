import { featureHistogram } from "../../shared/report/report.ts";
import { outputMap } from "../../shared/view/features.ts";
import type { DoctorInput } from "./types.ts";

/** Beyond these a sigmoid and a tanh are within 5% of their limits: ln 19 = 2.944 and half of it. */
export const saturationLimits = { sigmoid: 2.944, tanh: 1.472 } as const;

/**
 * Share of a feature's outputs beyond ±limit, from its histogram: values are taken as spread evenly within a bin.
 */
export function saturatedShare(input: DoctorInput, c: number, limit: number): number {
  return 1 - shareWithin(input, c, [-limit, limit]);
}

/** Share of a feature's outputs at or below 0, where ReLU is off, from its histogram likewise. */
export function offShare(input: DoctorInput, c: number): number {
  return shareWithin(input, c, [-Infinity, 0]);
}

/** Share of a feature's outputs within two ends. */
function shareWithin(
  { features, eps, mode }: DoctorInput,
  c: number,
  [from, to]: readonly [from: number, to: number],
): number {
  const { scale, shift } = outputMap({ features, options: { eps, mode } }, features, c);
  if (scale === 0) return shift >= from && shift <= to ? 1 : 0;
  const ends = [(from - shift) / scale, (to - shift) / scale].sort((a, b) => a - b);
  const { start, width, counts, below, above } = featureHistogram(features.histograms, c);
  const end = start + counts.length * width;
  let inside = insideShare(features.min[c], start, ends) * below + insideShare(end, features.max[c], ends) * above;
  let total = below + above;
  for (let k = 0; k < counts.length; k++) {
    total += counts[k];
    inside += counts[k] * insideShare(start + k * width, start + (k + 1) * width, ends);
  }
  return total === 0 ? 0 : inside / total;
}

/** Share of an interval that lies within two ends. */
function insideShare(from: number, to: number, [low, high]: readonly number[]): number {
  if (!(to > from)) return from >= low && from <= high ? 1 : 0;
  return Math.max(0, Math.min(to, high) - Math.max(from, low)) / (to - from);
}
