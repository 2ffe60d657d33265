import type { Histogram } from "../report/report.ts";
import { type Domain, identity } from "./axis.ts";
import type { AffineMap } from "./features.ts";
import { boxWidth } from "./thumbnail.ts";

/** How many values of a histogram a picture leaves out on either side. */
export interface Overflow {
  readonly left: number;
  readonly right: number;
}

/** What of a histogram, after v ↦ scale · v + shift, lies beyond its bins or in bins outside of the domain shown. */
export function overflowOf(
  { start, width, counts, below, above }: Histogram,
  { min, max }: Domain,
  { scale, shift }: AffineMap = identity,
): Overflow {
  // One value has no direction to lie in after scale 0, and none at all where the map is none.
  if (scale === 0 || Number.isNaN(scale * shift)) return { left: 0, right: 0 };
  let [left, right] = scale > 0 ? [below, above] : [above, below];
  for (let k = 0; k < counts.length; k++) {
    const middle = (start + (k + 0.5) * width) * scale + shift;
    if (middle < min) left += counts[k];
    else if (middle > max) right += counts[k];
  }
  return { left, right };
}

/** Marks at the edges of a picture of this height, where values lie beyond them: drawn as dashes. */
export function overflowPath({ left, right }: Overflow, height: number): string {
  const mark = (x: number): string => `M${x} 0V${height}`;
  return `${left > 0 ? mark(3) : ""}${right > 0 ? mark(boxWidth - 3) : ""}`;
}
