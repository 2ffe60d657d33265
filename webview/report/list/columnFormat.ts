import { columnDecimals, formatFixed, formatMeasured } from "../../../src/shared/text/numbers.ts";

export type ColumnFormat = (value: number) => string;

/** Share of a column's values that may be too small for its decimals before the column gives up common decimals. */
const mostWithoutDigits = 0.25;

/**
 * How the values of a column are written: with the decimals that its largest value has, so that points stand below
 * each other. Where that leaves too few digits of many values (areas beside ratios), each value has its own decimals.
 */
export function columnFormat(values: ArrayLike<number>): ColumnFormat {
  const decimals = columnDecimals(values);
  const least = 10 ** (1 - decimals);
  let [tooSmall, counted] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > 1e-12 && size < Infinity) {
      counted++;
      tooSmall += Number(size < least);
    }
  }
  return tooSmall > mostWithoutDigits * counted
    ? (value) => formatMeasured(value)
    : (value) => formatFixed(value, decimals);
}
