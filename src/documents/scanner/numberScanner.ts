import { lengthOf } from "../text/characterCodes.ts";
import * as character from "../text/characters.ts";
import type { NumberList } from "../numbers/numberList.ts";
import { type RunText, runMemory } from "./runMemory.ts";

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
 * underscores, no words. Plain ones are read in runs, by the byte scanner.
 */
export class NumberScanner {
  /** The number that the last successful `scan` read. */
  value = 0;
  private readonly text: string;
  private readonly codes: Uint8Array;
  private readonly token: RegExp;
  private readonly runs: RunText;
  private readonly memory = runMemory();

  /**
   * @param format "json" is stricter: it refuses +1, 01, .5 and 1. In a table, the comma may be the decimal point
   * @param separator code of what stands between the numbers of a run
   */
  constructor(text: string, codes: Uint8Array, format: keyof typeof grammars, separator: number) {
    this.text = text;
    this.codes = codes;
    const { token, followers } = grammars[format];
    this.token = new RegExp(token);
    const follows = new Uint8Array(256);
    for (const code of [...followers, separator]) {
      follows[code] = 1;
    }
    this.runs = {
      codes,
      length: lengthOf(codes),
      isJson: format === "json",
      decimalPoint: format === "comma" ? character.comma : character.point,
      separator,
      followers: follows,
    };
  }

  /** Reads the longest number at `start` into `value` and returns the offset behind it, or −1 where none starts. */
  scan(start: number): number {
    const { memory } = this;
    if (memory) {
      const runEnd = memory.scanOne(this.runs, start);
      if (runEnd > start) {
        this.value = memory.value;
        return runEnd;
      }
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
   */
  scanRun(list: NumberList, start: number, max: number): number {
    return this.memory?.scanRun(this.runs, list, start, max) ?? start;
  }

  /**
   * The same for arrays of exactly `width` numbers, the first of which opens at `start`. Returns the offset behind the
   * last one, or `start`.
   *
   * @param joint code of what stands between two arrays; 0 for nothing but blanks
   */
  scanRows(list: NumberList, start: number, width: number, joint: number): number {
    return this.memory?.scanRows(this.runs, list, start, width, joint) ?? start;
  }

  /** The same for lines of exactly `width` numbers: returns the offset behind the last one's line end, or `start`. */
  scanLines(list: NumberList, start: number, width: number): number {
    return this.memory?.scanLines(this.runs, list, start, width) ?? start;
  }

  /** The number that the token from `start` to `end` writes. */
  convert(start: number, end: number): number {
    const token = this.text.slice(start, end);
    return Number(this.runs.decimalPoint === character.comma ? token.replace(",", ".") : token);
  }
}
