import { EngineError } from "./errors.ts";
import { checkShape, elementCount, type DType, type Tensor } from "./tensor.ts";

/**
 * A tensor of zeros in memory that the engine reaches fastest. (It happens to be that of plain arrays: see
 * kernels/kernelMemory.ts for what was measured.)
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
      return { data: new Float32Array(length), shape: [...shape] };
    case "float64":
      return { data: new Float64Array(length), shape: [...shape] };
    default:
      throw new EngineError("INVALID_OPTION", "dtype requires float32 or float64", dtype);
  }
}

/** A tensor of zeros for results, with the shape and number type of another. */
export function allocateLike({ data, shape }: Tensor): Tensor {
  return { data: data instanceof Float32Array ? new Float32Array(data.length) : new Float64Array(data.length), shape };
}
