import { t } from "@vscode/l10n";
import * as character from "./characters.ts";
import { type JsonCandidate, type JsonShape, type PathNode, axes, sameShape } from "./jsonCandidate.ts";
import { JsonFrame } from "./jsonFrame.ts";
import { lengthProblem, nestedProblem, textProblem } from "./jsonProblems.ts";
import { JsonScanner } from "./jsonScanner.ts";
import { isMissingText } from "./missingValues.ts";
import { NumberList } from "./numberList.ts";
import { NumberScanner } from "./numberScanner.ts";

const maxDepth = 100_000;
const maxCandidates = 100_000;

/** Every number in arrays, in document order, and the parts of the document that are tensors. */
export interface JsonOutline {
  readonly numbers: NumberList;
  /** In the order in which they end; a candidate inside another comes before it. */
  readonly candidates: readonly JsonCandidate[];
}

/**
 * Reads a JSON text once: checks it, collects the numbers in its arrays with their places, and finds what can become a
 * tensor. JSONC's comments and trailing commas are accepted, and NaN and Infinity as Python writes them.
 *
 * @param root "document": one value. "lines": values one after the other (JSON Lines), taken as the rows of an array.
 * "fragment": the same, with commas between them: a piece cut out of an array.
 * @throws DocumentError BROKEN_JSON, BINARY, TOO_DEEP with the place
 */
export function outlineJson(
  text: string,
  codes: Uint8Array,
  root: "document" | "lines" | "fragment",
  start = 0,
  end = text.length,
): JsonOutline {
  return new JsonOutliner(text, codes, root, start, end).run();
}

class JsonOutliner extends JsonScanner {
  private readonly root: "document" | "lines" | "fragment";
  private readonly numbers: NumberList;
  private readonly candidates: JsonCandidate[] = [];
  private readonly scanner: NumberScanner;
  /** frames[0] is the root; its children are the text's values. */
  private readonly frames: JsonFrame[] = [new JsonFrame()];
  private depth = 0;

  constructor(text: string, codes: Uint8Array, root: "document" | "lines" | "fragment", start: number, end: number) {
    super(text, codes, start, end);
    this.root = root;
    this.numbers = new NumberList(end - start);
    this.scanner = new NumberScanner(text, codes, "json");
    this.frames[0].open("array", start, 0, 0);
  }

  run(): JsonOutline {
    let frame = this.frames[0];
    let isValueExpected = true;
    for (;;) {
      const code = this.skipSpace();
      if (code === character.closeBracket || code === character.closeBrace) {
        frame = this.close(frame, code);
        isValueExpected = false;
      } else if (isValueExpected) {
        if (this.depth === 0 && code === 0 && this.position >= this.end) {
          break;
        }
        if (frame.kind === "object") {
          this.readKey(frame);
        }
        const opened = this.readValue(frame);
        isValueExpected = opened !== null;
        frame = opened ?? frame;
      } else if (this.depth > 0) {
        if (code !== character.comma) {
          this.fail(frame.kind === "array" ? t("a comma or ]") : t("a comma or }"));
        }
        this.position++;
        isValueExpected = true;
      } else if (this.endsRoot(code)) {
        break;
      } else {
        isValueExpected = true;
      }
    }
    this.finish(this.frames[0]);
    return { numbers: this.numbers, candidates: this.candidates };
  }

  /** Between the values of the root. */
  private endsRoot(code: number): boolean {
    if (code === 0 && this.position >= this.end) {
      return true;
    }
    if (this.root === "document") {
      this.fail(t("the end of the text"));
    }
    if (this.root === "fragment" && code === character.comma) {
      this.position++;
    }
    return false;
  }

  private readKey(frame: JsonFrame): void {
    if (this.codes[this.position] !== character.doubleQuote) {
      this.fail(t("a key in double quotes"));
    }
    frame.keyStart = this.position;
    this.skipString();
    frame.keyEnd = this.position;
    if (this.skipSpace() !== character.colon) {
      this.fail(t("a colon"));
    }
    this.position++;
    this.skipSpace();
  }

  /** Reads a scalar, or a run of numbers; opens an array or object and returns its frame. */
  private readValue(frame: JsonFrame): JsonFrame | null {
    const start = this.position;
    const code = this.codes[start];
    if (code === character.openBracket || code === character.openBrace) {
      return this.open(code);
    }
    if (code === character.doubleQuote) {
      this.skipString();
      const isMissing = frame.kind === "array" && isMissingText(this.text.slice(start + 1, this.position - 1));
      this.addScalar(frame, isMissing ? "missing" : "text", NaN, start);
      return null;
    }
    if (frame.kind === "array" && (frame.content === "numbers" || frame.content === "empty")) {
      if (this.readNumbers(frame)) {
        return null;
      }
    } else {
      const end = this.scanner.scan(start);
      if (end >= 0) {
        this.position = end;
        this.addScalar(frame, "number", this.scanner.value, start);
        return null;
      }
    }
    const word = this.takeWord();
    switch (word) {
      case "null":
      case "NaN":
        this.addScalar(frame, "missing", NaN, start);
        break;
      case "Infinity":
      case "-Infinity":
        this.addScalar(frame, "number", Number(word), start);
        break;
      case "true":
      case "false":
        this.addScalar(frame, "text", NaN, start);
        break;
      case null:
        this.fail(t("a value"));
    }
    return null;
  }

  /** The inner loop: numbers, each but the last with the comma behind it. False where no number stands at all. */
  private readNumbers(frame: JsonFrame): boolean {
    const { codes, scanner, numbers } = this;
    let position = this.position;
    let count = 0;
    for (;;) {
      const end = scanner.scan(position);
      if (end < 0) {
        break;
      }
      numbers.push(scanner.value, position, end);
      count++;
      this.position = position = end;
      let code = codes[position];
      while (code === character.space) {
        code = codes[++position];
      }
      if (code !== character.comma) {
        break;
      }
      do {
        code = codes[++position];
      } while (code === character.space || code === character.lineFeed || code === character.carriageReturn);
      if (code !== character.minus && (code < character.zero || code > character.nine)) {
        break;
      }
    }
    frame.count += count;
    frame.presentNumbers += count;
    if (count > 0) {
      frame.content = "numbers";
    }
    return count > 0;
  }

  private addScalar(frame: JsonFrame, type: "number" | "missing" | "text", value: number, start: number): void {
    if (frame.kind === "object") {
      frame.numberMembers += type === "number" ? 1 : 0;
      frame.count++;
      return;
    }
    const end = this.position;
    if (type === "text") {
      this.addText(frame, start, end);
    } else if (frame.content === "empty" || frame.content === "numbers") {
      frame.content = "numbers";
      frame.presentNumbers += type === "number" ? 1 : 0;
      this.numbers.push(value, start, end);
    } else if (frame.content === "texts" && type === "number") {
      const { firstTextStart, firstTextEnd } = frame;
      this.spoil(frame, () => textProblem(this, firstTextStart, firstTextEnd));
    } else if (frame.content === "rows") {
      this.spoil(frame, () => nestedProblem(this, start, end, frame.rowShape));
    }
    frame.count++;
  }

  private addText(frame: JsonFrame, start: number, end: number): void {
    if (frame.content === "empty" || (frame.content === "numbers" && frame.presentNumbers === 0)) {
      frame.content = "texts";
      frame.firstTextStart = start;
      frame.firstTextEnd = end;
    } else if (frame.content === "numbers" || frame.content === "rows") {
      this.spoil(frame, () => textProblem(this, start, end));
    }
  }

  private spoil(frame: JsonFrame, problem: () => ReturnType<typeof textProblem>): void {
    frame.content = "problem";
    frame.problem = problem;
  }

  private open(code: number): JsonFrame {
    this.depth++;
    if (this.depth > maxDepth) {
      throw this.error(
        "TOO_DEEP",
        t("the text nests more than {0} levels", maxDepth),
        this.position,
        this.position + 1,
      );
    }
    if (this.depth === this.frames.length) {
      this.frames.push(new JsonFrame());
    }
    const frame = this.frames[this.depth];
    const kind = code === character.openBracket ? "array" : "object";
    frame.open(kind, this.position, this.numbers.count, this.candidates.length);
    this.position++;
    return frame;
  }

  private close(frame: JsonFrame, code: number): JsonFrame {
    if (this.depth === 0 || (code === character.closeBracket) !== (frame.kind === "array")) {
      this.fail(this.depth === 0 ? t("a value") : frame.kind === "array" ? t("a value or ]") : t("a key or }"));
    }
    this.position++;
    this.depth--;
    const parent = this.frames[this.depth];
    if (frame.kind === "array") {
      this.closeArray(parent, frame);
    } else {
      this.closeObject(parent, frame);
    }
    parent.count++;
    return parent;
  }

  private closeObject(parent: JsonFrame, frame: JsonFrame): void {
    if (frame.columnLength > 0 && frame.numericColumns > 1) {
      this.candidates.length = frame.firstCandidate;
      this.addCandidate("columns", frame, this.position, [frame.columnLength, frame.numericColumns], this.depth);
    }
    if (parent.kind === "object") {
      parent.columnLength = -2;
    } else if (parent.content === "empty" || parent.content === "records") {
      parent.content = "records";
      parent.addRecord(frame);
    } else if (parent.content !== "problem") {
      this.becomeMixed(parent);
    }
  }

  private closeArray(parent: JsonFrame, frame: JsonFrame): void {
    const shape = shapeOf(frame, parent.rowShape);
    if (parent.kind === "object") {
      if (shape?.rank === 1 || frame.content === "texts") {
        parent.addColumn(frame.count, frame.content === "numbers");
      } else {
        parent.columnLength = -2;
      }
      this.settle(frame, shape, this.depth);
    } else if (this.depth === 0 && this.root === "document") {
      this.settle(frame, shape, 0);
    } else {
      this.addRow(parent, frame, shape);
    }
  }

  /** An array inside an array: a row like the others, a row that differs, or something else. */
  private addRow(parent: JsonFrame, frame: JsonFrame, shape: JsonShape | null): void {
    const { start } = frame;
    const end = this.position;
    if (parent.content === "problem") {
      return;
    }
    if (frame.problem && (parent.content === "empty" || parent.content === "rows")) {
      this.spoil(parent, frame.problem);
    } else if (shape && parent.content === "empty") {
      parent.content = "rows";
      parent.rowShape = shape;
    } else if (shape && parent.content === "rows") {
      if (shape === parent.rowShape) {
        return;
      }
      const expected = parent.rowShape;
      if (expected?.rank === 1 && shape.rank === 1) {
        const { firstValue } = parent;
        const { count } = frame;
        const row = parent.count;
        this.spoil(parent, () => lengthProblem(this, this.numbers, { start, end, row, count }, firstValue, expected));
      } else {
        this.becomeMixed(parent);
        this.settle(frame, shape, this.depth);
      }
    } else if (parent.content === "numbers" && parent.presentNumbers > 0) {
      this.spoil(parent, () => nestedProblem(this, start, end, null));
    } else {
      this.becomeMixed(parent);
      this.settle(frame, shape, this.depth);
    }
  }

  /** The children so far, which looked like the rows of one tensor, are tensors of their own. */
  private becomeMixed(parent: JsonFrame): void {
    const { content, rowShape, count, firstValue } = parent;
    parent.content = "mixed";
    if (content !== "rows" || !rowShape) {
      return;
    }
    const scanner = new JsonScanner(this.text, this.codes, parent.start + (this.depth > 0 ? 1 : 0), this.end);
    const child = new JsonFrame();
    parent.count = 0;
    for (; parent.count < count; parent.count++) {
      if (scanner.skipSpace() === character.comma) {
        scanner.position++;
        scanner.skipSpace();
      }
      child.open("array", scanner.position, firstValue + parent.count * rowShape.size, 0);
      skipArray(scanner);
      this.addCandidate("array", child, scanner.position, axes(rowShape), this.depth);
    }
  }

  /** A closed array that is not part of a larger tensor. `depth` is its parent's. */
  private settle(frame: JsonFrame, shape: JsonShape | null, depth: number): void {
    if (frame.content === "records" && frame.numberMembers + Math.max(frame.vectorValues, 0) > 0) {
      const width = frame.numberMembers + Math.max(frame.vectorValues, 0);
      if (frame.vectorValues > 0) {
        this.candidates.length = frame.firstCandidate;
      }
      this.addCandidate("records", frame, this.position, [frame.count, width], depth);
    } else if (shape && shape.size > 0 && (shape.rank > 1 || frame.presentNumbers > 0)) {
      this.addCandidate("array", frame, this.position, axes(shape), depth);
    } else if (frame.problem) {
      this.addCandidate("array", frame, this.position, [this.numbers.count - frame.firstValue], depth);
    }
  }

  private addCandidate(
    kind: JsonCandidate["kind"],
    frame: JsonFrame,
    end: number,
    shape: readonly number[],
    depth: number,
  ): void {
    if (this.candidates.length < maxCandidates) {
      const { start, firstValue, problem } = frame;
      this.candidates.push({
        kind,
        start,
        end,
        shape,
        firstValue,
        problem,
        path: depth < 0 ? null : this.childPath(depth),
      });
    }
  }

  /** Path of the child that the frame at `depth` is reading. */
  private childPath(depth: number): PathNode | null {
    let known = depth;
    while (known > 0 && !this.frames[known].hasPath) {
      known--;
    }
    let path = this.frames[known].path;
    for (let level = known; ; level++) {
      const frame = this.frames[level];
      frame.path = path;
      frame.hasPath = true;
      if (level > 0 || this.root !== "document") {
        path =
          frame.kind === "object"
            ? { parent: path, keyStart: frame.keyStart, keyEnd: frame.keyEnd, index: -1 }
            : { parent: path, keyStart: 0, keyEnd: 0, index: frame.count };
      }
      if (level === depth) {
        return path;
      }
    }
  }

  /** The root of JSON Lines closes as an array does; with a single value, that value is the document. */
  private finish(root: JsonFrame): void {
    if (this.root === "document") {
      return;
    }
    if (root.count === 1 && root.content === "rows") {
      this.becomeMixed(root);
    } else if (root.count > 1 || root.content === "problem") {
      this.settle(root, shapeOf(root, null), -1);
    }
  }
}

/** The shape of a closed array, or null where it is no tensor. `sibling` is returned itself where it is the same. */
function shapeOf(frame: JsonFrame, sibling: JsonShape | null): JsonShape | null {
  const { content, count: length, rowShape: child } = frame;
  if (content !== "numbers" && content !== "rows" && content !== "empty") {
    return null;
  }
  if (sibling?.length === length && sameShape(sibling.child, child)) {
    return sibling;
  }
  return { length, child, rank: (child?.rank ?? 0) + 1, size: length * (child?.size ?? 1) };
}

/** Steps over an array that has been read before. */
function skipArray(scanner: JsonScanner): void {
  let depth = 0;
  do {
    const code = scanner.skipSpace();
    if (code === character.doubleQuote) {
      scanner.skipString();
      continue;
    }
    depth += code === character.openBracket ? 1 : code === character.closeBracket ? -1 : 0;
    scanner.position++;
  } while (depth > 0);
}
