import type { Histogram } from "../../../src/shared/report/report.ts";

/** A point of a chart, in the axis' own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A histogram as it is drawn: the corners of its steps, or a spike where all values are one value (its height is not a
 * density: it is drawn as high as the chart).
 */
export interface Outline {
  readonly points: readonly Point[];
  readonly spikeAt: number | null;
  readonly peak: number;
  readonly start: number;
  readonly end: number;
}

/** Heights as densities (the area is 1, so that series of different spread compare) or as counts of a bin. */
export type HeightMode = "density" | "count";

/** The largest share of a bin's width that a bar has where values lie on a coarse grid (integers, labels). */
const largestBarShare = 0.56;

export interface OutlineOptions {
  readonly scale?: number;
  readonly shift?: number;
  readonly height?: HeightMode;
  readonly barWidth?: number;
  /** Smallest and largest value, where those beyond the bins are to be drawn: as one box on either side. */
  readonly ends?: { readonly min: number; readonly max: number } | undefined;
}

/**
 * The outline of a histogram whose values went through v ↦ scale · v + shift: edges are mapped and densities divided by
 * |scale|; nothing is counted again. A negative scale mirrors, scale 0 is a spike at the shift.
 *
 * @param options.ends draws the values beyond the bins as well
 * @param options.barWidth width of a bar for values on a coarse grid, in the histogram's units; its area is its share
 */
export function outline(
  histogram: Histogram,
  { scale = 1, shift = 0, height = "density", barWidth = Infinity, ends }: OutlineOptions = {},
): Outline {
  const first = histogram.start * scale + shift;
  const width = histogram.width * scale;
  if (!Number.isFinite(first) || !Number.isFinite(width)) {
    // No values, or a map that is none: there is nothing to draw.
    return { points: [], spikeAt: null, peak: 0, start: NaN, end: NaN };
  }
  if (width === 0) {
    return spike(first);
  }
  const bins = histogram.counts.length;
  const barShare = histogram.discrete ? Math.min(largestBarShare, barWidth / histogram.width) : 1;
  const unit = height === "count" ? 1 : Math.max(totalCount(histogram), 1) * Math.abs(width) * barShare;
  const margin = ((1 - barShare) / 2) * width;
  const points: Point[] = [];
  let peak = 0;
  for (let k = 0; k < bins; k++) {
    const y = histogram.counts[k] / unit;
    peak = Math.max(peak, y);
    const left = first + k * width + margin;
    const right = first + (k + 1) * width - margin;
    if (histogram.discrete) {
      points.push({ x: left, y: 0 }, { x: left, y }, { x: right, y }, { x: right, y: 0 });
    } else {
      points.push({ x: left, y: k === 0 ? 0 : points[points.length - 1].y }, { x: left, y }, { x: right, y });
    }
  }
  if (!histogram.discrete && bins > 0) {
    points.push({ x: first + bins * width, y: 0 });
  }
  const end = first + bins * width;
  const shape = {
    points: width < 0 ? points.reverse() : points,
    spikeAt: null,
    peak,
    start: Math.min(first, end),
    end: Math.max(first, end),
  };
  if (ends === undefined) {
    return shape;
  }
  const mapped = [ends.min, ends.max].map((value) => value * scale + shift).sort((a, b) => a - b);
  const { below, above } = histogram;
  const [low, high] = width < 0 ? [above, below] : [below, above];
  const total = height === "count" ? null : Math.max(totalCount(histogram), 1);
  return withTails(shape, { from: mapped[0], count: low }, { to: mapped[1], count: high }, total);
}

/** The outline with a box for the values on either side of its bins; their places within it are not known. */
function withTails(
  shape: Outline,
  below: { from: number; count: number },
  above: { to: number; count: number },
  total: number | null,
): Outline {
  const points = [...shape.points];
  let { start, end } = shape;
  const heightOf = (count: number, width: number): number => (total === null ? count : count / (total * width));
  if (below.count > 0 && below.from < start) {
    const y = heightOf(below.count, start - below.from);
    points.unshift({ x: below.from, y: 0 }, { x: below.from, y }, { x: start, y });
    start = below.from;
  }
  if (above.count > 0 && above.to > end) {
    const y = heightOf(above.count, above.to - end);
    points.push({ x: end, y }, { x: above.to, y }, { x: above.to, y: 0 });
    end = above.to;
  }
  return { ...shape, points, start, end, peak: Math.max(shape.peak, ...points.map(({ y }) => y)) };
}

/** All values are one value. */
export function spike(at: number): Outline {
  return { points: [], spikeAt: at, peak: 0, start: at, end: at };
}

/** A histogram with neighbouring bins joined, `factor` at a time: coarser without counting again. */
export function joinBins(histogram: Histogram, factor: number): Histogram {
  if (factor <= 1 || histogram.discrete || histogram.counts.length < 2 * factor) {
    return histogram;
  }
  const counts = new Float64Array(Math.ceil(histogram.counts.length / factor));
  for (let k = 0; k < histogram.counts.length; k++) {
    counts[Math.floor(k / factor)] += histogram.counts[k];
  }
  return { ...histogram, width: histogram.width * factor, counts };
}

/** All values that a histogram stands for, with those beyond its bins. */
export function totalCount(histogram: Histogram): number {
  return inside(histogram) + histogram.below + histogram.above;
}

/** Corners of the standard normal density over a range, times `factor` (the count of values times the bin's width). */
export function normalCurve(from: number, to: number, factor = 1, steps = 120): Point[] {
  const points: Point[] = [];
  for (let i = 0; i <= steps; i++) {
    const x = from + ((to - from) * i) / steps;
    points.push({ x, y: (factor * Math.exp(-(x * x) / 2)) / Math.sqrt(2 * Math.PI) });
  }
  return points;
}

function inside(histogram: Histogram): number {
  let sum = 0;
  for (let k = 0; k < histogram.counts.length; k++) {
    sum += histogram.counts[k];
  }
  return sum;
}
