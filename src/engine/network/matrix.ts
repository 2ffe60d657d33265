import { simdMultiplyTransposed } from "../kernels/simdMatrix.ts";
import type { TensorData } from "../tensor.ts";

/** Sizes of a product: a (rows, depth), b (columns, depth), out (rows, columns). */
export interface ProductSizes {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Below so many multiplications the plain loop is as fast as copying the factors to the kernel's memory. */
const fewestMultiplications = 20_000;

/**
 * Product of a matrix with a transposed one, all row-major: out[r, c] = Σ_k a[r, k] · b[c, k], in float64.
 *
 * **Shapes**: a (rows, depth), b (columns, depth), out (rows, columns).
 */
export function multiplyTransposed(a: TensorData, b: TensorData, sizes: ProductSizes): Float64Array {
  const isLarge = sizes.rows * sizes.columns * sizes.depth >= fewestMultiplications;
  return (isLarge ? simdMultiplyTransposed(a, b, sizes) : null) ?? plainMultiplyTransposed(a, b, sizes);
}

/**
 * The reference for `multiplyTransposed`. Columns go four at a time, so that every value of a that is read serves four
 * sums.
 */
export function plainMultiplyTransposed(a: TensorData, b: TensorData, sizes: ProductSizes): Float64Array {
  const { rows, columns, depth } = sizes;
  const out = new Float64Array(rows * columns);
  const columnsInFours = columns - (columns % 4);
  for (let r = 0; r < rows; r++) {
    const row = r * depth;
    for (let c = 0; c < columnsInFours; c += 4) {
      let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
      for (let k = 0, at = c * depth; k < depth; k++, at++) {
        const value = a[row + k];
        sum0 += value * b[at];
        sum1 += value * b[at + depth];
        sum2 += value * b[at + 2 * depth];
        sum3 += value * b[at + 3 * depth];
      }
      out[r * columns + c] = sum0;
      out[r * columns + c + 1] = sum1;
      out[r * columns + c + 2] = sum2;
      out[r * columns + c + 3] = sum3;
    }
    for (let c = columnsInFours; c < columns; c++) {
      let sum = 0;
      for (let k = 0; k < depth; k++) {
        sum += a[row + k] * b[c * depth + k];
      }
      out[r * columns + c] = sum;
    }
  }
  return out;
}

/** Rows become columns: out[c, r] = matrix[r, c]. */
export function transpose(matrix: TensorData, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      out[c * rows + r] = matrix[r * columns + c];
    }
  }
  return out;
}
