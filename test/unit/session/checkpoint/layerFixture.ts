import type { CheckpointLayer } from "../../../../src/documents/checkpoints/types.ts";

/** A layer of a checkpoint with sound numbers, and what a test changes of it. */
export function checkpointLayer(change: Partial<CheckpointLayer> = {}): CheckpointLayer {
  return {
    name: "bn1",
    part: "",
    numFeatures: 2,
    gamma: Float64Array.of(1, 0.5),
    beta: Float64Array.of(0, 0.25),
    runningMean: Float64Array.of(0.5, -1),
    runningVar: Float64Array.of(1, 4),
    eps: { value: 1e-5, isAssumed: true },
    momentum: { value: 0.1, isAssumed: true },
    training: null,
    numBatchesTracked: 100,
    runningVariance: "unbiased",
    ...change,
  };
}
