/**
 * Bytes of an array: the product of its axes times those of one element; 1 element for no axes. Lengths that multiply
 * to more than any file holds give Infinity or a number no file has, never one that wraps around.
 */
export function byteLength(shape: readonly number[], elementBytes: number): number {
  return shape.includes(0) ? 0 : shape.reduce((product, length) => product * length, elementBytes);
}
