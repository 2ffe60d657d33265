import { EngineError } from "../errors.ts";
import { allocateInSegment } from "../kernels/segments.ts";
import { checkShape, dtypeOf, elementCount, type DType, type Tensor, type TensorData } from "../tensor.ts";

/** Below so many values a copy takes less time than it takes to write this memory for the first time. */
const fewestValues = 65536;

/**
 * A tensor of zeros in memory that the engine reaches fastest. For large float32 tensors that is WebAssembly's, in which
 * the kernels work without a copy; for all others it is that of plain arrays.
 *
 * **Lifetime**: large tensors that are allocated one after the other are views on one buffer, a segment of at least eight
 * times the size of the first. The segment is freed when the last of them, and the last view on a part of one, is gone;
 * until then none of its memory is used again. So keep such tensors for long, and let results be written to them again
 * and again (the `out` of `BatchNorm`). To send one in a message, send a copy (`data.slice()`): a message would copy the
 * whole segment.
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
  const inSegment = dtype === "float32" && length >= fewestValues ? allocateInSegment(length) : null;
  return { data: inSegment ?? plainArray(length, dtype), shape: [...shape] };
}

/** A tensor of zeros for results, in a plain array: the collector frees it on its own, and messages carry it. */
export function allocatePlain(shape: readonly number[], dtype: DType): Tensor {
  return { data: plainArray(elementCount(shape), dtype), shape };
}

/** A tensor of zeros for results, with the shape and number type of another, in a plain array. */
export function allocateLike(tensor: Tensor): Tensor {
  return allocatePlain(tensor.shape, dtypeOf(tensor));
}

function plainArray(length: number, dtype: DType): TensorData {
  switch (dtype) {
    case "float32":
      return new Float32Array(length);
    case "float64":
      return new Float64Array(length);
    default:
      throw new EngineError("INVALID_OPTION", "dtype requires float32 or float64", dtype);
  }
}
