import type { Tensor } from "../../../../src/engine/index.ts";

/** A float64 tensor. */
export function tensor(values: readonly number[], shape: readonly number[]): Tensor {
  return { data: Float64Array.from(values), shape };
}

/** A float64 tensor of rank 2 from its rows. */
export function rows(...values: readonly (readonly number[])[]): Tensor {
  return tensor(values.flat(), [values.length, values[0].length]);
}
