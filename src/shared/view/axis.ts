import { formatParameter } from "../text/numbers.ts";
import { type Histogram, type ReportSnapshot } from "../report/report.ts";
import { type Affine, type AffineMap, normalizingMap } from "./features.ts";

/** A part of an axis, in its units. */
export interface Domain {
  readonly min: number;
  readonly max: number;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/**
 * Round values within a domain, at about `count` intervals: steps of 1, 2, 2.5 or 5 times a power of ten.
 *
 * @example ticks({ min: 0, max: 8 }, 4) // 0, 2, 4, 6, 8
 */
export function ticks({ min, max }: Domain, count: number): Tick[] {
  const span = max - min;
  if (!(span > 0) || !Number.isFinite(span)) {
    return [];
  }
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.9) ?? 10);
  const values: number[] = [];
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++) {
    // Twelve digits: 3 · 0.1 is 0.30000000000000004 otherwise. Adding 0 makes 0 of −0.
    values.push(Number((k * step).toPrecision(12)) + 0);
  }
  return values.map((value) => ({ value, label: tickLabel(value, values) }));
}

/** Written out where a neighbour is: 99999998, 100000000, not 99999998, 1e8. */
function tickLabel(value: number, values: readonly number[]): string {
  const isPlain = (each: number): boolean => each !== 0 && !formatParameter(each).includes("e");
  const text = Math.abs(value) >= 1e6 && values.some(isPlain) ? String(value) : formatParameter(value);
  return text.replaceAll("-", "−");
}

/** Widest digit of an axis label and the least room between two labels, in pixels. */
const labelDigit = 7;
const labelGap = 8;

/** As many ticks as have room for their labels on an axis of this length in pixels; at least two intervals are tried. */
export function ticksThatFit(domain: Domain, pixels: number): Tick[] {
  for (let count = 6; count > 2; count--) {
    const found = ticks(domain, count);
    const room = found.length > 1 ? (position(found[1].value, domain) - position(found[0].value, domain)) * pixels : 0;
    const widest = Math.max(...found.map(({ label }) => label.length)) * labelDigit;
    if (room >= widest + labelGap) {
      return found;
    }
  }
  return ticks(domain, 2);
}

/** Where a value stands on a domain: 0 at its start, 1 at its end. */
export function position(value: number, { min, max }: Domain): number {
  return (value - min) / (max - min);
}

export const identity: AffineMap = { scale: 1, shift: 0 };

/** What a histogram covers after v ↦ scale · v + shift. A single value gets a little room around it. */
export function histogramDomain(histogram: Histogram, { scale, shift }: AffineMap = identity): Domain {
  const { start, width, counts } = histogram;
  const a = start * scale + shift;
  const b = counts.length > 1 ? (start + width * counts.length) * scale + shift : a;
  return withRoom({ min: Math.min(a, b), max: Math.max(a, b) });
}

/** The smallest domain that holds both. */
export function union(a: Domain, b: Domain): Domain {
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max) };
}

/** Room left and right of what a common axis has to show. */
const padding = 0.04;

/** A domain with a little room at both ends, so that what is drawn does not touch the edges. */
export function padded({ min, max }: Domain): Domain {
  const room = (max - min) * padding;
  return { min: min - room, max: max + room };
}

/** The axis of all pictures of x: what the pooled histogram covers. */
export function beforeDomain({ pooled }: ReportSnapshot): Domain {
  return padded(histogramDomain(pooled.input.histogram));
}

/**
 * The axis of all pictures of y. It covers what the pooled histogram of x̂ covers, of each feature as much as it fills
 * of that, moved by its own γ and β. So outliers do not squeeze it, and a changed γ or β shows.
 */
export function afterDomain(snapshot: ReportSnapshot, { gamma, beta }: Affine): Domain {
  const robust = histogramDomain(snapshot.pooled.normalized.histogram);
  // The packed arrays themselves and no views on them: this runs over every feature in every frame of a drag.
  const { start, width, offset } = snapshot.features.histograms;
  let [min, max] = [Infinity, -Infinity];
  for (let c = 0; c < gamma.length; c++) {
    const { scale, shift } = normalizingMap(snapshot, c);
    const low = Math.max(robust.min, start[c] * scale + shift);
    const high = Math.min(robust.max, (start[c] + width[c] * (offset[c + 1] - offset[c])) * scale + shift);
    if (low <= high) {
      const a = gamma[c] * low + beta[c];
      const b = gamma[c] * high + beta[c];
      min = Math.min(min, a, b);
      max = Math.max(max, a, b);
    }
  }
  return padded(min <= max ? withRoom({ min, max }) : robust);
}

function withRoom({ min, max }: Domain): Domain {
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    return { min: -1, max: 1 };
  }
  return min < max ? { min, max } : { min: min - 1, max: max + 1 };
}
