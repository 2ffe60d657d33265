import type { ActivationName } from "../options.ts";

/** What the tabs Activation, Mini-batches and Gradients ask about a feature, and what they are told. */

/** γ and β as the page shows them, one per feature: they may be ahead of what the host keeps. */
interface ShownAffine {
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

export interface ActivationQuestion extends ShownAffine {
  /** −1: all features together. */
  readonly feature: number;
  readonly activation: ActivationName;
  /** Whether batch norm comes before the activation or after it. */
  readonly placement: "before" | "after";
}

/** Where the values that enter an activation lie, and what of a gradient gets through. */
export interface ActivationShare {
  readonly count: number;
  /** Values where the activation is saturated, or off. */
  readonly flat: number;
  /** Values where it is nearly linear. */
  readonly linear: number;
  /** Mean of the activation's derivative (with batch norm after it, times that layer's γ/√(σ² + ε)). */
  readonly meanGradient: number;
  /** Features all of whose values are flat: no gradient reaches them. */
  readonly deadFeatures: number;
}

export interface ActivationAnswer {
  readonly without: ActivationShare;
  readonly with: ActivationShare;
  /** Mean and biased variance of what leaves the activation without batch norm: what a batch norm after it removes. */
  readonly outputMean: number;
  readonly outputVariance: number;
}

export interface BatchQuestion {
  readonly feature: number;
  /** Samples in a batch. */
  readonly batchSize: number;
  readonly order: "shuffled" | "file";
  readonly seed: number;
  readonly dropLast: boolean;
  /** The value whose output is followed across batches, counted among the feature's values. */
  readonly index: number;
}

export interface BatchAnswer {
  /** Values in each batch of one pass, their mean and their biased variance; at most `mostBatches` of them. */
  readonly counts: Float64Array;
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** Batches of a pass, also those that are not in the arrays. */
  readonly numBatches: number;
  /** Samples of the last batch where it is shorter than the others and not dropped; 0 otherwise. */
  readonly lastSize: number;
  /** The first batch that has one value per feature, which the preset refuses in training; −1: none. */
  readonly refusedBatch: number;
  /** Running mean and variance after every update of some passes, from their start at 0 and 1. */
  readonly runningMeans: Float64Array;
  readonly runningVars: Float64Array;
  /** The batch mean of every update. */
  readonly updateMeans: Float64Array;
  readonly numPasses: number;
  /** What is left of the running mean's start after one pass, as a share. */
  readonly startLeft: number;
  /** Standard deviation of batch means by batch size: 2, 4, 8 … and the chosen one. */
  readonly spreadSizes: Float64Array;
  readonly spreads: Float64Array;
  /** x̂ of the followed value in batches of random company; empty where it is no number. */
  readonly rowOutputs: Float64Array;
}

export type Upstream = "random" | "ones" | "loss";

export interface GradientQuestion {
  readonly feature: number;
  readonly upstream: Upstream;
  readonly seed: number;
  readonly gamma: number;
  readonly beta: number;
  /** The value that is explained, counted among the feature's values. */
  readonly index: number;
}

export interface GradientAnswer {
  /** x̂, dL/dy and dL/dx of the values that are drawn; at most `mostPoints`. */
  readonly normalized: Float64Array;
  readonly gradOutput: Float64Array;
  readonly gradInput: Float64Array;
  readonly count: number;
  readonly gradGamma: number;
  readonly gradBeta: number;
  /** Σ dL/dx: the gradient of a bias before batch norm. */
  readonly gradBias: number;
  readonly meanGrad: number;
  /** mean(g · x̂): the slope of g over x̂. */
  readonly slope: number;
  /** γ/√(σ² + ε) */
  readonly scale: number;
  /** Root mean squares: how large the gradient is that arrives, and that goes on. */
  readonly gradOutputSize: number;
  readonly gradInputSize: number;
  /** The explained value; null where it is no number. */
  readonly row: { readonly normalized: number; readonly gradOutput: number; readonly gradInput: number } | null;
}

export const mostBatches = 400;
export const mostPoints = 3000;

/** Ends of an activation's zones: where it is nearly linear and where it is flat, by the size of its input. */
export interface ActivationZones {
  /** |z| up to here is nearly linear; 0 where no part is, Infinity where all is. */
  readonly linear: number;
  /** |z| from here is flat (ReLU: z ≤ 0). */
  readonly flat: number;
  /** Whether only the negative side is flat: it is off there. */
  readonly oneSided: boolean;
}

/** Sigmoid and tanh are flat where their output is within 5% of its limit: |z| > ln 19, or half of that for tanh. */
export function activationZones(activation: ActivationName): ActivationZones {
  switch (activation) {
    case "sigmoid":
      return { linear: 1, flat: Math.log(19), oneSided: false };
    case "tanh":
      return { linear: 0.5, flat: Math.log(19) / 2, oneSided: false };
    case "relu":
      return { linear: Infinity, flat: 0, oneSided: true };
    case "identity":
      return { linear: Infinity, flat: Infinity, oneSided: false };
  }
}

/** Where one input of an activation lies. */
export function activationZone(z: number, { linear, flat, oneSided }: ActivationZones): "flat" | "bending" | "linear" {
  if (oneSided ? z <= flat : Math.abs(z) > flat) {
    return "flat";
  }
  return Math.abs(z) <= linear ? "linear" : "bending";
}
