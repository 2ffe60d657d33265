import { t } from "@vscode/l10n";
import * as character from "../text/characters.ts";
import type { JsonCandidate } from "./jsonCandidate.ts";
import { JsonScanner } from "./jsonScanner.ts";
import { JsonTensorFinder } from "./jsonTensorFinder.ts";
import { isMissingText } from "../text/missingValues.ts";
import { NumberList } from "../numbers/numberList.ts";
import { quotedNumber } from "./tables/quotedNumber.ts";
import { NumberScanner } from "../scanner/numberScanner.ts";

/** What stands at the top of a text: one value, values one after the other, without commas or with, or a piece of an array. */
export type JsonRoot = "document" | "lines" | "commaLines" | "fragment";

/** Every number in arrays, in document order, and the parts of the document that are tensors. */
export interface JsonOutline {
  readonly numbers: NumberList;
  /** Whether any of them stands in quotes. */
  readonly hasQuoted: boolean;
  /** In the order in which they end; a candidate inside another comes before it. */
  readonly candidates: readonly JsonCandidate[];
}

/**
 * Reads a JSON text once: checks it, collects the numbers in its arrays with their places, and finds what can become a
 * tensor. JSONC's comments and trailing commas are accepted, and NaN and Infinity as Python writes them.
 *
 * @param root "document": one value. "lines": values one after the other (JSON Lines), taken as the rows of an array.
 * "commaLines": the same, with a comma between each two. "fragment": with commas or without: a piece of an array.
 * @throws DocumentError BROKEN_JSON, BINARY, TOO_DEEP with the place
 */
export function outlineJson(
  text: string,
  codes: Uint8Array,
  root: JsonRoot,
  start = 0,
  end = text.length,
): JsonOutline {
  return new JsonOutliner(text, codes, root, start, end).run();
}

class JsonOutliner extends JsonScanner {
  private readonly root: JsonRoot;
  private readonly numbers: NumberList;
  private readonly scanner: NumberScanner;
  private readonly finder: JsonTensorFinder;
  private hasQuoted = false;

  constructor(text: string, codes: Uint8Array, root: JsonRoot, start: number, end: number) {
    super(text, codes, start, end);
    this.root = root;
    this.numbers = new NumberList(end - start);
    this.scanner = new NumberScanner(text, codes, "json", character.comma);
    this.finder = new JsonTensorFinder(this, this.numbers, root === "document");
  }

  run(): JsonOutline {
    const { finder } = this;
    let isValueExpected = true;
    for (;;) {
      const code = this.skipSpace();
      if (code === character.closeBracket || code === character.closeBrace) {
        this.close(code);
        isValueExpected = false;
      } else if (isValueExpected) {
        if (finder.depth === 0 && code === 0 && this.position >= this.end) {
          break;
        }
        if (finder.frame.kind === "object") {
          this.readKey();
        }
        isValueExpected = this.readValue();
      } else if (finder.depth > 0) {
        if (code !== character.comma) {
          this.fail(finder.frame.kind === "array" ? t("a comma or ]") : t("a comma or }"));
        }
        this.position++;
        isValueExpected = true;
      } else if (this.endsRoot(code)) {
        break;
      } else {
        isValueExpected = true;
      }
    }
    finder.finish(this.position);
    return { numbers: this.numbers, hasQuoted: this.hasQuoted, candidates: finder.candidates };
  }

  /** Between the values of the root. */
  private endsRoot(code: number): boolean {
    if (code === 0 && this.position >= this.end) {
      this.refuseMarkBehind();
      return true;
    }
    if (this.root === "document") {
      this.fail(t("the end of the text"));
    }
    if (code === character.comma && (this.root === "fragment" || this.root === "commaLines")) {
      this.position++;
    } else if (this.root === "commaLines") {
      this.fail(t("a comma"));
    }
    return false;
  }

  /** A byte order mark passes for a blank where files were appended: behind a single value it is none. */
  private refuseMarkBehind(): void {
    const rest = /[\s\ufeff]*$/.exec(this.text.slice(Math.max(1, this.end - 64), this.end))?.[0] ?? "";
    const mark = rest.lastIndexOf("\ufeff");
    if (this.root === "document" && mark >= 0) {
      this.position = this.end - rest.length + mark;
      this.fail(t("the end of the text"));
    }
  }

  private readKey(): void {
    if (this.codes[this.position] !== character.doubleQuote) {
      this.fail(t("a key in double quotes"));
    }
    const { frame } = this.finder;
    frame.keyStart = this.position;
    this.skipString();
    frame.keyEnd = this.position;
    if (this.skipSpace() !== character.colon) {
      this.fail(t("a colon"));
    }
    this.position++;
    this.skipSpace();
  }

  /** Reads a scalar, or a run of numbers; or steps into an array or object, and returns true. */
  private readValue(): boolean {
    const { finder, position: start } = this;
    const { kind, content } = finder.frame;
    const code = this.codes[start];
    if (code === character.openBracket && this.readRows()) {
      return false;
    }
    if (code === character.openBracket || code === character.openBrace) {
      finder.open(code === character.openBracket ? "array" : "object", start);
      this.position++;
      return true;
    }
    if (code === character.doubleQuote) {
      this.readString(start);
    } else if (!(kind === "array" && (content === "numbers" || content === "empty") && this.readNumbers())) {
      this.readNumberOrWord(start);
    }
    return false;
  }

  /** A string: one that writes a number is that number, whose place is between the quotes. */
  private readString(start: number): void {
    const { finder, text, codes, scanner } = this;
    this.skipString();
    const end = this.position;
    const number = quotedNumber(text, codes, scanner, start + 1, end - 1);
    if (number !== null) {
      this.hasQuoted = true;
      finder.addScalar("number", number, start + 1, end - 1);
      return;
    }
    const isMissing = finder.frame.kind === "array" && isMissingText(text.slice(start + 1, end - 1));
    finder.addScalar(isMissing ? "missing" : "text", NaN, start, end);
  }

  /** Reads rows of plain numbers that are like those before them. False where none stands. */
  private readRows(): boolean {
    const { finder, numbers, root } = this;
    const { content, rowShape } = finder.frame;
    if (content !== "rows" || rowShape?.rank !== 1 || rowShape.length === 0) {
      return false;
    }
    const before = numbers.count;
    const joint = finder.depth === 0 && root === "lines" ? 0 : character.comma;
    this.position = this.scanner.scanRows(numbers, this.position, rowShape.length, joint);
    finder.addRows((numbers.count - before) / rowShape.length);
    return numbers.count > before;
  }

  /** Reads plain numbers and the commas between them. False where none stands. */
  private readNumbers(): boolean {
    const { numbers } = this;
    const before = numbers.count;
    this.position = this.scanner.scanRun(numbers, this.position, Infinity);
    const count = numbers.count - before;
    if (count > 0) {
      this.finder.addNumbers(count);
    }
    return count > 0;
  }

  private readNumberOrWord(start: number): void {
    const { finder, scanner } = this;
    const end = scanner.scan(start);
    if (end >= 0) {
      this.position = end;
      finder.addScalar("number", scanner.value, start, end);
      return;
    }
    const word = this.takeWord();
    switch (word) {
      case "null":
      case "NaN":
        finder.addScalar("missing", NaN, start, this.position);
        break;
      case "Infinity":
      case "-Infinity":
        finder.addScalar("number", Number(word), start, this.position);
        break;
      case "true":
      case "false":
        finder.addScalar("text", NaN, start, this.position);
        break;
      case null:
        this.fail(t("a value"));
    }
  }

  private close(code: number): void {
    const { frame, depth } = this.finder;
    if (depth === 0 || (code === character.closeBracket) !== (frame.kind === "array")) {
      this.fail(depth === 0 ? t("a value") : frame.kind === "array" ? t("a value or ]") : t("a key or }"));
    }
    this.position++;
    this.finder.close(this.position);
  }
}
