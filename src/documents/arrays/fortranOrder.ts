/**
 * Values in Fortran order (the first axis varies fastest) → row-major (the last one does).
 *
 * @example
 * fortranToRowMajor(Float64Array.of(1, 3, 2, 4), [2, 2]) // [1, 2, 3, 4]
 */
export function fortranToRowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const result = new Float64Array(values.length);
  const position = new Array<number>(shape.length).fill(0);
  const steps = shape.map((_, axis) => shape.slice(0, axis).reduce((product, length) => product * length, 1));
  let from = 0;
  for (let i = 0; i < result.length; i++) {
    result[i] = values[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += steps[axis];
      if (++position[axis] < shape[axis]) break;
      from -= steps[axis] * shape[axis];
      position[axis] = 0;
    }
  }
  return result;
}
