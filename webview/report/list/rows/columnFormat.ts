import {
  columnDecimals,
  formatFixed,
  formatMeasured,
  formatWithin,
  spreadDecimals,
} from "../../../../src/shared/text/numbers.ts";

/** Writes a value of the column; of one whose feature spreads by little, with as many digits more as that needs. */
export type ColumnFormat = (value: number, deviation?: number) => string;

/** Share of a column's values that may be too small for its decimals before the column gives up common decimals. */
const mostWithoutDigits = 0.25;

/**
 * How the values of a column are written: with the decimals that its largest value has, so that points stand below
 * each other. Where that leaves too few digits of many values (areas beside ratios), each value has its own decimals.
 */
export function columnFormat(values: ArrayLike<number>): ColumnFormat {
  const decimals = columnDecimals(values);
  const least = 10 ** (1 - decimals);
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) < Infinity) greatest = Math.max(greatest, Math.abs(values[i]));
  }
  const rounding = 1e-12 * greatest;
  let [tooSmall, counted] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > rounding && size < Infinity) {
      counted++;
      tooSmall += Number(size < least);
    }
  }
  const common = tooSmall <= mostWithoutDigits * counted;
  return (value, deviation = NaN) => {
    const needed = spreadDecimals(deviation);
    // From a million on the common decimals are those of an exponent, which hides what tells neighbours apart.
    const isLarge = Math.abs(value) >= 1e6;
    if (needed !== null && (!common || isLarge || needed > decimals)) return formatWithin(value, deviation);
    return common ? formatFixed(value, decimals) : formatMeasured(value);
  };
}
