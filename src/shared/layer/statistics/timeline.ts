/** Running statistics over mini-batches, as the page asks for them. */
export interface TimelineQuestion {
  /** −1: all features together. */
  readonly feature: number;
  /** Samples in a batch. */
  readonly batchSize: number;
  readonly order: "shuffled" | "file";
  readonly seed: number;
  /** In PyTorch's sense; null: cumulative average. */
  readonly momentum: number | null;
}

/**
 * Running statistics before the first update and after each one. Of one feature they are its running mean and variance;
 * of all together how far they are from the statistics of the data: the root mean square over the features of
 * |running mean − μ|/σ and of |√(running variance)/σ − 1|.
 */
export interface TimelineAnswer {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** Batches in one pass over the data. */
  readonly batchesPerPass: number;
}

/** So many updates are followed at most. */
export const mostTimelineUpdates = 600;
