import type { Framework } from "./presets.ts";

/** Under which names a framework saves the parts of a batch normalization layer. */
export interface StateNames {
  readonly gamma: string;
  readonly beta: string;
  readonly runningMean: string;
  readonly runningVar: string;
  /** null where the framework keeps no count. */
  readonly numBatchesTracked: string | null;
}

const kerasNames: StateNames = Object.freeze({
  gamma: "gamma",
  beta: "beta",
  runningMean: "moving_mean",
  runningVar: "moving_variance",
  numBatchesTracked: null,
});

/** Each framework's names of a layer's state. */
export const stateNames: Readonly<Record<Framework, StateNames>> = Object.freeze({
  pytorch: Object.freeze({
    gamma: "weight",
    beta: "bias",
    runningMean: "running_mean",
    runningVar: "running_var",
    numBatchesTracked: "num_batches_tracked",
  }),
  keras: kerasNames,
  onnx: Object.freeze({
    gamma: "scale",
    beta: "B",
    runningMean: "input_mean",
    runningVar: "input_var",
    numBatchesTracked: null,
  }),
  tfjs: kerasNames,
});
