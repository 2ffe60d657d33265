import { EngineError } from "./errors.ts";

/** The number types of a tensor. */
export type DType = "float32" | "float64";

/** Storage of a tensor's values. May be a view on a part of a larger buffer. */
export type TensorData = Float32Array | Float64Array;

/** Values in row-major order (the last axis varies fastest) and the length of each axis. */
export interface Tensor {
  readonly data: TensorData;
  readonly shape: readonly number[];
}

/** Number of values that a tensor of this shape holds: the product of its axes, 1 for no axes. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** The tensor's number type, which the engine's results on it have too. */
export function dtypeOf(tensor: Tensor): DType {
  return tensor.data instanceof Float32Array ? "float32" : "float64";
}

/**
 * Checks that a tensor is whole: known storage, axes of whole lengths, as many values as its shape says.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function checkTensor(name: string, tensor: Tensor): void {
  checkShape(name, tensor.shape);
  if (!(tensor.data instanceof Float32Array || tensor.data instanceof Float64Array)) {
    throw new EngineError("SHAPE_MISMATCH", `${name} requires a Float32Array or a Float64Array`, typeof tensor.data);
  }
  const expected = elementCount(tensor.shape);
  if (tensor.data.length !== expected) {
    const requirement = `${name} of shape [${tensor.shape.join(", ")}] requires ${expected} values`;
    throw new EngineError("SHAPE_MISMATCH", requirement, tensor.data.length);
  }
}

/**
 * Checks that every axis has a whole length of at least 0.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function checkShape(name: string, shape: readonly number[]): void {
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new EngineError("SHAPE_MISMATCH", `${name} requires axes of whole lengths`, shape);
  }
}

/** Whether two shapes have the same axes. */
export function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}
