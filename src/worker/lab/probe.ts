import { quantiles, type Tensor } from "../../engine/index.ts";
import { histogramBins, unitBins } from "../../shared/lab/run.ts";
import type { Lane } from "./lane.ts";
import {
  activationsOf,
  evaluate,
  layerMoments,
  sortedDistance,
  sortedUnits,
  uselessShare,
  weightGradientNorms,
} from "./measures.ts";
import { batchNormOf } from "./network.ts";
import type { LabelledRows } from "./split.ts";
import type { LabActivation } from "../../shared/lab/settings.ts";

/** What a probe of one lane found; arrays have an entry per hidden layer. */
export interface LaneProbe {
  readonly entering: readonly Tensor[];
  readonly score: number;
  readonly mean: Float64Array;
  readonly std: Float64Array;
  readonly useless: Float64Array;
  /** Distance of each layer's input from the probe before, and from the first one. */
  readonly drift: Float64Array;
  readonly displacement: Float64Array;
  readonly gradientNorm: Float64Array;
}

interface Sorted {
  readonly values: Float32Array;
  readonly std: number;
}

/** Watches one lane: compares each probe with the one before and with the first. */
export class LaneWatch {
  readonly #lane: Lane;
  readonly #rows: LabelledRows;
  readonly #activation: LabActivation;
  #first: Sorted[] | null = null;
  #last: Sorted[] | null = null;
  #drift: Float64Array | null = null;

  /** @param rows the fixed rows that are looked at, with their own statistics */
  constructor(lane: Lane, rows: LabelledRows, activation: LabActivation) {
    this.#lane = lane;
    this.#rows = rows;
    this.#activation = activation;
  }

  /** @param isRegular whether drift is counted from here on: a look in between says the last one's again */
  probe(isRegular = true): LaneProbe {
    const { network, split } = this.#lane;
    const { entering } = activationsOf(network, this.#rows.input);
    const moments = entering.map(layerMoments);
    return {
      entering,
      score: evaluate(network, split.validation).score,
      mean: Float64Array.from(moments, ({ mean }) => mean),
      std: Float64Array.from(moments, ({ std }) => std),
      useless: Float64Array.from(entering, (layer) => uselessShare(layer, this.#activation)),
      ...this.#movement(entering, moments, isRegular),
      gradientNorm: weightGradientNorms(network, this.#rows).subarray(0, entering.length),
    };
  }

  /** Only how far each layer's input has moved: a probe that costs a fraction. */
  movement(): Pick<LaneProbe, "drift" | "displacement"> {
    const { entering } = activationsOf(this.#lane.network, this.#rows.input);
    return this.#movement(entering, entering.map(layerMoments), true);
  }

  #movement(
    entering: readonly Tensor[],
    moments: readonly { readonly std: number }[],
    isRegular: boolean,
  ): Pick<LaneProbe, "drift" | "displacement"> {
    const sorted = entering.map((layer, l) => ({ values: sortedUnits(layer), std: moments[l].std }));
    const from = (earlier: readonly Sorted[] | null): Float64Array =>
      Float64Array.from(sorted, ({ values }, l) =>
        earlier === null ? NaN : sortedDistance(earlier[l].values, values, earlier[l].std),
      );
    const drift = isRegular || this.#drift === null ? from(this.#last) : this.#drift;
    const displacement = this.#first === null ? new Float64Array(entering.length) : from(this.#first);
    this.#first ??= sorted;
    if (isRegular) {
      this.#last = sorted;
      this.#drift = drift;
    }
    return { drift, displacement };
  }
}

/** 5%, 50% and 95% over units of γ and β, one batch norm after the other. */
export function affineQuantiles(lane: Lane): { gamma: Float64Array; beta: Float64Array } {
  const layers = lane.network.layers.flatMap((layer) => batchNormOf(layer) ?? []);
  const levels = [0.05, 0.5, 0.95];
  const pick = (values: (Float64Array | null)[]): Float64Array =>
    Float64Array.from(values.flatMap((each) => (each === null ? [] : [...quantiles(each, levels)])));
  return { gamma: pick(layers.map(({ gamma }) => gamma)), beta: pick(layers.map(({ beta }) => beta)) };
}

/** A layer's values counted over [−range, range]: all units together and each by itself. */
export interface LayerHistogram {
  readonly all: Uint32Array;
  /** units × `unitBins` */
  readonly units: Uint16Array;
  readonly outside: number;
}

/** Counts a layer's values into uniform bins; what is not finite or beyond the range is `outside`. */
export function layerHistogram({ data, shape: [, width] }: Tensor, range: number): LayerHistogram {
  const all = new Uint32Array(histogramBins);
  const units = new Uint16Array(width * unitBins);
  const perUnitBin = histogramBins / unitBins;
  let outside = 0;
  for (let k = 0; k < data.length; k++) {
    const place = ((data[k] + range) / (2 * range)) * histogramBins;
    if (!(place >= 0 && place < histogramBins)) {
      outside++;
      continue;
    }
    const bin = Math.floor(place);
    all[bin]++;
    units[(k % width) * unitBins + Math.floor(bin / perUnitBin)]++;
  }
  return { all, units, outside };
}

/** Half the width of a layer's axis at its start, and at most: values beyond are said to be outside. */
const firstRange = 6;
const largestRange = 24;

/**
 * The axis that a layer needs: the one that it has, doubled while more than 1% of a network's values are beyond it. A
 * network that is beyond the largest axis altogether does not widen it, for the others would become spikes.
 */
export function widenRange(current: number, layers: readonly Tensor[]): number {
  let range = current === 0 ? firstRange : current;
  for (const { data } of layers) {
    const beyond = (limit: number): boolean => {
      let count = 0;
      for (let k = 0; k < data.length; k++) {
        if (!(Math.abs(data[k]) <= limit)) count++;
      }
      return count > data.length / 100;
    };
    if (range < largestRange && beyond(range) && !beyond(largestRange)) {
      while (beyond(range)) range *= 2;
    }
  }
  return range;
}
