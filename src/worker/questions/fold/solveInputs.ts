import type { Tensor } from "../../../engine/index.ts";

/** A pivot below this share of the largest counts as 0: the weights' rows or columns depend on each other. */
const smallestPivot = 1e-12;

/**
 * The inputs of a linear layer whose outputs come nearest to given ones: a = Wᵀ(W Wᵀ)⁻¹ z with no more outputs than
 * inputs, a = (WᵀW)⁻¹ Wᵀ z otherwise.
 *
 * **Shapes**: weight (out, width), outputs (N, out), returns (N, width).
 *
 * **Source**: normal equations, solved by Cholesky's decomposition that leaves out dependent rows.
 */
export function solveInputs(weight: Tensor, outputs: Tensor): Tensor {
  const [numOutputs] = weight.shape;
  const width = weight.data.length / numOutputs;
  const [numRows] = outputs.shape;
  const isWide = numOutputs <= width;
  const size = isWide ? numOutputs : width;
  // The rows of `from` span what is solved for: W where it is wide, its columns otherwise.
  const from = (i: number, k: number): number => (isWide ? weight.data[i * width + k] : weight.data[k * width + i]);
  const factor = cholesky(gram(from, size, isWide ? width : numOutputs), size);
  const inputs = new Float64Array(numRows * width);
  for (let n = 0; n < numRows; n++) {
    const z = outputs.data.subarray(n * numOutputs, (n + 1) * numOutputs);
    if (isWide) {
      const u = solve(factor, size, Float64Array.from(z));
      for (let k = 0; k < width; k++) {
        let sum = 0;
        for (let i = 0; i < size; i++) sum += from(i, k) * u[i];
        inputs[n * width + k] = sum;
      }
    } else {
      const right = new Float64Array(size);
      for (let i = 0; i < size; i++) {
        for (let k = 0; k < numOutputs; k++) right[i] += from(i, k) * z[k];
      }
      inputs.set(solve(factor, size, right), n * width);
    }
  }
  return { data: inputs, shape: [numRows, width] };
}

function gram(from: (i: number, k: number) => number, size: number, length: number): Float64Array {
  const products = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < length; k++) sum += from(i, k) * from(j, k);
      products[i * size + j] = sum;
    }
  }
  return products;
}

/** L of L Lᵀ in the lower triangle; a dependent row gets a 0 on the diagonal. */
function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = Float64Array.from(matrix);
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, matrix[i * size + i]);
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) factor[j * size + j] -= factor[j * size + k] ** 2;
    const pivot = factor[j * size + j];
    const root = pivot > smallestPivot * largest ? Math.sqrt(pivot) : 0;
    factor[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = factor[i * size + j];
      for (let k = 0; k < j; k++) sum -= factor[i * size + k] * factor[j * size + k];
      factor[i * size + j] = root === 0 ? 0 : sum / root;
    }
  }
  return factor;
}

/** Solves L Lᵀ u = right in place; what depends on others is 0. */
function solve(factor: Float64Array, size: number, right: Float64Array): Float64Array {
  const quotient = (i: number, sum: number): number => (factor[i * size + i] === 0 ? 0 : sum / factor[i * size + i]);
  for (let i = 0; i < size; i++) {
    let sum = right[i];
    for (let k = 0; k < i; k++) sum -= factor[i * size + k] * right[k];
    right[i] = quotient(i, sum);
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = right[i];
    for (let k = i + 1; k < size; k++) sum -= factor[k * size + i] * right[k];
    right[i] = quotient(i, sum);
  }
  return right;
}
