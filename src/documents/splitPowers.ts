/** Exponents of the powers of ten that are kept in pieces. */
const lowest = -60;
const highest = 40;

/** Powers of ten that a double holds exactly: 10⁰ … 10²². */
export const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** 10^e ≈ upper + middle + rest with 23, 23 and 53 bits: good to 99 bits. Index 0 is 10^lowest. */
const upper = new Float64Array(highest - lowest + 1);
const middle = new Float64Array(upper.length);
const rest = new Float64Array(upper.length);

for (let exponent = lowest; exponent <= highest; exponent++) {
  const power = 10n ** BigInt(Math.abs(exponent));
  let fraction: Fraction = exponent < 0 ? { numerator: 1n, denominator: power } : { numerator: power, denominator: 1n };
  for (const [pieces, bits] of [
    [upper, 23],
    [middle, 23],
    [rest, 53],
  ] as const) {
    const { piece, remainder } = takeBits(fraction, bits);
    pieces[exponent - lowest] = piece;
    fraction = remainder;
  }
}

/**
 * The double nearest to (high · 10^lowDigits + low) · 10^exponent, or −1 where this fast way cannot vouch for the last
 * bit and the caller has to ask `Number`: about one in 100,000 numbers with 17 digits.
 *
 * high · upper is exact (30 + 23 bits), and so is high · middle; the other terms are below 2⁻²² of it, so that what they
 * and their sum lose in rounding is below 2⁻⁷² of the result. The last rounding counts only where an error of 2⁻⁷⁰ either way would not change it.
 *
 * @param high 10⁷ … 10⁹ − 1: the first eight or nine digits
 * @param low 0 … 10^lowDigits − 1, lowDigits at most 10
 */
export function sumOfProducts(high: number, low: number, lowDigits: number, exponent: number): number {
  const h = exponent + lowDigits - lowest;
  const l = exponent - lowest;
  if (l < 0 || h >= upper.length || high < 1e7) {
    return -1;
  }
  const main = high * upper[h];
  const tail = high * rest[h] + low * (middle[l] + rest[l]) + low * upper[l] + high * middle[h];
  const margin = main * 2 ** -70;
  const result = main + (tail - margin);
  return result === main + (tail + margin) ? result : -1;
}

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** The first `bits` bits of a fraction as a double, and what remains. */
function takeBits({ numerator, denominator }: Fraction, bits: number): { piece: number; remainder: Fraction } {
  if (numerator === 0n) {
    return { piece: 0, remainder: { numerator, denominator } };
  }
  let shift = bits - bitLength(numerator) + bitLength(denominator);
  if (bitLength(shifted(numerator, shift) / shifted(denominator, -shift)) > bits) {
    shift--;
  }
  const scaledNumerator = shifted(numerator, shift);
  const scaledDenominator = shifted(denominator, -shift);
  const quotient = scaledNumerator / scaledDenominator;
  return {
    piece: Number(quotient) * 2 ** -shift,
    remainder: {
      numerator: scaledNumerator - quotient * scaledDenominator,
      denominator: shifted(denominator, shift),
    },
  };
}

function shifted(value: bigint, bits: number): bigint {
  return bits > 0 ? value << BigInt(bits) : value;
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}
