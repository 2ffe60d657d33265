import type { ProductSizes } from "../network/matrix.ts";
import type { TensorData } from "../tensor.ts";
import { getKernelMemory, matrixLength } from "./kernelMemory.ts";

const { BYTES_PER_ELEMENT } = Float64Array;

/**
 * `multiplyTransposed` by a kernel: b lies in the kernel's memory as a whole, and the rows of a and of the product pass
 * through what is left.
 *
 * @returns null where there is no WebAssembly, or no room for b
 */
export function simdMultiplyTransposed(a: TensorData, b: TensorData, sizes: ProductSizes): Float64Array | null {
  const { rows, columns, depth } = sizes;
  const memory = getKernelMemory();
  const rowsAtOnce = Math.min(rows, Math.floor((matrixLength - b.length) / (depth + columns)));
  if (memory === null || rowsAtOnce < 1) {
    return null;
  }
  const { kernels, matrices } = memory;
  const startOfA = b.length;
  const startOfOut = startOfA + rowsAtOnce * depth;
  const out = new Float64Array(rows * columns);
  const addressOf = (start: number) => matrices.address + start * BYTES_PER_ELEMENT;
  matrices.values.set(b);
  for (let row = 0; row < rows; row += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - row);
    matrices.values.set(a.subarray(row * depth, (row + count) * depth), startOfA);
    kernels.multiplyTransposed(addressOf(startOfA), addressOf(0), addressOf(startOfOut), count, columns, depth);
    out.set(matrices.values.subarray(startOfOut, startOfOut + count * columns), row * columns);
  }
  return out;
}
