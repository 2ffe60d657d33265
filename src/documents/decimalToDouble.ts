/** The powers of ten that a double holds exactly. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** Splits a double in two halves of 26 bits whose products are exact (Veltkamp). */
const splitter = 2 ** 27 + 1;

/**
 * The double nearest to (high · 10^(digits − 9) + low) · 10^exponent, or −1 where this fast way cannot vouch for the
 * last bit and the caller has to ask `Number`. `high` holds the first nine significant digits, `low` the rest.
 *
 * 15 digits or fewer with a power of ten up to 22: both are exact doubles, so that one multiplication or division
 * rounds once (W. Clinger, How to read floating point numbers accurately, 1990). 16 to 18 digits: a division in
 * double-double arithmetic (T. Dekker, 1971), good to about 100 bits, whose last rounding is accepted only when an
 * error of 2⁻⁹⁰ either way would not change it.
 */
export function decimalToDouble(high: number, low: number, digits: number, exponent: number): number {
  if (exponent < -22 || exponent > 22 || digits > 18) {
    return -1;
  }
  if (digits <= 9) {
    return exponent < 0 ? high / powersOfTen[-exponent] : high * powersOfTen[exponent];
  }
  const shift = powersOfTen[digits - 9];
  if (digits <= 15) {
    const mantissa = high * shift + low;
    return exponent < 0 ? mantissa / powersOfTen[-exponent] : mantissa * powersOfTen[exponent];
  }
  return exponent > 0 ? -1 : divideExactly(high, shift, low, powersOfTen[-exponent]);
}

/** (high · shift + low) / divisor, correctly rounded, or −1 where it is too near to the middle of two doubles. */
function divideExactly(high: number, shift: number, low: number, divisor: number): number {
  // mantissa + mantissaError = high · shift + low, without any error: both factors have at most 30 bits.
  const product = high * shift;
  const productError = productRoundingError(high, shift, product);
  const tail = productError + low;
  const mantissa = product + tail;
  const mantissaError = tail - (mantissa - product);

  const quotient = mantissa / divisor;
  const back = quotient * divisor;
  const remainder = mantissa - back - productRoundingError(quotient, divisor, back) + mantissaError;
  const correction = remainder / divisor;

  const result = quotient + correction;
  const margin = quotient * 2 ** -90;
  return quotient + (correction - margin) === result && quotient + (correction + margin) === result ? result : -1;
}

/** a · b − product, exactly, where product is a · b rounded (Dekker). */
function productRoundingError(a: number, b: number, product: number): number {
  const aBig = splitter * a;
  const aHigh = aBig - (aBig - a);
  const aLow = a - aHigh;
  const bBig = splitter * b;
  const bHigh = bBig - (bBig - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
