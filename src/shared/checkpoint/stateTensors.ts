// From its own file: the page would bundle what the engine's door sets up besides.
import { stateNames } from "../../engine/batchNorm/stateNames.ts";
import type { PresetName } from "../options.ts";

/** A number of a file, or one that is assumed as the file does not say. */
interface Given<Value> {
  readonly value: Value;
  readonly isAssumed: boolean;
}

/** A layer's state, with an entry per channel in each list. */
export interface StateLayer {
  readonly name: string;
  readonly gamma: Float64Array | null;
  readonly beta: Float64Array | null;
  readonly runningMean: Float64Array | null;
  readonly runningVar: Float64Array | null;
  readonly eps: Given<number>;
  readonly momentum: Given<number | null>;
  readonly numBatchesTracked: number | null;
}

/** A part of a layer's state under its name in a file; a single number has no axes. */
export interface StateTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  readonly dtype: "float64" | "int64";
}

/** The preset whose names and sense of momentum a framework's layers have. */
export function conventionOf(framework: string): PresetName {
  switch (framework) {
    case "pytorch":
    case "mlx":
    case "unknown":
      return "pytorch";
    case "keras":
      return "keras";
    default:
      return "onnx";
  }
}

/** A layer's numbers by their names; ε and momentum where the file gives them. */
export function stateTensors(layer: StateLayer, framework: string): StateTensor[] {
  const names = stateNames[conventionOf(framework)];
  const { name, gamma, beta, runningMean, runningVar, eps, momentum, numBatchesTracked } = layer;
  const prefix = name === "" ? "" : `${name}.`;
  const lists = [
    [names.gamma, gamma],
    [names.beta, beta],
    [names.runningMean, runningMean],
    [names.runningVar, runningVar],
  ] as const;
  const tensors = lists.flatMap(([key, values]): StateTensor[] =>
    values === null ? [] : [{ name: prefix + key, shape: [values.length], values, dtype: "float64" }],
  );
  const scalar = (key: string, value: number, dtype: "float64" | "int64"): void => {
    tensors.push({ name: prefix + key, shape: [], values: [value], dtype });
  };
  if (!eps.isAssumed) scalar("eps", eps.value, "float64");
  if (!momentum.isAssumed && momentum.value !== null) scalar("momentum", momentum.value, "float64");
  if (numBatchesTracked !== null) scalar("num_batches_tracked", numBatchesTracked, "int64");
  return tensors;
}
