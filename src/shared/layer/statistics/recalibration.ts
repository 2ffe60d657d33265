/**
 * Two accepted estimates of running statistics: the mean and variance of all values together, or the mean over
 * mini-batches of their means and variances, as PyTorch's `update_bn` makes it.
 */
export type Estimate = "pooled" | "batches";

/** How running statistics are made anew. */
export interface RecalibrationChoice {
  readonly estimate: Estimate;
  /** Samples in a batch of the report's data; with further files every file is one batch. Only for "batches". */
  readonly batchSize: number;
}

/** What recalibrated running statistics were made of. */
export interface RecalibrationOrigin {
  readonly estimate: Estimate;
  /** Batches that went into a mean over batches; 1 for pooled statistics. */
  readonly numBatches: number;
  /** Files whose values were taken besides those of the report, without folders. */
  readonly otherFiles: readonly string[];
}

/** All values together, of the report alone. */
export const pooledEstimate: RecalibrationChoice = { estimate: "pooled", batchSize: 1 };
