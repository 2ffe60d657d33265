import { decimalPoint } from "./state";

// Powers of ten for the digits behind the point, all exact.
const powersOfTen: StaticArray<f64> = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/**
 * Reads the number that starts at `start`, eight characters at a time, and stores it at `target`: sign, 1 to 7 digits,
 * and a point with digits behind it, 15 in all at most, so that one division gives the nearest double. Returns the
 * address behind it; 0 where the number is written in another way, or not one.
 *
 * Source: D. Lemire, Quickly parsing eight digits, 2022.
 */
@inline
export function storePlainNumber(start: usize, target: usize): usize {
  const negative = load<u8>(start) === 45;
  const first = start + (negative ? 1 : 0);
  const word = load<u64>(first) ^ 0x3030_3030_3030_3030;
  let others = nonDigits(word);
  const numWhole = ctz(others) >>> 3;
  if (numWhole - 1 >= 7) return 0;
  if (numWhole > 1 && (word & 0xff) === 0) return 0; // JSON has no 01
  let end = first + (numWhole as usize);
  let mantissa: u64 = 0;
  let numFraction: u64 = 0;
  if ((((word >>> (numWhole << 3)) & 0xff) as u32) === (decimalPoint ^ 48)) {
    others &= others - 1;
    const length = ctz(others) >>> 3;
    numFraction = length - 1 - numWhole;
    if (numFraction === 0) return 0; // JSON has no 1.
    const whole = ((1 as u64) << (numWhole << 3)) - 1;
    mantissa = eightDigits(((word & whole) | ((word >>> 8) & ~whole)) << ((9 - length) << 3));
    end = first + (length as usize);
    if (length === 8) {
      const rest = load<u64>(end) ^ 0x3030_3030_3030_3030;
      const numRest = ctz(nonDigits(rest)) >>> 3;
      if (numRest === 8) return 0;
      if (numRest > 0) {
        const scale = unchecked(powersOfTen[numRest as i32]) as u64;
        mantissa = mantissa * scale + eightDigits(rest << ((8 - numRest) << 3));
        numFraction += numRest;
        end += numRest as usize;
      }
    }
  } else {
    mantissa = eightDigits(word << ((8 - numWhole) << 3));
  }
  if (((load<u8>(end) as u32) | 32) === 101) return 0;
  const magnitude = (mantissa as f64) / unchecked(powersOfTen[numFraction as i32]);
  store<f64>(target, negative ? -magnitude : magnitude);
  return end;
}

/** The highest bit of every byte that is not 0 to 9. */
@inline
export function nonDigits(word: u64): u64 {
  return (((word & 0x7f7f_7f7f_7f7f_7f7f) + 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080;
}

/** The number whose eight digits are the bytes of a word, the first one lowest. */
@inline
export function eightDigits(word: u64): u64 {
  const pairs = word * 10 + (word >>> 8);
  const low = (pairs & 0x0000_00ff_0000_00ff) * 0x000f_4240_0000_0064;
  const high = ((pairs >>> 16) & 0x0000_00ff_0000_00ff) * 0x0000_2710_0000_0001;
  return (low + high) >>> 32;
}
