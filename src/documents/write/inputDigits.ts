/** Fewer digits than this would show in the mean and variance of what is written. */
const fewest = 6;

/** Digits that tell any two numbers of 64 bits apart. */
const most = 17;

/** So many values are looked at: a file's numbers are written alike. */
const sampleSize = 10_000;

/**
 * How many significant digits to write normalized values with, by the values that were read: as many as the longest of
 * them has, six at least. What was measured to three digits does not gain any by being normalized.
 *
 * @example inputDigits([5.1, 0.125]) // 6
 * @example inputDigits([0.12345678]) // 8
 */
export function inputDigits(values: ArrayLike<number>): number {
  let digits = fewest;
  const step = Math.max(1, Math.floor(values.length / sampleSize));
  for (let i = 0; i < values.length && digits < most; i += step) {
    if (Number.isFinite(values[i])) digits = Math.max(digits, significantDigits(values[i]));
  }
  return Math.min(digits, most);
}

/** Digits of the shortest text of a number, without zeros at either end: 3 of 0.0125 and of 12500. */
function significantDigits(value: number): number {
  const [mantissa] = Math.abs(value).toExponential().split("e");
  return mantissa.replace(".", "").length;
}
