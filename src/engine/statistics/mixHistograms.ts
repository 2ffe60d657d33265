import type { Histogram } from "./histogram.ts";
import { maxBins } from "./histogramBins.ts";
import { checkOption } from "../batchNorm/options.ts";

/** One bin of a source: its extent and how many values it holds. */
interface Box {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** What is left out of the mixed range on either side where the full one is over twice as wide. */
const tail = 0.005;
const robustRangeFactor = 2;

/**
 * The histogram of several sets of values together, on common bins, from their histograms. A source bin's values count
 * as spread evenly over it, so counts are fractions; the total stays.
 *
 * Range: from the first bin to the last, or the middle 99% of the values in bins where that is less than half as wide.
 *
 * @param options.bins number of common bins, default 48
 * @throws EngineError INVALID_OPTION for a number of bins that is not whole or below 1
 * @example
 * mixHistograms([histogram([1, 2, 2, 3]), histogram([2, 3, 3, 4])], { bins: 4 }).counts // [1, 3, 3, 1]
 */
export function mixHistograms(sources: readonly Histogram[], options: { readonly bins?: number } = {}): Histogram {
  const { bins = maxBins } = options;
  checkOption("bins", Number.isSafeInteger(bins) && bins > 0, "a whole number above 0", bins);
  const boxes = sources.flatMap(boxesOf).sort((a, b) => a.start - b.start);
  let below = sum(sources.map((source) => source.below));
  let above = sum(sources.map((source) => source.above));
  if (boxes.length === 0) {
    return { start: NaN, width: NaN, counts: new Float64Array(0), below, above, discrete: false };
  }
  const [low, high] = mixedRange(boxes);
  const width = (high - low) / bins;
  const edge = (k: number) => (k === bins ? high : low + k * width);
  const binOf = (x: number) => Math.min(bins - 1, Math.max(0, Math.floor((x - low) / width)));
  const counts = new Float64Array(bins);
  for (const box of boxes) {
    below += countWithin(box, -Infinity, low);
    above += countWithin(box, high, Infinity);
    for (let k = binOf(box.start); k <= binOf(box.end); k++) {
      counts[k] += countWithin(box, edge(k), edge(k + 1));
    }
  }
  return { start: low, width, counts, below, above, discrete: false };
}

/** The bins of a histogram that hold anything. */
function boxesOf({ start, width, counts }: Histogram): Box[] {
  return Array.from(counts, (count, k) => ({ start: start + k * width, end: start + (k + 1) * width, count })).filter(
    ({ count }) => count > 0,
  );
}

/** From the first box to the last, without the outer 0.5% on either side where that is less than half as wide. */
function mixedRange(boxes: readonly Box[]): [low: number, high: number] {
  const total = sum(boxes.map(({ count }) => count));
  const full = extent(boxes);
  let seen = 0;
  const inner = boxes.filter(({ count }) => {
    seen += count;
    return seen > tail * total && seen - count < (1 - tail) * total;
  });
  const robust = extent(inner);
  return full[1] - full[0] > robustRangeFactor * (robust[1] - robust[0]) ? robust : full;
}

function extent(boxes: readonly Box[]): [low: number, high: number] {
  return [
    boxes.reduce((low, { start }) => Math.min(low, start), Infinity),
    boxes.reduce((high, { end }) => Math.max(high, end), -Infinity),
  ];
}

/** The part of a box's values between two places. */
function countWithin({ start, end, count }: Box, low: number, high: number): number {
  const overlap = Math.min(end, high) - Math.max(start, low);
  return overlap > 0 ? (count * overlap) / (end - start) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
