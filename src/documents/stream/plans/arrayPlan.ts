import { t } from "@vscode/l10n";
import { characterCodes } from "../../text/characterCodes.ts";
import * as character from "../../text/characters.ts";
import { DocumentError } from "../../documentError.ts";
import { JsonScanner } from "../../json/jsonScanner.ts";
import { NumberScanner } from "../../scanner/numberScanner.ts";
import { countLineEnds } from "../../text/textPosition.ts";
import type { FileHead, FilePlan } from "./filePlan.ts";
import { planRecords } from "./recordPlan.ts";
import { maxRank } from "./rowPlan.ts";

/** An array of numbers, or of nested arrays of them, in the head of a file. */
interface FoundArray {
  /** Behind its bracket. */
  readonly start: number;
  /** Behind its last bracket; null where the head ends first. */
  readonly end: number | null;
  /** Axes of its first sample. */
  readonly lengths: readonly number[];
  readonly path: string;
}

/**
 * How a JSON text, or JSON Lines, is read: the array of numbers that goes on beyond the head, or the largest in it.
 *
 * @param path the one to read, where there are several
 * @returns null where the head has to be longer to tell
 * @throws DocumentError NO_NUMBERS, BROKEN_JSON, UNSUPPORTED, TOO_DEEP
 */
export function planArray(head: FileHead, languageId: string, path?: string): FilePlan | null {
  const finder = new ArrayFinder(head);
  try {
    if (languageId === "jsonl") {
      const first = finder.firstRecord(true);
      return first === null ? finder.planLines() : planRecords(head, first.start, true);
    }
    const firstRecord = finder.firstRecord();
    if (firstRecord !== null) return planRecords(head, firstRecord.start, firstRecord.isLines);
    const arrays = finder.findArrays();
    const [first] = arrays;
    // One small array behind the other is JSON Lines by another name.
    if (arrays.length > 1 && arrays.every(({ path }) => path === "")) return new ArrayFinder(head).planLines();
    const endless = arrays.find(({ end }) => end === null);
    const largest = arrays.reduce((best, other) => (sizeOf(other) > sizeOf(best) ? other : best), first);
    if (endless === undefined && !head.isWhole) return null;
    if (arrays.length === 0) throw new DocumentError("NO_NUMBERS", t("the file holds no array of numbers"));
    const wanted = path === undefined ? undefined : arrays.find((array) => array.path === path);
    if (path !== undefined && wanted === undefined) {
      if (!head.isWhole && endless === undefined) return null;
      throw new DocumentError(
        "NO_NUMBERS",
        t("the first {0} MB hold no array {1}", Math.ceil(head.text.length / 1e6), path),
      );
    }
    return finder.plan(wanted ?? endless ?? largest, false, arrays);
  } catch (error) {
    if (error instanceof HeadEnds) {
      if (!head.isWhole) return null;
      throw new DocumentError(
        "BROKEN_JSON",
        t("the text ends where {0} is expected", t("a value, a comma or a bracket")),
      );
    }
    throw error;
  }
}

/** Arrays that are measured one inside the other: no stack holds 100,000. */
const maxMeasured = 1000;

function sizeOf({ start, end }: FoundArray): number {
  return (end ?? Infinity) - start;
}

/** Thrown where the head ends inside what is being read. */
class HeadEnds extends Error {}

/** Walks over the tokens of a head. */
class ArrayFinder extends JsonScanner {
  readonly #head: FileHead;
  readonly #numbers: NumberScanner;

  constructor(head: FileHead) {
    const codes = characterCodes(head.text);
    super(head.text, codes, 0, head.text.length);
    this.#head = head;
    this.#numbers = new NumberScanner(head.text, codes, "json", character.comma);
  }

  /** The first object where the text is a list of them: of an array, or one a line. */
  firstRecord(areLines = false): { start: number; isLines: boolean } | null {
    const code = this.skipSpace();
    const start = this.position;
    let isLines = true;
    if (code === character.openBracket) {
      this.position++;
      isLines = false;
    }
    const first = this.skipSpace() === character.openBrace ? this.position : null;
    this.position = start;
    if (first === null) return null;
    // A single object holds arrays by name; of several, each is a record.
    return isLines && !areLines && !/\}\s*\n\s*\{/.test(this.text) ? null : { start: first, isLines };
  }

  /** The arrays of numbers, in order, none inside another; the last may go on behind the head. */
  findArrays(): FoundArray[] {
    const found: FoundArray[] = [];
    const steps: { isObject: boolean; step: string; index: number }[] = [];
    for (;;) {
      const code = this.skipSpace();
      if (this.position >= this.end) {
        if (this.#head.isWhole && steps.length > 0) throw new HeadEnds();
        return found;
      }
      const parent = steps.at(-1);
      if (code === character.openBracket) {
        const path = pathOf(steps);
        const lengths = this.#measureFirst();
        if (lengths === null) {
          this.position++;
          steps.push({ isObject: false, step: "", index: 0 });
          continue;
        }
        const start = this.position + 1;
        const end = this.#skipNested();
        found.push({ start, end, lengths, path });
        if (end === null) return found;
      } else if (code === character.openBrace) {
        this.position++;
        steps.push({ isObject: true, step: "", index: 0 });
      } else if (code === character.closeBracket || code === character.closeBrace) {
        this.position++;
        steps.pop();
      } else if (code === character.comma) {
        this.position++;
        if (parent) parent.index++;
      } else if (code === character.doubleQuote) {
        const start = this.position;
        this.#skipText();
        const token = this.text.slice(start, this.position);
        if (parent?.isObject === true && this.skipSpace() === character.colon) {
          this.position++;
          parent.step = keyStep(JSON.parse(token) as string);
        }
      } else {
        this.#skipScalar();
      }
    }
  }

  /** JSON Lines: every line is a sample. */
  planLines(): FilePlan {
    const code = this.skipSpace();
    const start = this.position;
    const lengths = code === character.openBracket ? this.#measure() : [];
    if (lengths === null) throw new DocumentError("NO_NUMBERS", t("the first line holds no numbers"));
    return this.plan({ start, end: null, lengths, path: "" }, true);
  }

  plan({ start, lengths, path }: FoundArray, isLines: boolean, arrays: readonly FoundArray[] = []): FilePlan {
    if (lengths.length + 1 > maxRank) {
      throw tooDeep(lengths.length + 1);
    }
    const numFeatures = lengths.length === 0 ? 1 : lengths[0];
    const line = countLineEnds(this.codes, 0, start) + 1;
    return {
      format: "json",
      rows: { kind: "array", lengths, isLines },
      lengths,
      names: Array.from({ length: numFeatures }, (_, c) => t("Feature {0}", c + 1)),
      columns: null,
      dataStart: new TextEncoder().encode(this.text.slice(0, start)).length,
      dataLine: line,
      widthLine: line,
      path,
      arrays: arrays.length > 1 ? arrays.map((array) => ({ path: array.path, shape: [0, ...array.lengths] })) : [],
      notices: [],
    };
  }

  /** The axes of the first element of the array at the position, if it is numbers all the way down; else null. */
  #measureFirst(): number[] | null {
    const start = this.position++;
    const code = this.skipSpace();
    const lengths = code === character.openBracket ? this.#measure() : this.#skipNumber() ? [] : null;
    this.position = start;
    return lengths;
  }

  /** The axes of the array at the position, which is stepped over; null where it holds anything but numbers. */
  #measure(depth = 1): number[] | null {
    if (depth > maxMeasured) throw tooDeep(depth);
    this.position++;
    let inner: number[] | null = null;
    let count = 0;
    for (;;) {
      const code = this.skipSpace();
      this.#checkEnd();
      if (code === character.comma) {
        this.position++;
      } else if (code === character.closeBracket) {
        this.position++;
        return count === 0 ? null : [count, ...(inner ?? [])];
      } else if (code === character.openBracket) {
        const lengths = this.#measure(depth + 1);
        if (lengths === null) return null;
        inner ??= lengths;
        count++;
      } else if (this.#skipNumber()) {
        count++;
      } else {
        return null;
      }
    }
  }

  #skipNumber(): boolean {
    const end = this.#numbers.scan(this.position);
    if (end < 0) {
      const word = this.takeWord();
      this.#checkEnd();
      return word !== null && word !== "true" && word !== "false";
    }
    this.position = end;
    this.#checkEnd();
    return true;
  }

  /** Steps over the array at the position; null where the head ends first. */
  #skipNested(): number | null {
    const bracket = /[[\]]/g; // an array of numbers holds no strings
    bracket.lastIndex = this.position;
    let depth = 0;
    for (let match = bracket.exec(this.text); match; match = bracket.exec(this.text)) {
      depth += match[0] === "[" ? 1 : -1;
      if (depth === 0) {
        this.position = match.index + 1;
        return this.position;
      }
    }
    return null;
  }

  #skipText(): void {
    try {
      this.skipString();
    } catch (error) {
      this.position = Math.max(this.position, this.end - 1);
      if (!this.#head.isWhole) throw new HeadEnds();
      throw error;
    }
  }

  #skipScalar(): void {
    if (this.codes[this.position] === character.colon) this.position++;
    else if (!this.#skipNumber() && this.takeWord() === null) this.fail(t("a value, a comma or a bracket"));
  }

  #checkEnd(): void {
    if (this.position >= this.end) throw new HeadEnds();
  }
}

function tooDeep(rank: number): DocumentError {
  return new DocumentError(
    "TOO_DEEP",
    t("a tensor requires at most {0} nested arrays (N, C, D, H, W), got {1}", maxRank, rank),
  );
}

function keyStep(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function pathOf(steps: readonly { isObject: boolean; step: string; index: number }[]): string {
  return steps
    .map(({ isObject, step, index }) => (isObject ? step : `[${index}]`))
    .join("")
    .replace(/^\./, "");
}
