import type { BatchNorm } from "./batchNorm.ts";
import { EngineError } from "../errors.ts";
import { checkLength } from "./normalize.ts";
import { checkOption } from "./options.ts";
import type { Framework } from "./presets.ts";
import { stateNames, type StateNames } from "./stateNames.ts";

/** A layer's state by a framework's names: one list per part, and PyTorch's count as a number. */
export type LayerState = Readonly<Record<string, ArrayLike<number> | number>>;

const listParts = ["gamma", "beta", "runningMean", "runningVar"] as const;

/**
 * Reads a layer's state out under a framework's names, as copies. Parts that the layer does not have are left out.
 *
 * @throws EngineError INVALID_OPTION for an unknown framework
 * @example
 * exportState(new BatchNorm(1), "keras") // { gamma: [1], beta: [0], moving_mean: [0], moving_variance: [1] }
 */
export function exportState(layer: BatchNorm, framework: Framework = "pytorch"): Record<string, Float64Array | number> {
  const names = namesOf(framework);
  const state: Record<string, Float64Array | number> = {};
  for (const part of listParts) {
    const values = layer[part];
    if (values !== null) {
      state[names[part]] = values.slice();
    }
  }
  if (names.numBatchesTracked !== null && layer.runningMean !== null) {
    state[names.numBatchesTracked] = layer.numBatchesTracked;
  }
  return state;
}

/**
 * Puts a state under a framework's names into a layer. Every list that the layer has must be there; the count may be
 * absent, as in old PyTorch files, and stays as it is then. Other names are passed over. Nothing changes if it throws.
 *
 * @throws EngineError MISSING_STATE, SHAPE_MISMATCH for another number of channels, INVALID_OPTION for an unknown
 * framework or a count that is no whole number
 */
export function importState(layer: BatchNorm, state: LayerState, framework: Framework = "pytorch"): void {
  const names = namesOf(framework);
  const parts = listParts.filter((part) => layer[part] !== null);
  const lists = parts.map((part) => readList(state, names[part], layer.numFeatures));
  const count = names.numBatchesTracked === null ? undefined : readCount(state, names.numBatchesTracked);
  parts.forEach((part, i) => layer[part]?.set(lists[i]));
  if (layer.runningMean !== null && count !== undefined) {
    layer.numBatchesTracked = count;
  }
}

function namesOf(framework: Framework): StateNames {
  checkOption("framework", Object.hasOwn(stateNames, framework), Object.keys(stateNames).join(", "), framework);
  return stateNames[framework];
}

function readList(state: LayerState, name: string, numFeatures: number): ArrayLike<number> {
  const values = Object.hasOwn(state, name) ? state[name] : undefined;
  if (values === undefined || typeof values === "number") {
    throw new EngineError("MISSING_STATE", `state requires a list ${name}`, values ?? Object.keys(state));
  }
  checkLength(name, values, numFeatures);
  return values;
}

/** PyTorch saves the count as a tensor without axes, which some exports write as a list of one number. */
function readCount(state: LayerState, name: string): number | undefined {
  const value = Object.hasOwn(state, name) ? state[name] : undefined;
  if (value === undefined) {
    return undefined;
  }
  const count = typeof value === "number" ? value : value.length === 1 ? value[0] : NaN;
  checkOption(name, Number.isSafeInteger(count) && count >= 0, "a whole number of at least 0", value);
  return count;
}
