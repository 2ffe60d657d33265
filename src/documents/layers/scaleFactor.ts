/**
 * Caffe keeps sums of means and variances, and beside them what they are sums of: x = sum / factor. A factor of 0 is that
 * of a layer that saw no data; Caffe reads its statistics as 0 then.
 *
 * @param factor undefined or null where the file has none: the values are statistics already
 * @example
 * unscaled(Float64Array.of(2, 4), 2) // [1, 2]
 */
export function unscaled(values: Float64Array, factor: number | null | undefined): Float64Array {
  if (factor === undefined || factor === null) return values;
  return values.map((value) => (factor === 0 ? 0 : value / factor));
}
