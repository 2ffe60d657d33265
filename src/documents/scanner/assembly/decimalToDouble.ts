import { powersOfFive } from "./state";

// The powers of ten that a double holds exactly.
const powersOfTen: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

/**
 * The double nearest to mantissa · 10^exponent, or −1 where this way cannot vouch for the last bit.
 *
 * Mantissas of 15 digits with powers up to 22 are one exact operation (W. Clinger, 1990); the others go through a product
 * with 128 bits of the power of five (D. Lemire, Number parsing at a gigabyte per second, 2021). Some with 16 digits could
 * take the first way, but in a file of doubles they alternate with those that cannot, which a processor cannot foresee.
 */
export function decimalToDouble(mantissa: u64, exponent: i32): f64 {
  if (mantissa < 1_000_000_000_000_000 && exponent >= -22 && exponent <= 22) {
    const exact = mantissa as i64 as f64; // converting a signed number is one instruction
    return exponent < 0 ? exact / unchecked(powersOfTen[-exponent]) : exact * unchecked(powersOfTen[exponent]);
  }
  if (mantissa === 0 || exponent < -342) return 0;
  if (exponent > 308) return Infinity;
  return throughProduct(mantissa, exponent);
}

function throughProduct(mantissa: u64, exponent: i32): f64 {
  const zeros = clz(mantissa) as i32;
  const normalized = mantissa << zeros;
  const entry = powersOfFive + ((exponent + 342) << 4);
  const factor = load<u64>(entry);
  let high = highProduct(normalized, factor);
  let low = normalized * factor;
  if ((high & 0x1ff) === 0x1ff) {
    // Nine bits below those that count are all ones: the second half of the power can carry into them.
    const carry = highProduct(normalized, load<u64>(entry + 8));
    low += carry;
    if (low < carry) high++;
  }
  if (low === u64.MAX_VALUE && (exponent < -27 || exponent > 55)) return -1;

  const upper = (high >>> 63) as i32;
  const shift = upper + 9;
  let bits = high >>> shift;
  let power = (((152170 + 65536) * exponent) >> 16) + 63 + upper - zeros + 1023;
  if (power <= 0) {
    if (1 - power >= 64) return 0;
    bits >>>= 1 - power;
    bits += bits & 1;
    bits >>>= 1;
    return reinterpret<f64>(bits); // subnormal, or the smallest normal number
  }
  if (low <= 1 && exponent >= -4 && exponent <= 23 && (bits & 3) === 1 && bits << shift === high) {
    bits &= ~(1 as u64); // exactly in the middle: to the even one
  }
  bits += bits & 1;
  bits >>>= 1;
  if (bits >= (1 as u64) << 53) {
    bits = (1 as u64) << 52;
    power++;
  }
  if (power >= 0x7ff) return Infinity;
  return reinterpret<f64>((bits & ~((1 as u64) << 52)) | ((power as u64) << 52));
}

/** The upper 64 bits of a product of two 64-bit numbers. */
function highProduct(a: u64, b: u64): u64 {
  const aLow = a & 0xffff_ffff;
  const aHigh = a >>> 32;
  const bLow = b & 0xffff_ffff;
  const bHigh = b >>> 32;
  const lowHigh = aLow * bHigh;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 32);
  const carried = lowHigh + (middle & 0xffff_ffff);
  return aHigh * bHigh + (middle >>> 32) + (carried >>> 32);
}
