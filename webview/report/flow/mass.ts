import type { Histogram } from "../../../src/shared/report/report.ts";
import type { AffineMap } from "../../../src/shared/view/features.ts";

/**
 * How many values of a histogram, after v ↦ scale · v + shift, are at most `threshold`. Within a bin values are taken
 * as spread evenly, as are those beyond the bins up to `ends`; on a coarse grid (`discrete`) they stand in the middle of their bin.
 */
export function countUpTo(
  histogram: Histogram,
  { scale, shift }: AffineMap,
  threshold: number,
  ends: Ends = binEnds(histogram),
): number {
  const { start, width, counts, below, above, discrete } = histogram;
  const total = totalCount(histogram);
  // Statistics that are not finite make every value NaN: that is at most nothing.
  if (Number.isNaN(scale * shift) || Number.isNaN(ends.min)) {
    return 0;
  }
  // One value has no width, though a histogram draws a bin around it.
  if (scale === 0 || width === 0 || ends.min === ends.max) {
    return (width === 0 ? start : ends.min) * scale + shift <= threshold ? total : 0;
  }
  // In the histogram's own units: v ≤ limit, or v ≥ limit where the map mirrors.
  const limit = (threshold - shift) / scale;
  const end = start + width * counts.length;
  let upTo = below * share(limit, ends.min, start);
  for (let k = 0; k < counts.length; k++) {
    const inside = (limit - (start + k * width)) / width;
    upTo += counts[k] * (discrete ? Number(inside >= 0.5) : Math.min(Math.max(inside, 0), 1));
  }
  upTo += above * share(limit, end, ends.max);
  return scale > 0 ? upTo : total - upTo;
}

/** Where the values beyond the bins end, in the histogram's own units. */
export interface Ends {
  readonly min: number;
  readonly max: number;
}

function binEnds({ start, width, counts }: Histogram): Ends {
  return { min: start, max: start + width * counts.length };
}

/** How much of the values between two ends is at most `limit`; all of it from the upper end on. */
function share(limit: number, from: number, to: number): number {
  return limit >= to ? 1 : limit <= from ? 0 : (limit - from) / (to - from);
}

/** All values that a histogram stands for, with those beyond its bins. */
export function totalCount({ counts, below, above }: Histogram): number {
  let sum = below + above;
  for (let k = 0; k < counts.length; k++) {
    sum += counts[k];
  }
  return sum;
}
