import type { LabTask } from "./data.ts";
import type { LabSettings } from "./settings.ts";

/** The networks that a run compares, in the order of the page. */
export const networkKinds = ["plain", "batchNorm", "layerNorm", "groupNorm", "batchRenorm", "noisy"] as const;
export type NetworkKind = (typeof networkKinds)[number];

/** What is known of a network before it trains. */
export interface NetworkInfo {
  readonly kind: NetworkKind;
  readonly parameters: number;
}

/** What a run says of itself at its start. */
export interface RunInfo {
  readonly id: number;
  readonly settings: LabSettings;
  readonly networks: readonly NetworkInfo[];
  /** Steps between two probes. */
  readonly probeEvery: number;
  /** Steps between two losses in a frame. */
  readonly lossEvery: number;
  readonly task: LabTask;
  /** What guessing scores: one in so many classes, or R² 0. */
  readonly guessingScore: number;
}

/** Bins of a layer's histogram over its range [−range, range], for all units together and for each by itself. */
export const histogramBins = 480;
export const unitBins = 96;

/** What one network did until a step, over all seeds. Arrays of seeds × layers are seed-major. */
export interface NetworkFrame {
  /** Mean of the last 20 mini-batch losses (of fewer at the start); NaN once diverged, and before the first step. */
  readonly loss: Float64Array;
  /** Those of every `lossEvery`-th step since the frame before: seed-major, as long as `lossSteps`. */
  readonly losses: Float64Array;
  /** On the validation rows, with the running statistics: share of right answers, or R². */
  readonly score: Float64Array;
  /** Of the activations' input, seeds × layers. */
  readonly mean: Float64Array;
  readonly std: Float64Array;
  readonly useless: Float64Array;
  readonly drift: Float64Array;
  readonly displacement: Float64Array;
  readonly gradientNorm: Float64Array;
  /** 5%, 50% and 95% over units, layers × 3, of the first seed; empty without batch norm. */
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  /** Of the first seed: layers × bins; `outside` is the number of values beyond each layer's range. */
  readonly histograms: Uint32Array;
  readonly outside: Uint32Array;
  /** Step at which each seed's loss was no longer finite, and at which it reached the target loss; −1: not (yet). */
  readonly divergedAt: Int32Array;
  readonly reachedAt: Int32Array;
  /** 0 before the first step: a bare NaN would become null on its way to the page. */
  readonly msPerStep: number;
}

/** One probe of all networks. */
export interface ProbeFrame {
  readonly runId: number;
  readonly step: number;
  /** The steps that `losses` belong to. */
  readonly lossSteps: Int32Array;
  /** Half the width of each layer's histogram axis, common to all networks; it only ever doubles. */
  readonly ranges: Float64Array;
  readonly networks: readonly NetworkFrame[];
}

/** How a network's activations grew before its loss was no longer finite, in one seed, step by step. */
export interface DivergenceTrace {
  readonly runId: number;
  readonly network: number;
  readonly seed: number;
  readonly steps: Int32Array;
  /** Standard deviation of each layer's activation input: steps × layers. */
  readonly std: Float64Array;
  readonly useless: Float64Array;
  /** steps × layers × bins, over the same ranges as the frames'. */
  readonly ranges: Float64Array;
  readonly histograms: Uint32Array;
  readonly outside: Uint32Array;
  /** Loss of every mini-batch from the first step to the one that was no longer finite. */
  readonly losses: Float64Array;
}

/** One unit's histograms at every probe: probes × layers × `unitBins` for each network. */
export interface UnitHistograms {
  readonly runId: number;
  readonly unit: number;
  readonly steps: Int32Array;
  /** probes × layers */
  readonly ranges: Float64Array;
  readonly counts: readonly Uint16Array[];
}

export type RunState = "ready" | "running" | "paused" | "finished";

/** Mini-batch losses that are averaged into "the loss". */
export const lossWindow = 20;

/** Rows that drift, histograms and gradient norms are measured on, at most. */
export const probeRows = 512;

/** |z| from which a sigmoid or a tanh is saturated: outputs outside 0.02 to 0.98 of their range. */
export const saturatedFrom = { sigmoid: 3.892, tanh: 1.946 } as const;

/** The networks that settings compare. */
export function networksOf({ third }: LabSettings): readonly NetworkKind[] {
  return third === "none" ? ["plain", "batchNorm"] : ["plain", "batchNorm", third];
}

/** Steps between two probes: a round number, about a thirtieth of the run. */
export function probeInterval(steps: number): number {
  const wanted = steps / 30;
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, wanted)));
  return [5, 2, 1].map((factor) => factor * decade).find((interval) => interval <= wanted) ?? 1;
}
