import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import { type PathNode, pathText } from "./jsonCandidate.ts";
import { JsonScanner } from "./jsonScanner.ts";
import { NumberList } from "../numbers/numberList.ts";
import { NumberScanner } from "../scanner/numberScanner.ts";
import type { Span } from "../types.ts";

/** A member of an object whose key is wanted: a number, a word or string, or a list of numbers. */
export interface NumericMember {
  /** Path of the object that holds it, "" for the root. */
  readonly container: string;
  readonly key: string;
  readonly keyPlace: Span;
  readonly place: Span;
  /** The list's numbers; the number itself where `isScalar`. NaN where the text says null. */
  readonly numbers: NumberList;
  readonly isScalar: boolean;
  /** The word or string that a scalar is: "null", "True", "0.001"; null for a number or a list. */
  readonly word: string | null;
  /** The first thing in the list that is no number; null where all of them are. */
  readonly unreadable: { readonly token: string; readonly place: Span } | null;
}

interface OpenContainer {
  readonly isArray: boolean;
  readonly path: PathNode | null;
  index: number;
}

/**
 * All members of a JSON text's objects, at any depth, whose key is wanted: numbers, words, and lists of numbers. A list
 * may have further axes of length 1, (1, C, 1, 1); of tensors with several axes nothing is said.
 *
 * @throws DocumentError BROKEN_JSON
 */
export function findMembers(text: string, codes: Uint8Array, isWanted: (key: string) => boolean): NumericMember[] {
  return new MemberFinder(text, codes, isWanted).run();
}

interface FoundValue {
  readonly end: number;
  readonly word?: string | null;
  readonly unreadable?: NumericMember["unreadable"];
}

/** Words that stand for a number, as Python and JavaScript write them, bare or in quotes; and numbers in quotes. */
const numberWord =
  /(?:[+-]?(?:NaN|nan|NAN|Infinity|infinity|inf|Inf|INF)|null|None)(?![\w"])|"\s*(?:[+-]?(?:nan|inf(?:inity)?|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|null|none)\s*"/iy;
const scalarWord = /true|false|null|"(?:[^"\\]|\\.)*"/iy;
const anyToken = /"(?:[^"\\]|\\.)*"|[^\s,\]]+/y;

/** Without quotes. */
function wordOf(token: string): string {
  return token.replace(/^"\s*|\s*"$/g, "");
}

/** NaN for null: a value that there is, and that is no number. */
function numberOf(word: string): number {
  const match = /^([+-]?)inf/i.exec(word);
  if (match !== null) return match[1] === "-" ? -Infinity : Infinity;
  return /^[+-]?[\d.]/.test(word) ? Number(word) : NaN;
}

class MemberFinder extends JsonScanner {
  private readonly isWanted: (key: string) => boolean;
  private readonly scanner: NumberScanner;
  private readonly found: NumericMember[] = [];
  private readonly open: OpenContainer[] = [];

  constructor(text: string, codes: Uint8Array, isWanted: (key: string) => boolean) {
    super(text, codes, 0, text.length);
    this.isWanted = isWanted;
    this.scanner = new NumberScanner(text, codes, "json", character.comma);
  }

  run(): NumericMember[] {
    for (;;) {
      const code = this.skipSpace();
      const container = this.open.at(-1);
      if (code === 0) {
        return this.found;
      } else if (code === character.closeBrace || code === character.closeBracket) {
        this.open.pop();
        this.position++;
      } else if (code === character.comma) {
        this.position++;
        if (container) {
          container.index++;
        }
      } else {
        this.readValue(container ? this.childPath(container) : null);
      }
    }
  }

  /** Path of the value that comes next; in an object, steps over its key. */
  private childPath(container: OpenContainer): PathNode {
    if (container.isArray) {
      return { parent: container.path, keyStart: 0, keyEnd: 0, index: container.index };
    }
    const keyStart = this.position;
    if (this.codes[keyStart] !== character.doubleQuote) {
      this.fail(t("a key in double quotes"));
    }
    this.skipString();
    const keyEnd = this.position;
    if (this.skipSpace() !== character.colon) {
      this.fail(t("a colon"));
    }
    this.position++;
    this.skipSpace();
    const key = JSON.parse(this.text.slice(keyStart, keyEnd)) as string;
    if (this.isWanted(key)) {
      this.readWanted(container, key, { start: keyStart, end: keyEnd });
    }
    return { parent: container.path, keyStart, keyEnd, index: -1 };
  }

  /** Collects the value, without moving on. */
  private readWanted(container: OpenContainer, key: string, keyPlace: Span): void {
    const start = this.position;
    const isScalar = this.codes[start] !== character.openBracket;
    const numbers = new NumberList(0, 16);
    const found = isScalar ? this.readScalar(numbers) : this.readList(numbers);
    this.position = start;
    if (found !== null) {
      const { end, word = null, unreadable = null } = found;
      const place = { start, end };
      const path = pathText(this.text, container.path);
      this.found.push({ container: path, key, keyPlace, place, numbers, isScalar, word, unreadable });
    }
  }

  private readScalar(numbers: NumberList): FoundValue | null {
    const end = this.readNumber(numbers);
    if (end >= 0) {
      const token = this.text.slice(this.position, end);
      return { end, word: /^-?\d/.test(token) ? null : wordOf(token) };
    }
    const word = this.matchAt(scalarWord);
    return word === null ? null : { end: this.position + word.length, word: wordOf(word) };
  }

  private readList(numbers: NumberList): FoundValue | null {
    const start = this.position;
    const list = this.readArray(numbers);
    if (list === "severalAxes") {
      return null;
    }
    if (list !== "unreadable") {
      return { end: this.position };
    }
    const token = this.matchAt(anyToken) ?? this.text.charAt(this.position);
    const place = { start: this.position, end: this.position + token.length };
    return { end: Math.max(place.end, start + 1), unreadable: { token, place } };
  }

  /** The end of a number, or of a word or string that stands for one; −1 where there is none. */
  private readNumber(numbers: NumberList): number {
    const end = this.scanner.scan(this.position);
    if (end >= 0) {
      numbers.push(this.scanner.value, this.position, end);
      return end;
    }
    const token = this.matchAt(numberWord);
    if (token === null) {
      return -1;
    }
    const behind = this.position + token.length;
    numbers.push(numberOf(wordOf(token)), this.position, behind);
    return behind;
  }

  /** Length of the array that begins here and of those in it: steps behind it. */
  private readArray(numbers: NumberList): number | "severalAxes" | "unreadable" {
    this.position++;
    const first = numbers.count;
    let numLists = 0;
    for (;;) {
      const code = this.skipSpace();
      if (code === character.closeBracket) {
        this.position++;
        return numbers.count - first;
      }
      if (code === character.comma) {
        this.position++;
        continue;
      }
      if (code === character.openBracket) {
        // A second list behind one of several numbers is a second axis.
        if (numLists > 0 && numbers.count - first > numLists) {
          return "severalAxes";
        }
        const inner = this.readArray(numbers);
        if (typeof inner === "string") {
          return inner;
        }
        numLists++;
        if (numLists > 1 && inner > 1) {
          return "severalAxes";
        }
        continue;
      }
      const before = numbers.count;
      const end = this.scanner.scanRun(numbers, this.position, Infinity);
      const next = numbers.count > before ? end : this.readNumber(numbers);
      if (next < 0) {
        return "unreadable";
      }
      this.position = next;
    }
  }

  /** What a sticky pattern matches at the position; null where it does not. */
  private matchAt(pattern: RegExp): string | null {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private readValue(path: PathNode | null): void {
    const code = this.codes[this.position];
    if (code === character.openBrace || code === character.openBracket) {
      this.open.push({ isArray: code === character.openBracket, path, index: 0 });
      this.position++;
    } else if (code === character.doubleQuote) {
      this.skipString();
    } else {
      const word = /[^\s,\]}[{":]+/y;
      word.lastIndex = this.position;
      if (!word.test(this.text)) {
        this.fail(t("a value"));
      }
      this.position = word.lastIndex;
    }
  }
}
