import type { Histogram } from "../../engine/index.ts";
import type { ChannelDistribution } from "../files/scan/channelSketch.ts";

/** A distribution known by the counts of uniform bins: values count as spread evenly within a bin. */
export class BinnedDistribution implements ChannelDistribution {
  readonly total: number;
  readonly #histogram: Histogram;
  readonly #min: number;
  readonly #max: number;

  /** @param extremes of the values: no quantile lies outside */
  constructor(histogram: Histogram, { min, max }: { readonly min: number; readonly max: number }) {
    this.#histogram = histogram;
    this.#min = min;
    this.#max = max;
    this.total = histogram.below + histogram.above;
    for (const count of histogram.counts) this.total += count;
  }

  countBelow(x: number): number {
    const { start, width, counts, below } = this.#histogram;
    if (x <= this.#min) return 0;
    if (x > this.#max) return this.total;
    let sum = below;
    for (let k = 0; k < counts.length; k++) sum += counts[k] * clamp((x - start) / width - k, 0, 1);
    return sum;
  }

  quantile(probability: number): number {
    if (this.total === 0) return NaN;
    const { start, width, counts, below } = this.#histogram;
    let left = this.total * probability - below;
    if (left <= 0) return this.#min;
    for (let k = 0; k < counts.length; k++) {
      if (left <= counts[k]) return clamp(start + (k + left / counts[k]) * width, this.#min, this.#max);
      left -= counts[k];
    }
    return this.#max;
  }

  histogram(): Histogram {
    return this.#histogram;
  }
}

function clamp(x: number, low: number, high: number): number {
  return Math.min(Math.max(x, low), high);
}
