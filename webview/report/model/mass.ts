import type { Histogram } from "../../../src/shared/report.ts";
import type { AffineMap } from "../../../src/shared/view/features.ts";

/**
 * How many values of a histogram, after v ↦ scale · v + shift, are at most `threshold`. Within a bin values are taken
 * as spread evenly; on a coarse grid (`discrete`) they stand in the middle of their bin.
 */
export function countUpTo(histogram: Histogram, { scale, shift }: AffineMap, threshold: number): number {
  const { start, width, counts, below, above, discrete } = histogram;
  const total = totalCount(histogram);
  if (scale === 0 || width === 0) {
    return start * scale + shift <= threshold ? total : 0;
  }
  // In the histogram's own units: v ≤ limit, or v ≥ limit where the map mirrors.
  const limit = (threshold - shift) / scale;
  let upTo = limit >= start ? below : 0;
  for (let k = 0; k < counts.length; k++) {
    const inside = (limit - (start + k * width)) / width;
    upTo += counts[k] * (discrete ? Number(inside >= 0.5) : Math.min(Math.max(inside, 0), 1));
  }
  upTo += limit >= start + width * counts.length ? above : 0;
  return scale > 0 ? upTo : total - upTo;
}

/** All values that a histogram stands for, with those beyond its bins. */
export function totalCount({ counts, below, above }: Histogram): number {
  let sum = below + above;
  for (let k = 0; k < counts.length; k++) {
    sum += counts[k];
  }
  return sum;
}
