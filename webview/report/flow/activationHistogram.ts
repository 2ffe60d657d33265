import type { ActivationName } from "../../../src/shared/options.ts";
import type { Histogram } from "../../../src/shared/report/report.ts";
import { type Domain, histogramDomain } from "../../../src/shared/view/axis.ts";
import type { AffineMap } from "../../../src/shared/view/features.ts";
import { countUpTo, type Ends, totalCount } from "./mass.ts";

/** The activation itself, for the pictures of a page; results are the engine's. */
export function activate(name: ActivationName, value: number): number {
  switch (name) {
    case "relu":
      return Math.max(0, value);
    case "sigmoid":
      return 1 / (1 + Math.exp(-value));
    case "tanh":
      return Math.tanh(value);
    case "identity":
      return value;
  }
}

/** Beyond ± this, the output is within 5% of its limit: sigmoid ln 19, tanh half of that. */
const saturation = { sigmoid: Math.log(19), tanh: Math.log(19) / 2 } as const;

/** A series of values: a histogram, and what happens to its values before the activation. */
export interface Piece {
  readonly histogram: Histogram;
  readonly map: AffineMap;
  /** Where the values beyond the bins end, in the histogram's units; at its bins' ends if not given. */
  readonly ends?: Ends;
}

/** How many of the values are off (ReLU) or saturated (sigmoid, tanh), of how many. Null for no activation. */
export function inactiveCount(name: ActivationName, pieces: readonly Piece[]): { part: number; total: number } | null {
  if (name === "identity") {
    return null;
  }
  let [part, total] = [0, 0];
  for (const { histogram, map, ends } of pieces) {
    const count = totalCount(histogram);
    total += count;
    if (name === "relu") {
      part += countUpTo(histogram, map, 0, ends);
    } else {
      const limit = saturation[name];
      part += countUpTo(histogram, map, -limit, ends) + count - countUpTo(histogram, map, limit, ends);
    }
  }
  return { part, total };
}

/**
 * Histogram of a = activation(y) in even bins over where a lies: each bin of y is cut into slices that are taken
 * through the activation.
 */
export function activationHistogram(name: ActivationName, pieces: readonly Piece[], numBins = 32): Histogram {
  const domain = activatedDomain(name, pieces);
  const width = (domain.max - domain.min) / numBins;
  const counts = new Float64Array(numBins);
  for (const { histogram, map } of pieces) {
    const slices =
      histogram.discrete || histogram.width === 0 ? 1 : Math.max(1, Math.ceil(256 / histogram.counts.length));
    for (let k = 0; k < histogram.counts.length; k++) {
      for (let s = 0; histogram.counts[k] > 0 && s < slices; s++) {
        const x = histogram.start + (k + (s + 0.5) / slices) * histogram.width;
        const a = activate(name, x * map.scale + map.shift);
        counts[Math.min(numBins - 1, Math.max(0, Math.floor((a - domain.min) / width)))] +=
          histogram.counts[k] / slices;
      }
    }
  }
  return { start: domain.min, width, counts, below: 0, above: 0, discrete: false };
}

/** Activations grow monotonically: where a lies follows from the ends of y. */
function activatedDomain(name: ActivationName, pieces: readonly Piece[]): Domain {
  let [min, max] = [Infinity, -Infinity];
  for (const { histogram, map } of pieces) {
    const ends = histogramDomain(histogram, map);
    min = Math.min(min, ends.min);
    max = Math.max(max, ends.max);
  }
  const [low, high] = [activate(name, min), activate(name, max)];
  return low < high ? { min: low, max: high } : { min: low, max: low + 1 };
}
