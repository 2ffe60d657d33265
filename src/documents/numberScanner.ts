import * as character from "./characters.ts";
import { powersOfTen, sumOfProducts } from "./splitPowers.ts";
import { NumberList } from "./numberList.ts";

const { zero, nine } = character;

/** Decimal digits that an accumulator of 32 bits holds. */
const digitsPerPart = 9;

/** Grammar of one number, and of what may stand behind it. */
interface NumberGrammar {
  readonly token: RegExp;
  readonly followers: readonly number[];
}

const grammars = {
  json: { token: /-?(?:0(?!\d)|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y, followers: [93, 125, 32, 10, 13, 9] },
  point: { token: /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y, followers: [10, 13, 0] },
  comma: { token: /[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?/y, followers: [10, 13, 0] },
} satisfies Record<string, NumberGrammar>;

/**
 * Reads decimal numbers out of character codes, exactly as `Number` does on the same token. No hexadecimal, no
 * underscores, no words.
 */
export class NumberScanner {
  /** The number that the last successful `scan` read. */
  value = 0;
  private readonly text: string;
  private readonly codes: Uint8Array;
  private readonly view: DataView;
  private readonly isJson: boolean;
  private readonly decimalPoint: number;
  private readonly token: RegExp;
  /** follows[code] is 1 where a number may end before that character. */
  private readonly follows = new Uint8Array(256);
  private readonly separator: number;
  /** What `scan` reads a single number into. */
  private readonly single = new NumberList(0, 1);

  /**
   * @param format "json" is stricter: it refuses +1, 01, .5 and 1. In a table, the comma may be the decimal point
   * @param separator code of what stands between the numbers of a run
   */
  constructor(text: string, codes: Uint8Array, format: keyof typeof grammars, separator: number) {
    this.text = text;
    this.codes = codes;
    this.view = new DataView(codes.buffer, codes.byteOffset, codes.byteLength);
    this.isJson = format === "json";
    this.decimalPoint = format === "comma" ? character.comma : 46;
    this.token = new RegExp(grammars[format].token);
    this.separator = separator;
    for (const code of [...grammars[format].followers, separator]) {
      this.follows[code] = 1;
    }
  }

  /** Reads the longest number at `start` into `value` and returns the offset behind it, or −1 where none starts. */
  scan(start: number): number {
    const { single } = this;
    single.count = 0;
    const runEnd = this.scanRun(single, start, 1);
    if (single.count === 1) {
      this.value = single.values[0];
      return runEnd;
    }
    this.token.lastIndex = start;
    const match = this.token.exec(this.text);
    if (match === null || this.codes[start] === 0) {
      return -1;
    }
    const end = start + match[0].length;
    this.value = this.convert(start, end);
    return end;
  }

  /**
   * Appends numbers to `list` from `start` on as long as separators (with blanks behind them; in JSON line ends too)
   * lead from one to the next, at most `max` of them. Returns the offset behind the last, or `start` where it read
   * none. It may stop early: whatever is not plain digits is for `scan`, and for the caller, to judge.
   *
   * This is where a large file's time goes: four digits at a time where there are as many, no object and no call per
   * number, and a double without rounding twice from 19 digits (see splitPowers.ts).
   */
  scanRun(list: NumberList, start: number, max: number): number {
    const { codes, view, isJson, decimalPoint, follows, separator } = this;
    let { values, starts, ends, count } = list;
    const last = Math.min(count + max, 0x7fff_ffff) | 0;
    let position = start;
    let end = start;
    while (count < last) {
      const tokenStart = position;
      let code = codes[position];
      const isNegative = code === character.minus;
      if (isNegative) {
        code = codes[++position];
      }

      // 1. Digits before the point, at most nine: the accumulator `high`.
      if (code < zero || code > nine) {
        break;
      }
      let high = code - zero;
      const digitsStart = position;
      code = codes[++position];
      while (code >= zero && code <= nine) {
        high = (Math.imul(high, 10) + code - zero) | 0;
        code = codes[++position];
      }
      let digits = position - digitsStart;
      if (digits > digitsPerPart || (isJson && digits > 1 && codes[digitsStart] === zero)) {
        break;
      }
      let value = high;

      // 2. Digits behind it: `high` takes up to nine in all, then `low` up to ten.
      let fractionDigits = 0;
      let low = 0;
      let lowDigits = 0;
      if (code === decimalPoint) {
        const fractionStart = ++position;
        if (high === 0) {
          digits = 0;
          while (codes[position] === zero) {
            position++;
          }
        }
        if (digits <= digitsPerPart - 4) {
          let four = view.getInt32(position, true);
          if (areFourDigits(four)) {
            high = (Math.imul(high, 10_000) + fourDigits(four)) | 0;
            position += 4;
            digits += 4;
            four = view.getInt32(position, true);
            if (digits <= digitsPerPart - 4 && areFourDigits(four)) {
              high = (Math.imul(high, 10_000) + fourDigits(four)) | 0;
              position += 4;
              digits += 4;
              four = view.getInt32(position, true);
              const nextFour = view.getInt32(position + 4, true);
              if (areEightDigits(four, nextFour)) {
                low = (Math.imul(fourDigits(four), 10_000) + fourDigits(nextFour)) | 0;
                lowDigits = 8;
                position += 8;
              }
            }
          }
        }
        code = codes[position];
        if (lowDigits === 0) {
          const highEnd = position + digitsPerPart - digits;
          while (code >= zero && code <= nine && position < highEnd) {
            high = (Math.imul(high, 10) + code - zero) | 0;
            code = codes[++position];
          }
        } else {
          // Doubles have 16 or 17 digits, as luck has it: one more or none, without a branch to guess.
          const step = (((code - zero) | (nine - code)) >> 31) + 1;
          low += (low * 9 + code - zero) * step;
          lowDigits += step;
          position += step;
          code = codes[position];
        }
        while (code >= zero && code <= nine && lowDigits < 10) {
          low = low * 10 + code - zero;
          lowDigits++;
          code = codes[++position];
        }
        fractionDigits = position - fractionStart;
        if (fractionDigits === 0 || fractionDigits > 22) {
          break; // 1. is no JSON; the other is rare
        }
        value = high / powersOfTen[fractionDigits]; // both exact: one rounding, the right one
      }

      // 3. An exponent, and more digits than one division can take exactly.
      if (lowDigits > 0 || code === 101 || code === 69) {
        let exponent = 0;
        if (code === 101 || code === 69) {
          code = codes[++position];
          const isDivision = code === character.minus;
          if (isDivision || code === 43) {
            code = codes[++position];
          }
          const exponentStart = position;
          while (code >= zero && code <= nine && position < exponentStart + 4) {
            exponent = exponent * 10 + code - zero;
            code = codes[++position];
          }
          if (position === exponentStart) {
            break;
          }
          exponent = isDivision ? -exponent : exponent;
        }
        exponent -= fractionDigits;
        if (lowDigits === 0 && exponent >= -22 && exponent <= 22) {
          value = exponent < 0 ? high / powersOfTen[-exponent] : high * powersOfTen[exponent];
        } else {
          value = sumOfProducts(high, low, lowDigits, exponent);
        }
        if (value < 0) {
          if (follows[code] === 0) {
            break;
          }
          value = this.convert(isNegative ? tokenStart + 1 : tokenStart, position);
        }
      }
      if (code !== separator && follows[code] === 0) {
        break;
      }

      // 4. It is complete.
      if (count === values.length) {
        list.count = count;
        list.reserve(position);
        ({ values, starts, ends } = list);
      }
      values[count] = isNegative ? -value : value;
      starts[count] = tokenStart;
      ends[count] = position;
      count++;
      end = position;
      if (code !== separator) {
        break;
      }
      code = codes[++position];
      while (code <= 32 && (code === 32 || (isJson && (code === 10 || code === 13 || code === 9)))) {
        code = codes[++position];
      }
    }
    list.count = count;
    return end;
  }

  /** The number that the token from `start` to `end` writes. */
  convert(start: number, end: number): number {
    const token = this.text.slice(start, end);
    return Number(this.decimalPoint === character.comma ? token.replace(",", ".") : token);
  }
}

/** Whether the four bytes of a word are ASCII digits. */
function areFourDigits(word: number): boolean {
  return ((word & 0xf0f0f0f0) | (((word + 0x06060606) & 0xf0f0f0f0) >>> 4)) === 0x33333333;
}

/** The same of two words at once. */
function areEightDigits(first: number, second: number): boolean {
  const firstZones = (first & 0xf0f0f0f0) | (((first + 0x06060606) & 0xf0f0f0f0) >>> 4);
  const secondZones = (second & 0xf0f0f0f0) | (((second + 0x06060606) & 0xf0f0f0f0) >>> 4);
  return ((firstZones ^ 0x33333333) | (secondZones ^ 0x33333333)) === 0;
}

/** The number that four ASCII digits write, the first in the lowest byte: pairs of digits first, then the two pairs. */
function fourDigits(word: number): number {
  const digits = word & 0x0f0f0f0f;
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff;
  return (Math.imul(pairs, 100) + (pairs >>> 16)) & 0xffff;
}
