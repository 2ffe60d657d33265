const smallest = -342;
const largest = 308;
const entryBits = 128n;

/** Bytes of the table below. */
export const powersOfFiveBytes = (largest - smallest + 1) * 16;

/**
 * The first 128 bits of 5^q for q from −342 to 308, most significant word first: what a decimal number is multiplied by
 * to become a double. Negative powers are reciprocals, rounded up.
 *
 * **Source**: D. Lemire, Number parsing at a gigabyte per second, 2021, section 5 and appendix B.
 */
export function powersOfFive(): BigUint64Array {
  const table = new BigUint64Array((largest - smallest + 1) * 2);
  const word = (1n << 64n) - 1n;
  for (let power = smallest; power <= largest; power++) {
    const bits = power < 0 ? reciprocal(5n ** BigInt(-power), power) : leading(5n ** BigInt(power));
    const entry = (power - smallest) * 2;
    table[entry] = bits >> 64n;
    table[entry + 1] = bits & word;
  }
  return table;
}

/** A whole number as 128 bits of which the first is set; what does not fit is cut off. */
function leading(value: bigint): bigint {
  const length = BigInt(value.toString(2).length);
  return length > entryBits ? value >> (length - entryBits) : value << (entryBits - length);
}

function reciprocal(divisor: bigint, power: number): bigint {
  const length = BigInt((divisor - 1n).toString(2).length);
  const scale = power >= -27 ? length + entryBits - 1n : 2n * length + entryBits;
  return leading((1n << scale) / divisor + 1n);
}
