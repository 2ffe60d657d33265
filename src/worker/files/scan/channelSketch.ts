import type { Histogram } from "../../../engine/index.ts";
import type { ChannelBins } from "./channelBins.ts";
import { tailBins } from "./channelRecords.ts";

/** The most bins that a report's histogram has. */
const maxBins = 48;
/** A full range over so many times as wide as that of the middle 99% is given up for it, as the engine's histogram does. */
const robustRangeFactor = 2;
const robustProbabilities = [0.005, 0.995] as const;

/** What was counted of one channel, and what its sums say. */
export interface ChannelCounts {
  readonly bins: ChannelBins;
  /** Fine bins, then the lower tail outwards, then the upper one. */
  readonly counts: Float64Array;
  readonly min: number;
  readonly max: number;
}

/** What can be asked about the distribution of one channel. */
export interface ChannelDistribution {
  readonly total: number;
  countBelow(x: number): number;
  quantile(probability: number): number;
  histogram(): Histogram;
}

/**
 * The distribution of one channel as far as the counts tell it: quantiles and shares by interpolation within a fine bin,
 * and a histogram of whole bins, which is exact.
 */
export class ChannelSketch implements ChannelDistribution {
  readonly total: number;
  readonly #source: ChannelCounts;
  /** Ascending cells: cell k lies between edges k and k + 1. */
  readonly #edges: Float64Array;
  /** Values below every edge. */
  readonly #below: Float64Array;

  constructor(source: ChannelCounts) {
    this.#source = source;
    const { bins, counts, min, max } = source;
    const numCells = bins.count + 2 * tailBins;
    this.#edges = new Float64Array(numCells + 1);
    this.#below = new Float64Array(numCells + 1);
    const end = bins.start + bins.count * bins.width;
    let total = 0;
    for (let k = 0; k <= numCells; k++) {
      const fine = k - tailBins;
      const edge =
        fine < 0
          ? bins.start - tailDistance(-fine) * bins.tailUnit
          : fine > bins.count
            ? end + tailDistance(fine - bins.count) * bins.tailUnit
            : bins.start + fine * bins.width;
      this.#edges[k] = clamp(edge, min, max);
      this.#below[k] = total;
      if (k < numCells) total += counts[counterOf(fine, bins.count)];
    }
    this.total = total;
  }

  /** How many values lie below x. */
  countBelow(x: number): number {
    const k = this.#cellAt(x);
    const from = this.#edges[k];
    const to = this.#edges[k + 1];
    const share = to > from ? clamp((x - from) / (to - from), 0, 1) : x > from ? 1 : 0;
    return this.#below[k] + share * (this.#below[k + 1] - this.#below[k]);
  }

  /** Quantile p, at place (m − 1) · p as the engine's; values on a grid are met exactly. NaN for no values. */
  quantile(probability: number): number {
    if (this.total === 0) return NaN;
    const place = (this.total - 1) * probability;
    const k = lastAtMost(this.#below, place);
    const count = this.#below[k + 1] - this.#below[k];
    const from = this.#edges[k];
    const to = this.#edges[k + 1];
    const { bins, min, max } = this.#source;
    const fine = k - tailBins;
    if (bins.isGrid && fine >= 0 && fine < bins.count) return clamp(bins.start + (fine + 0.5) * bins.width, min, max);
    return from + (to - from) * clamp((place - this.#below[k] + 0.5) / count, 0, 1);
  }

  /** Exact counts in whole bins; which of them are shown follows the engine's rule. */
  histogram(): Histogram {
    const { bins, counts, min, max } = this.#source;
    const { perBin, start, discrete } = bins;
    if (this.total === 0) return { start: NaN, width: NaN, counts: new Float64Array(0), below: 0, above: 0, discrete };
    const numBins = bins.count / perBin;
    const [low, high] = robustProbabilities.map((probability) => this.quantile(probability));
    const isRobust = high > low && max - min > robustRangeFactor * (high - low);
    const width = bins.width * perBin;
    const binOf = (x: number): number => clamp(Math.floor((x - start) / width), 0, numBins - 1);
    const first = binOf(isRobust ? low : min);
    const upper = isRobust ? high : max;
    // A value on the last edge belongs to the bin below, unless it is the first.
    const last = Math.max(first, binOf(upper) - (!discrete && start + binOf(upper) * width === upper ? 1 : 0));
    const perShown = Math.ceil((last - first + 1) / maxBins);
    const shown = new Float64Array(Math.ceil((last - first + 1) / perShown));
    for (let fine = first * perBin; fine < Math.min(bins.count, (first + shown.length * perShown) * perBin); fine++) {
      shown[Math.floor((fine / perBin - first) / perShown)] += counts[fine];
    }
    const end = first + shown.length * perShown;
    let below = sumOf(counts, 0, first * perBin) + sumOf(counts, bins.count, bins.count + tailBins);
    let above =
      sumOf(counts, Math.min(bins.count, end * perBin), bins.count) +
      sumOf(counts, bins.count + tailBins, counts.length);
    const edge = start + end * width;
    if (!isRobust && max === edge) {
      shown[shown.length - 1] += above;
      above = 0;
    }
    if (below < 0) below = 0;
    return { start: start + first * width, width: width * perShown, counts: shown, below, above, discrete };
  }

  #cellAt(x: number): number {
    return Math.min(lastAtMost(this.#edges, x), this.#edges.length - 2);
  }
}

/** Where a cell's counter is: `fine` counts from the first fine bin, below 0 in the lower tail. */
function counterOf(fine: number, numFine: number): number {
  if (fine < 0) return numFine + -fine - 1;
  return fine < numFine ? fine : tailBins + fine;
}

/** Distance of edge q of a tail from the fine bins, in tail units: four edges for each doubling of distance + 1. */
function tailDistance(q: number): number {
  const octave = Math.floor(q / 4);
  return 2 ** octave * (1 + (q % 4) / 4) - 1;
}

/** Index of the last of ascending numbers, but the very last, that is at most x; 0 where none is. */
function lastAtMost(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= x) low = middle;
    else high = middle;
  }
  return low;
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}

function sumOf(counts: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += counts[i];
  return sum;
}
