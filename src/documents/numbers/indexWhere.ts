/**
 * The index of the first value that fulfils a condition; null where none does. `findIndex` says −1 then, which passes for
 * an index wherever a number is taken.
 *
 * @example
 * indexWhere(Float64Array.of(1, NaN), Number.isNaN) // 1
 */
export function indexWhere(values: Float64Array, isWanted: (value: number) => boolean): number | null {
  const found = values.findIndex(isWanted);
  return found < 0 ? null : found;
}
