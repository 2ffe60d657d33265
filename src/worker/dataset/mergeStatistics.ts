import { mergeMoments, mixHistograms, type Histogram, type Moments } from "../../engine/index.ts";
import type { StatisticsRow } from "../../documents/statistics/index.ts";

/** What is known of one feature, all its partitions together. */
export interface MergedFeature {
  readonly name: string;
  readonly moments: Moments;
  readonly missing: number;
  /** The mean of the partitions' variances as they were written, weighted by their counts. */
  readonly averagedVariance: number;
  /** Null where a partition brings none. */
  readonly histogram: Histogram | null;
}

/** A constant's bin: this part of its value wide. */
const constantBin = 2 ** -10;

/**
 * Merges the rows of every feature, in the order in which features first appear: moments by the rule of Chan, Golub and
 * LeVeque; histograms on equal bins by adding, on others by spreading every bin's values evenly over new ones.
 */
export function mergeStatistics(rows: readonly StatisticsRow[]): MergedFeature[] {
  const byFeature = new Map<string, StatisticsRow[]>();
  for (const row of rows) {
    const known = byFeature.get(row.feature);
    if (known === undefined) byFeature.set(row.feature, [row]);
    else known.push(row);
  }
  return Array.from(byFeature, ([name, parts]) => ({
    name,
    moments: parts.map(momentsOf).reduce(mergeMoments),
    missing: parts.reduce((sum, { missing }) => sum + missing, 0),
    averagedVariance: averagedVariance(parts),
    histogram: mergeBins(parts.filter(({ count }) => count > 0)),
  }));
}

function averagedVariance(parts: readonly StatisticsRow[]): number {
  const present = parts.filter(({ count }) => count > 0);
  const total = present.reduce((sum, { count }) => sum + count, 0);
  return present.reduce((sum, { count, writtenVariance }) => sum + count * writtenVariance, 0) / total;
}

function momentsOf({ count, mean, variance, min, max }: StatisticsRow): Moments {
  if (count === 0) {
    return { count, mean: NaN, variance: NaN, m2: 0, min: NaN, max: NaN, nanCount: 0, infiniteCount: 0 };
  }
  return { count, mean, variance, m2: variance * count, min, max, nanCount: 0, infiniteCount: 0 };
}

function mergeBins(parts: readonly StatisticsRow[]): Histogram | null {
  const histograms = parts.map(histogramOf).filter((histogram) => histogram !== null);
  if (histograms.length === 0 || histograms.length < parts.length) return null;
  const [{ start, width }] = histograms;
  if (!histograms.every((other) => other.start === start && other.width === width)) {
    return wholeCounts(mixHistograms(histograms));
  }
  const counts = new Float64Array(Math.max(...histograms.map((histogram) => histogram.counts.length)));
  for (const histogram of histograms) histogram.counts.forEach((count, k) => (counts[k] += count));
  // A report keeps counts of 32 bits.
  if (counts.some((count) => count >= 2 ** 32)) return null;
  return { start, width, counts, below: 0, above: 0, discrete: false };
}

/** Counts rounded so that their sum, and every partial one, is at most half a value off. */
function wholeCounts(histogram: Histogram): Histogram {
  let sum = histogram.below;
  let whole = Math.round(sum);
  const below = whole;
  const counts = Float64Array.from(histogram.counts, (count) => {
    sum += count;
    const before = whole;
    whole = Math.round(sum);
    return whole - before;
  });
  return { ...histogram, counts, below, above: Math.round(sum + histogram.above) - whole };
}

function histogramOf({ bins }: StatisticsRow): Histogram | null {
  if (bins === null) return null;
  const { start, width, counts } = bins;
  if (width > 0) return { start, width, counts, below: 0, above: 0, discrete: false };
  const narrow = Math.max(1, Math.abs(start)) * constantBin;
  return { start: start - narrow / 2, width: narrow, counts, below: 0, above: 0, discrete: true };
}
