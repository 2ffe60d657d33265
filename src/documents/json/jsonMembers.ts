import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import { type PathNode, pathText } from "./jsonCandidate.ts";
import { JsonScanner } from "./jsonScanner.ts";
import { NumberList } from "../numbers/numberList.ts";
import { NumberScanner } from "../scanner/numberScanner.ts";
import type { Span } from "../types.ts";

/** A member of an object: a number, or an array of numbers of rank 1. */
export interface NumericMember {
  /** Path of the object that holds it, "" for the root. */
  readonly container: string;
  readonly key: string;
  readonly keyPlace: Span;
  readonly place: Span;
  /** The array's numbers; the number itself where `isScalar`. */
  readonly numbers: NumberList;
  readonly isScalar: boolean;
}

interface OpenContainer {
  readonly isArray: boolean;
  readonly path: PathNode | null;
  index: number;
}

/**
 * All members of a JSON text's objects, at any depth, that are a number or an array of numbers and whose key is wanted.
 *
 * @throws DocumentError BROKEN_JSON
 */
export function findMembers(text: string, codes: Uint8Array, isWanted: (key: string) => boolean): NumericMember[] {
  return new MemberFinder(text, codes, isWanted).run();
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
    const end = isScalar ? this.readNumber(numbers) : this.readArray(numbers);
    this.position = start;
    if (end >= 0) {
      const place = { start, end };
      this.found.push({ container: pathText(this.text, container.path), key, keyPlace, place, numbers, isScalar });
    }
  }

  private readNumber(numbers: NumberList): number {
    const end = this.scanner.scan(this.position);
    if (end >= 0) {
      numbers.push(this.scanner.value, this.position, end);
    }
    return end;
  }

  /** The end of an array of numbers, −1 where it holds anything else. */
  private readArray(numbers: NumberList): number {
    this.position++;
    for (;;) {
      const code = this.skipSpace();
      if (code === character.closeBracket) {
        return this.position + 1;
      }
      if (code === character.comma) {
        this.position++;
        continue;
      }
      const before = numbers.count;
      const end = this.scanner.scanRun(numbers, this.position, Infinity);
      this.position = numbers.count > before ? end : this.readNumber(numbers);
      if (this.position < 0) {
        return -1;
      }
    }
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
