import { EngineError } from "./errors.ts";
import { allocateInMemory } from "./kernels/kernelMemory.ts";
import { checkShape, elementCount, type DType, type Tensor } from "./tensor.ts";

/** Smaller tensors pass through the kernels' own memory in no time, and need none of their own. */
const fewestBytesForMemory = 2 ** 20;

/**
 * A tensor of zeros in memory that the kernels reach without a copy, where that makes a difference: float32 tensors of
 * 1 MiB and more. Any tensor works; these work fastest. The memory is freed as that of any array, when nothing refers
 * to it any more.
 *
 * The array of such a tensor is a view on a larger buffer: send `data.slice()` to a worker, not `data`, to send no more
 * than the values.
 *
 * **Shapes**: any, also with axes of length 0.
 *
 * @throws EngineError SHAPE_MISMATCH for axes that are no whole lengths, INVALID_OPTION for another dtype
 * @example
 * allocate([2, 3], "float32").data // Float32Array of six zeros
 */
export function allocate(shape: readonly number[], dtype: DType): Tensor {
  checkShape("allocate", shape);
  const length = elementCount(shape);
  switch (dtype) {
    case "float32":
      return { data: allocateFloat32(length), shape: [...shape] };
    case "float64":
      return { data: new Float64Array(length), shape: [...shape] };
    default:
      throw new EngineError("INVALID_OPTION", "dtype requires float32 or float64", dtype);
  }
}

/** A tensor of zeros for results, with the shape and number type of another, in memory of its own. */
export function allocateLike({ data, shape }: Tensor): Tensor {
  return { data: data instanceof Float32Array ? new Float32Array(data.length) : new Float64Array(data.length), shape };
}

function allocateFloat32(length: number): Float32Array {
  const isLarge = length * Float32Array.BYTES_PER_ELEMENT >= fewestBytesForMemory;
  return (isLarge ? allocateInMemory(length) : null) ?? new Float32Array(length);
}
