import type { Framework } from "../../engine/index.ts";
// From its own file: the page would bundle what the engine's door sets up besides.
import { stateNames } from "../../engine/batchNorm/stateNames.ts";

/** A layer's state: one entry per channel in every list. */
export interface LayerLists {
  readonly framework: Framework;
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly runningMean: ArrayLike<number> | null;
  readonly runningVar: ArrayLike<number> | null;
  readonly numBatchesTracked: number | null;
}

/**
 * A layer's state as JSON under its framework's names, which Load Layer Parameters… reads again.
 *
 * @example
 * stateAsJson({ framework: "keras", gamma: [2], beta: [0], runningMean: [1], runningVar: [4], numBatchesTracked: 7 })
 * // { "bn.gamma": [2], "bn.beta": [0], "bn.moving_mean": [1], "bn.moving_variance": [4] }
 */
export function stateAsJson(layer: LayerLists, name = "bn"): string {
  const names = stateNames[layer.framework];
  const state: Record<string, readonly number[] | number> = {};
  const put = (key: string | null, values: ArrayLike<number> | number | null): void => {
    if (key === null || values === null) return;
    state[name === "" ? key : `${name}.${key}`] = typeof values === "number" ? values : Array.from(values);
  };
  put(names.gamma, layer.gamma);
  put(names.beta, layer.beta);
  put(names.runningMean, layer.runningMean);
  put(names.runningVar, layer.runningVar);
  put(names.numBatchesTracked, layer.runningMean === null ? null : layer.numBatchesTracked);
  return `${JSON.stringify(state, null, 2)}\n`;
}
