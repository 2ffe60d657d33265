import type { Tensor } from "../../engine/index.ts";

export const optimizerNames = ["sgd", "momentum", "rmsprop", "adam"] as const;
export type OptimizerName = (typeof optimizerNames)[number];

export interface LearnOptions {
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  /** Rows of a mini-batch, drawn anew in every epoch; null: all rows in every step. */
  readonly batchSize: number | null;
  readonly steps: number;
  readonly seed: number;
  readonly eps: number;
}

/** What γ and β are to bring the output to. */
export type LearnTarget =
  /** The numbers of a tensor of the input's shape, by mean squared error. */
  | { readonly kind: "values"; readonly values: Tensor }
  /** A class per row, through a linear head that learns with them, by softmax and cross-entropy. */
  | { readonly kind: "labels"; readonly labels: ArrayLike<number>; readonly numClasses: number };

/** What came of some steps: one loss per step, and γ and β at some of them, frames × features. */
export interface LearnChunk {
  /** Steps done in all. */
  readonly step: number;
  readonly isDone: boolean;
  /** The loss became NaN or infinite: the learning rate is too high. No further step is made. */
  readonly hasDiverged: boolean;
  /** Loss of the batch before each of the steps of this chunk. */
  readonly losses: Float64Array;
  readonly frames: LearnFrames;
}

export interface LearnFrames {
  /** After how many steps each frame was taken; 0 is the start. */
  readonly steps: Uint32Array;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}
