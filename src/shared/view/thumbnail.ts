import type { Histogram } from "../report/report.ts";
import { type Domain, identity, position } from "./axis.ts";
import type { AffineMap } from "./features.ts";

/** Pictures are drawn in a box of this width, stretched to the room they get. */
export const boxWidth = 1000;

/** Share of a bin's width that a bar has where values lie on a coarse grid (integers, labels), and its largest width. */
const barShare = 0.56;
const widestBar = boxWidth * 0.04;
/** Nothing of a path lies farther outside of its box: enough to leave it, little enough for any renderer. */
const farOutside = boxWidth;

/** Where in its box a histogram stands: its highest bin reaches `top`, all stand on `base`. */
export interface Band {
  readonly top: number;
  readonly base: number;
  /** Whether the base line is drawn as well. */
  readonly closed?: boolean;
}

/**
 * The outline of a histogram after v ↦ scale · v + shift, as the path of an SVG of width `boxWidth`: from the base line
 * up, along the steps, and down again, so that it can be filled and stroked. One single value is a line of full height.
 */
export function histogramPath(
  histogram: Histogram,
  domain: Domain,
  { top, base, closed = false }: Band,
  { scale, shift }: AffineMap = identity,
): string {
  const { counts, start, width, discrete } = histogram;
  const at = (value: number) => round(clamp(position(value * scale + shift, domain) * boxWidth));
  let peak = 0;
  for (let k = 0; k < counts.length; k++) {
    peak = Math.max(peak, counts[k]);
  }
  // Of values that are all NaN there is nothing to draw.
  if (peak === 0 || Number.isNaN(scale * shift)) {
    return "";
  }
  if (counts.length === 1 || scale === 0) {
    return `M${at(start + width / 2)} ${base}V${top}`;
  }
  const binWidth = (Math.abs(width * scale) / (domain.max - domain.min)) * boxWidth;
  const bar = Math.min(barShare, widestBar / binWidth);
  const level = (count: number) => round(base - (count / peak) * (base - top));
  let path = `M${at(start)} ${base}`;
  for (let k = 0; k < counts.length; k++) {
    const left = start + k * width;
    if (!discrete) {
      path += `V${level(counts[k])}H${at(left + width)}`;
    } else if (counts[k] > 0) {
      const margin = ((1 - bar) / 2) * width;
      path += `H${at(left + margin)}V${level(counts[k])}H${at(left + width - margin)}V${base}`;
    }
  }
  return `${path}V${base}${closed ? "Z" : ""}`;
}

/** Vertical lines through the whole height at some values of a domain: guides, the zero line. */
export function guidePath(values: readonly number[], domain: Domain, height: number): string {
  return values.map((value) => `M${round(position(value, domain) * boxWidth)} 0V${height}`).join("");
}

/** Mean ± one standard deviation as a bracket: its line, its ends and its middle. */
export function bracketPath(mean: number, deviation: number, domain: Domain, y: number, halfHeight: number): string {
  const at = (value: number) => round(clamp(position(value, domain) * boxWidth));
  const [left, middle, right] = [at(mean - deviation), at(mean), at(mean + deviation)];
  const ends = [left, middle, right].map((x) => `M${x} ${y - halfHeight}V${y + halfHeight}`).join("");
  return `M${left} ${y}H${right}${ends}`;
}

function clamp(x: number): number {
  return Math.min(Math.max(x, -farOutside), boxWidth + farOutside);
}

function round(x: number): number {
  return Math.round(x * 10) / 10;
}
