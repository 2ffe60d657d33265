/**
 * Weights with their kernel taken together: the root of the sum of squares over the kernel, for every output and input.
 * What matters of a convolution for the variance of its output is as good as this, and up to 49 times as small.
 *
 * **Shapes**: (out, in, …kernel) → (out, in), or (…kernel, in, out) → (in, out).
 */
export function rootSquares(values: Float64Array, shape: readonly number[], outputsLast: boolean): Float32Array {
  const [first, second] = outputsLast ? shape.slice(-2) : shape;
  const size = first * second;
  const kernel = size === 0 ? 0 : values.length / size;
  const squares = new Float64Array(size);
  for (let i = 0; i < values.length; i++)
    squares[outputsLast ? i % size : Math.floor(i / kernel)] += values[i] * values[i];
  return Float32Array.from(squares, Math.sqrt);
}
