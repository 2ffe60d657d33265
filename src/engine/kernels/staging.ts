import type { TensorData } from "../tensor.ts";
import { fewestValues, getKernelMemory } from "./kernelMemory.ts";
import { segmentMemoryOf } from "./segments.ts";

/**
 * The same values in the kernels' memory, where that saves copies: a small plain array over which several passes follow.
 * They are there until the next call with the same place. A large array would not stay in the cache from pass to pass.
 *
 * @returns `data` itself where it need not or cannot be copied
 */
export function stage(data: TensorData, place: 0 | 1): TensorData {
  if (!(data instanceof Float32Array) || data.length < fewestValues || segmentMemoryOf(data) !== undefined) {
    return data;
  }
  const region = getKernelMemory()?.stages[place].values;
  if (region === undefined || region.length < data.length) {
    return data;
  }
  const staged = region.subarray(0, data.length);
  staged.set(data);
  return staged;
}
