import { simdMultiply } from "../kernels/simdMatrix.ts";
import type { Factor, ProductSizes } from "../kernels/product.ts";
import type { DType, TensorData } from "../tensor.ts";

/** Below so many multiplications the plain loop is as fast as copying the factors to the kernel's memory. */
const fewestMultiplications = 20_000;

/**
 * Product of two matrices: out[r, c] = bias[c] + Σ_k a[r, k] · b[k, c].
 *
 * **Shapes**: a (rows, depth), b (depth, columns), out (rows, columns), bias (columns) or null for none.
 *
 * @param precision of the sums of large products; small ones are summed in float64 and rounded once
 */
export function multiply(
  a: Factor,
  b: Factor,
  out: TensorData,
  sizes: ProductSizes,
  bias: Float64Array | null,
  precision: DType,
): void {
  const isLarge = sizes.rows * sizes.columns * sizes.depth >= fewestMultiplications;
  if (isLarge && simdMultiply(a, b, out, sizes, bias, precision)) return;
  plainMultiply(a, b, out, sizes, bias);
}

/**
 * The reference for `multiply`, in float64. Columns go four at a time, so that every value of a that is read serves four
 * sums.
 */
export function plainMultiply(
  a: Factor,
  b: Factor,
  out: TensorData,
  { rows, columns, depth }: ProductSizes,
  bias: Float64Array | null,
): void {
  const [left, right] = [a.data, b.data];
  const [rowStep, aStep] = a.isTransposed ? [1, rows] : [depth, 1];
  const [columnStep, bStep] = b.isTransposed ? [depth, 1] : [1, columns];
  const columnsInFours = columns - (columns % 4);
  for (let r = 0, k = 0; r < rows; r++) {
    for (let c = 0; c < columnsInFours; c += 4, k += 4) {
      let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0];
      for (let i = 0, atA = r * rowStep, atB = c * columnStep; i < depth; i++, atA += aStep, atB += bStep) {
        const value = left[atA];
        sum0 += value * right[atB];
        sum1 += value * right[atB + columnStep];
        sum2 += value * right[atB + 2 * columnStep];
        sum3 += value * right[atB + 3 * columnStep];
      }
      out[k] = bias === null ? sum0 : sum0 + bias[c];
      out[k + 1] = bias === null ? sum1 : sum1 + bias[c + 1];
      out[k + 2] = bias === null ? sum2 : sum2 + bias[c + 2];
      out[k + 3] = bias === null ? sum3 : sum3 + bias[c + 3];
    }
    for (let c = columnsInFours; c < columns; c++, k++) {
      let sum = 0;
      for (let i = 0, atA = r * rowStep, atB = c * columnStep; i < depth; i++, atA += aStep, atB += bStep) {
        sum += left[atA] * right[atB];
      }
      out[k] = bias === null ? sum : sum + bias[c];
    }
  }
}
