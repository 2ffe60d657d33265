import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import { DocumentError } from "../documentError.ts";
import { excerpt } from "../text/excerpt.ts";
import { positionAt } from "../text/textPosition.ts";

const escapable = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

/** Words that stand where a value may: JSON's own, and the three that Python's json module writes for floats. */
const words = ["null", "true", "false", "NaN", "Infinity", "-Infinity"] as const;
export type JsonWord = (typeof words)[number];

/** Steps over the tokens of JSON and JSONC, one position at a time. Numbers are left to `NumberScanner`. */
export class JsonScanner {
  readonly text: string;
  readonly codes: Uint8Array;
  position: number;
  /** Where the text to read ends; codes[end] is 0. */
  readonly end: number;

  constructor(text: string, codes: Uint8Array, start: number, end: number) {
    this.text = text;
    this.codes = codes;
    this.position = start;
    this.end = end;
  }

  /** Skips blanks, line ends and comments; the code of what comes then, 0 at the end. */
  skipSpace(): number {
    const { codes } = this;
    let position = this.position;
    for (;;) {
      const code = codes[position];
      if (code === character.space || (code <= 13 && code >= 9 && code !== 11 && code !== 12)) {
        position++;
      } else if (code === character.slash) {
        this.position = position;
        this.skipComment();
        position = this.position;
      } else {
        this.position = position;
        return code;
      }
    }
  }

  private skipComment(): void {
    const { text, position } = this;
    if (this.codes[position + 1] === character.slash) {
      let end = position + 2;
      while (end < this.end && this.codes[end] !== character.lineFeed && this.codes[end] !== character.carriageReturn) {
        end++;
      }
      this.position = end;
      return;
    }
    const close = this.codes[position + 1] === character.asterisk ? text.indexOf("*/", position + 2) : -1;
    if (close < 0 || close + 2 > this.end) {
      this.fail(t("a value, a comma or a bracket"));
    }
    this.position = close + 2;
  }

  /** Steps over the string whose quote is at `position`, checking its escapes. */
  skipString(): void {
    const { codes, position: start } = this;
    let position = start + 1;
    for (;;) {
      const code = codes[position];
      if (code === character.doubleQuote) {
        this.position = position + 1;
        return;
      }
      if (code === character.backslash) {
        position = this.skipEscape(position);
      } else if (code < character.space) {
        this.position = start;
        throw this.error("BROKEN_JSON", t("a string has no closing quote in its line"), start, position);
      } else {
        position++;
      }
    }
  }

  private skipEscape(position: number): number {
    const code = this.codes[position + 1];
    if (escapable.has(code)) {
      return position + 2;
    }
    if (code === 117 && /^[0-9a-f]{4}$/i.test(this.text.slice(position + 2, position + 6))) {
      return position + 6;
    }
    throw this.error(
      "BROKEN_JSON",
      t("a string has the escape {0}, which JSON does not know", this.text.slice(position, position + 2)),
      position,
      position + 2,
    );
  }

  /** Steps over an array or object that has been checked before. */
  skipNested(): void {
    let depth = 0;
    do {
      const code = this.skipSpace();
      if (code === character.doubleQuote) {
        this.skipString();
        continue;
      }
      depth += code === character.openBrace || code === character.openBracket ? 1 : 0;
      depth -= code === character.closeBrace || code === character.closeBracket ? 1 : 0;
      this.position++;
    } while (depth > 0);
  }

  /** Steps over a value of any kind that has been checked before. */
  skipValue(): void {
    const code = this.codes[this.position];
    if (code === character.doubleQuote) {
      this.skipString();
    } else if (code === character.openBrace || code === character.openBracket) {
      this.skipNested();
    } else {
      const scalar = /[^\s,\]}/]+/y;
      scalar.lastIndex = this.position;
      scalar.test(this.text);
      this.position = Math.max(this.position + 1, scalar.lastIndex);
    }
  }

  /** Steps over a word and returns it, or null where none stands. */
  takeWord(): JsonWord | null {
    const { text, position } = this;
    for (const word of words) {
      if (text.startsWith(word, position) && position + word.length <= this.end) {
        this.position = position + word.length;
        return word;
      }
    }
    return null;
  }

  /** Throws BROKEN_JSON: something else was expected at the present position. */
  fail(expected: string): never {
    const { text, position, end } = this;
    if (position >= end) {
      throw this.error("BROKEN_JSON", t("the text ends where {0} is expected", expected), Math.max(end - 1, 0), end);
    }
    if (this.codes[position] === 0) {
      throw this.error("BINARY", t("the text holds a NUL character: it is a binary file"), position, position + 1);
    }
    const token = /[^\s,\][{}:"]+|[^]/uy;
    token.lastIndex = position;
    const found = token.exec(text)?.[0] ?? text[position];
    throw this.error(
      "BROKEN_JSON",
      t("expected {0}, got {1}", expected, excerpt(found)),
      position,
      Math.min(position + found.length, end),
    );
  }

  /** An error that names the line and column of its place. */
  error(code: DocumentError["code"], message: string, start: number, end: number): DocumentError {
    const { line, column } = positionAt(this.codes, start);
    return new DocumentError(code, t("{0} (line {1}, column {2})", message, line, column), { start, end });
  }
}
