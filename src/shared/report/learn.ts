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

/** What came of some steps: one loss per step, and the layer at some of them, frames × features. */
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
  /** Running statistics of the batches so far. */
  readonly runningMean: Float64Array;
  readonly runningVar: Float64Array;
}

/** A layer as it was after so many steps of learning. */
export interface LearnedLayer {
  readonly step: number;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  readonly runningMean: Float64Array;
  readonly runningVar: Float64Array;
}

/** Another tensor that can be a target, as a person chooses among its columns. */
export interface TargetTensor {
  readonly fileName: string;
  readonly names: readonly string[];
  /** Values of each column. */
  readonly numRows: number;
}

/** What a person can choose as a target. */
export type LearnChoice =
  /** The input itself: γ and β have to undo batch norm. */
  | { readonly kind: "input" }
  /** One feature of the data, which every feature's output is to follow. */
  | { readonly kind: "feature"; readonly feature: number }
  /** Another tensor: feature by feature, or (a number) one of its columns for every feature. */
  | { readonly kind: "tensor"; readonly column: number | null }
  /** The classes of a column of texts. */
  | { readonly kind: "labels"; readonly column: number };

/** A column of texts that can be learned as classes. */
export interface LabelColumn {
  readonly name: string;
  readonly numClasses: number;
}
