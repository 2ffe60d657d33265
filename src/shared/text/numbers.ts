/**
 * How numbers are printed, everywhere a person reads them. Measured values keep 5 significant digits and at most 4
 * decimals; parameters and file values stay as short as they are; the sign is a real minus. Hover and copy give `exact`.
 */

const minus = "−";

/** From here on, and under `smallest`, a measured value prints with an exponent. */
const largest = 1e6;
const smallest = 5e-5;

/** A small value in a column of larger ones is written out from here on. */
const plainFrom = 1e-3;

/** Under this a result that is 0 in exact arithmetic is rounding: `zeroIfRounding` prints it as 0. */
const roundingLimit = 1e-12;

/**
 * A measured value: 5 significant digits, at most 4 decimals, no trailing zeros.
 * `formatMeasured(5.843333)` is "5.8433", `formatMeasured(0.5)` "0.5", `formatMeasured(-58.43333)` "−58.433".
 */
export function formatMeasured(value: number, significantDigits = 5, maxDecimals = 4): string {
  if (!Number.isFinite(value)) {
    return formatNonFinite(value);
  }
  return trimZeros(formatFixed(value, decimalsFor(value, significantDigits, maxDecimals), significantDigits));
}

/**
 * The decimals that show a thousandth of a standard deviation; null where there is none to go by (0, NaN, ∞).
 * `spreadDecimals(0.8253)` is 4, `spreadDecimals(314)` 1, `spreadDecimals(9.5e-13)` 16.
 */
export function spreadDecimals(deviation: number): number | null {
  return deviation > 0 && deviation < Infinity ? 3 - Math.floor(Math.log10(deviation)) : null;
}

/** More digits than this are a float64's rounding. */
const mostDigits = 15;

/**
 * A value among others that spread by a standard deviation: as measured, and with as many digits more as tell it from
 * its neighbours. `formatWithin(100000000.4092, 0.81)` is "100000000.4092", `formatWithin(3.06e-12, 9.5e-13)` "3.06e−12",
 * `formatWithin(5.843333, 0.8253)` "5.8433". Where all values are one, it is that value.
 */
export function formatWithin(value: number, deviation: number): string {
  const decimals = spreadDecimals(deviation);
  if (!Number.isFinite(value) || value === 0 || Number.isNaN(deviation)) {
    return formatMeasured(value);
  }
  if (decimals === null) {
    return deviation === 0 ? formatParameter(value) : formatMeasured(value);
  }
  const size = Math.abs(value);
  const digits = Math.min(mostDigits, Math.floor(Math.log10(size)) + 1 + decimals);
  const measuredDecimals = decimalsFor(value, 5, 4);
  if (decimals <= measuredDecimals || digits < 2) {
    return formatMeasured(value);
  }
  return size < smallest || decimals > mostDigits
    ? exponent(value, Math.max(3, digits))
    : trimZeros(realMinus(value.toFixed(Math.min(decimals, Math.max(0, mostDigits - Math.ceil(Math.log10(size)))))));
}

/** Four digits of a value where there is little room, more where its spread needs them: "1e8" ± 1 says nothing. */
export function formatShortWithin(value: number, deviation: number): string {
  const isTold = !(Math.abs(Number(value.toPrecision(4)) - value) > deviation / 20);
  return isTold ? formatMeasured(value, 4) : formatWithin(value, deviation);
}

/**
 * The operands of a written-out calculation, with as few digits, six at least, as give a calculator the printed result.
 *
 * @param values the operands, in the order in which `calculate` takes them
 * @param result the result as it is printed
 * @param print how results are printed
 * @example operands([5.1, 5.843333], (x, mean) => x - mean, "−0.7433", formatMeasured) // ["5.1", "5.84333"]
 */
export function operands(
  values: readonly number[],
  calculate: (...rounded: number[]) => number,
  result: string,
  print: (value: number) => string,
): string[] {
  for (let digits = 6; digits < 17; digits++) {
    const rounded = values.map((value) => Number(value.toPrecision(digits)));
    if (print(calculate(...rounded)) === result) return rounded.map(allDigits);
  }
  return values.map(allDigits);
}

/** An operand in the middle of a formula: in parentheses if it is negative. `inner("−1")` is "(−1)". */
export function inner(text: string): string {
  return text.startsWith(minus) ? `(${text})` : text;
}

/** All digits of a number that was rounded before, with an exponent where zeros would fill the line. */
function allDigits(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  const size = Math.abs(value);
  const plain = size === 0 || (size >= smallest && size < 1e15);
  return realMinus(plain ? String(value) : value.toExponential().replace("e+", "e"));
}

/** A small positive constant written out where that is readable: `formatPlain(1e-5)` is "0.00001". */
export function formatPlain(value: number): string {
  if (Math.abs(value) >= 1e-8 && Math.abs(value) < largest) {
    return realMinus(trimZeros(value.toFixed(12)));
  }
  return formatParameter(value);
}

/** A parameter or a value as it is in the file: as short as it is (1, 0.5, 1e-5, 5.1, 1e12). */
export function formatParameter(value: number): string {
  if (!Number.isFinite(value)) {
    return formatNonFinite(value);
  }
  // 0.1 + 0.2 from a slider is 0.3: 12 digits are more than a person sets and hide the rounding of binary fractions.
  const short = Number(value.toPrecision(12));
  const plain = String(short);
  const power = short.toExponential().replace("e+", "e");
  const size = Math.abs(short);
  const usesPower = size >= largest ? power.length < plain.length : size !== 0 && size < 1e-4;
  const text = usesPower ? power : plain.replace("e+", "e");
  return text.startsWith("-") ? minus + text.slice(1) : text;
}

/** A parameter that a person set has no more characters than this. */
const longestSet = 6;

/** A parameter as it is while it is short, and as a measured value when it was learned or loaded with all of its digits:
 * `formatShortParameter(1.5)` is "1.5", `formatShortParameter(0.825307350156)` "0.8253". */
export function formatShortParameter(value: number): string {
  const text = formatParameter(value);
  return text.length <= longestSet ? text : formatMeasured(value);
}

/** A measured value in so many significant digits, whatever its size: `formatSignificant(0.00316228, 2)` is "0.0032". */
export function formatSignificant(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 1e-3) return exponent(value, digits);
  return formatParameter(Number(value.toPrecision(digits)));
}

/**
 * The number of decimals of a column of measured values, set by its largest: `columnDecimals([12.0894, 0.304])` is 3.
 */
export function columnDecimals(values: ArrayLike<number>, significantDigits = 5, maxDecimals = 4): number {
  let greatest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (Number.isFinite(size) && size < largest && size > greatest) {
      greatest = size;
    }
  }
  return decimalsFor(greatest, significantDigits, maxDecimals);
}

/**
 * The fewest decimals that show every value (values read from a file, their quantiles), at most those of a measured
 * column: `fewestDecimals([4.3, 4.6, 7.255])` is 3.
 */
export function fewestDecimals(values: readonly number[]): number {
  const most = columnDecimals(values);
  for (let decimals = 0; decimals < most; decimals++) {
    if (values.every((value) => !Number.isFinite(value) || agrees(value, decimals))) {
      return decimals;
    }
  }
  return most;
}

/**
 * A value in a column of so many decimals. What would keep fewer than two digits has two by more decimals; 0 prints as 0.
 * `formatFixed(0.0056, 3)` is "0.0056", `formatFixed(3.758, 4)` "3.7580".
 */
export function formatFixed(value: number, decimals: number, significantDigits = 5): string {
  if (!Number.isFinite(value)) {
    return formatNonFinite(value);
  }
  const size = Math.abs(value);
  if (size === 0) {
    return "0";
  }
  if (size >= largest) {
    return exponent(value, significantDigits);
  }
  if (size < smallest) {
    return exponent(value, Math.min(significantDigits, 3));
  }
  if (keptDigits(size, decimals) < 2 && !agrees(value, decimals)) {
    return size < plainFrom ? exponent(value, 2) : realMinus(String(Number(value.toPrecision(2))));
  }
  return realMinus(value.toFixed(decimals));
}

/**
 * A variance or standard deviation that ε keeps just under 1: enough digits to be different from 1, cut and not
 * rounded. `formatVariance(0.99998532)` is "0.999985"; everything else prints as measured.
 */
export function formatVariance(value: number): string {
  const deficit = 1 - value;
  if (!(deficit > roundingLimit) || deficit >= smallest) {
    return deficit > -roundingLimit && deficit <= roundingLimit ? "1" : formatMeasured(value);
  }
  const nines = Math.floor(-Math.log10(deficit));
  const digits = Math.max(6, nines + 1);
  // Cutting 0.9999… is raising the deficit: its digits are exact where those of the value itself are not.
  return (1 - Math.ceil(deficit * 10 ** digits - 1e-6) / 10 ** digits).toFixed(digits);
}

/**
 * A result that is 0 in exact arithmetic: its rounding error becomes 0, anything larger stays. Not for measured values.
 *
 * @param scale size of the numbers that it was computed from: 1 for x̂ and y, σ for a mean of x
 */
export function zeroIfRounding(value: number, scale = 1): number {
  return Math.abs(value) < roundingLimit * scale ? 0 : value;
}

/**
 * A share of values: 0%, <0.1%, 0.7%, 47%, 99.3%, >99.9%, 100%. 0% and 100% only where they are exact.
 */
export function formatShare(part: number, total: number): string {
  if (!(total > 0) || part <= 0) {
    return "0%";
  }
  if (part >= total) {
    return "100%";
  }
  const percent = (100 * part) / total;
  if (percent < 0.1) {
    return "<0.1%";
  }
  if (percent > 99.9) {
    return ">99.9%";
  }
  const decimals = percent < 9.95 || percent > 99 ? 1 : 0;
  return `${percent.toFixed(decimals)}%`;
}

/** A count, grouped as the locale groups it: 1,797. */
export function formatCount(value: number): string {
  return value.toLocaleString();
}

/** All digits that a float64 has, for a hover. */
export function formatExact(value: number): string {
  return Number.isFinite(value) ? realMinus(String(value)) : formatNonFinite(value);
}

/** A value for the clipboard and for files: ASCII signs, NaN and Infinity as words. */
export function formatCopy(value: number): string {
  return String(value);
}

function formatNonFinite(value: number): string {
  return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : `${minus}∞`;
}

/** Decimals that leave so many significant digits, within 0 … maxDecimals. */
function decimalsFor(value: number, significantDigits: number, maxDecimals: number): number {
  const size = Math.abs(value);
  const integerDigits = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  return Math.max(0, Math.min(maxDecimals, significantDigits - integerDigits));
}

/** Significant digits that remain when a positive size is rounded to so many decimals. */
function keptDigits(size: number, decimals: number): number {
  const rounded = Math.round(size * 10 ** decimals);
  return rounded === 0 ? 0 : Math.floor(Math.log10(rounded)) + 1;
}

/** Whether a value is shown exactly (to float64's last digits) by so many decimals. */
function agrees(value: number, decimals: number): boolean {
  return Math.abs(Number(value.toFixed(decimals)) - value) <= Math.abs(value) * 1e-12;
}

function exponent(value: number, significantDigits: number): string {
  const [mantissa, power] = value.toExponential(significantDigits - 1).split("e");
  return realMinus(`${trimZeros(mantissa)}e${power.replace("+", "")}`);
}

function trimZeros(text: string): string {
  return /^[^e]*\.[^e]*$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

function realMinus(text: string): string {
  return text.replaceAll("-", minus);
}
