import { decimalToDouble } from "./decimalToDouble.ts";

const minus = 45;
const plus = 43;
const zero = 48;
const nine = 57;
const upperE = 69;
const lowerE = 101;

/** Decimal digits that one accumulator holds: 999,999,999 still fits in 32 bits. */
const digitsPerPart = 9;

/**
 * Reads decimal numbers out of character codes, exactly as `Number` does on the same token: sign, digits, a decimal
 * point (or comma), an exponent. No hexadecimal, no underscores, no words.
 */
export class NumberScanner {
  /** The number that the last successful `scan` read. */
  value = 0;
  private readonly codes: Uint8Array;
  private readonly text: string;
  private readonly isJson: boolean;
  private readonly decimalPoint: number;

  /**
   * @param grammar "json" refuses what JSON does: +1, 01, .5 and 1.
   * @param decimalPoint code of the character between units and tenths: 46 ".", or 44 ","
   */
  constructor(text: string, codes: Uint8Array, grammar: "json" | "table", decimalPoint = 46) {
    this.text = text;
    this.codes = codes;
    this.isJson = grammar === "json";
    this.decimalPoint = decimalPoint;
  }

  /**
   * Reads the number that starts at `start` and returns the offset behind it, or −1 where none starts. It takes the
   * longest number: whether what follows may follow is the caller's business.
   */
  scan(start: number): number {
    const { codes, decimalPoint } = this;
    let position = start;
    let code = codes[position];
    const negative = code === minus;
    if (negative || code === plus) {
      code = codes[++position];
    }
    // Digits without their leading zeros go to `high` (the first nine), then to `low` (the next nine).
    let high = 0;
    let low = 0;
    let digits = 0;
    let fractionDigits = 0;
    const integerStart = position;
    while (code >= zero && code <= nine) {
      if (digits < digitsPerPart) {
        high = (Math.imul(high, 10) + code - zero) | 0;
        digits += high === 0 ? 0 : 1;
      } else {
        low = (Math.imul(low, 10) + code - zero) | 0; // beyond 18 digits it is not used
        digits++;
      }
      code = codes[++position];
    }
    const integerDigits = position - integerStart;
    let hasFraction = true;
    if (code === decimalPoint) {
      const fractionStart = position + 1;
      code = codes[++position];
      while (code >= zero && code <= nine) {
        if (digits < digitsPerPart) {
          high = (Math.imul(high, 10) + code - zero) | 0;
          digits += high === 0 ? 0 : 1;
        } else {
          low = (Math.imul(low, 10) + code - zero) | 0;
          digits++;
        }
        code = codes[++position];
      }
      fractionDigits = position - fractionStart;
      hasFraction = fractionDigits > 0;
    }
    if (integerDigits + fractionDigits === 0) {
      return -1;
    }
    if (this.isJson && !(hasFraction && this.isJsonInteger(start, integerStart, integerDigits))) {
      return -1;
    }
    let exponent = -fractionDigits;
    if (code === lowerE || code === upperE) {
      const end = this.scanExponent(position);
      if (end > 0) {
        position = end;
        exponent += this.value;
      }
    }
    const magnitude = decimalToDouble(high, low, digits, exponent);
    if (magnitude >= 0) {
      this.value = negative ? -magnitude : magnitude;
    } else {
      this.value = this.convertSlowly(start, position);
    }
    return position;
  }

  private isJsonInteger(start: number, integerStart: number, integerDigits: number): boolean {
    const { codes } = this;
    return (
      (integerDigits === 1 || (integerDigits > 1 && codes[integerStart] !== zero)) &&
      (integerStart === start || codes[start] === minus)
    );
  }

  /** Leaves the exponent in `value`; −1 where "e" begins no exponent. */
  private scanExponent(start: number): number {
    const { codes } = this;
    let position = start + 1;
    const negative = codes[position] === minus;
    if (negative || codes[position] === plus) {
      position++;
    }
    const digitsStart = position;
    let exponent = 0;
    for (let code = codes[position]; code >= zero && code <= nine; code = codes[++position]) {
      exponent = Math.min(exponent * 10 + code - zero, 1e6);
    }
    this.value = negative ? -exponent : exponent;
    return position > digitsStart ? position : -1;
  }

  private convertSlowly(start: number, end: number): number {
    const token = this.text.slice(start, end);
    return Number(this.decimalPoint === 46 ? token : token.replace(",", "."));
  }
}
