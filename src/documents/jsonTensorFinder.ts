import { t } from "@vscode/l10n";
import * as character from "./characters.ts";
import type { DocumentError } from "./documentError.ts";
import { type JsonCandidate, type JsonShape, type PathNode, axes, keyOf } from "./jsonCandidate.ts";
import { JsonFrame, shapeOf } from "./jsonFrame.ts";
import { lengthProblem, nestedProblem, recordProblem, textProblem } from "./jsonProblems.ts";
import { JsonScanner } from "./jsonScanner.ts";
import { isStatisticsName } from "./layerState.ts";
import type { NumberList } from "./numberList.ts";

const maxDepth = 100_000;
const maxCandidates = 100_000;

/**
 * Finds what can become a tensor while a JSON text is read: it is told of every array and object that opens and closes,
 * and of every scalar, and keeps the arrays that are uniform in all their depth, the outermost of them.
 */
export class JsonTensorFinder {
  readonly candidates: JsonCandidate[] = [];
  /** The array or object that is open. */
  frame: JsonFrame;
  depth = 0;
  private readonly scanner: JsonScanner;
  private readonly numbers: NumberList;
  private readonly isDocument: boolean;
  /** One for each depth, used again and again. frames[0] is the root; its children are the text's values. */
  private readonly frames: JsonFrame[] = [new JsonFrame()];

  /** @param isDocument whether the text is one value, rather than the rows of an array one after the other */
  constructor(scanner: JsonScanner, numbers: NumberList, isDocument: boolean) {
    this.scanner = scanner;
    this.numbers = numbers;
    this.isDocument = isDocument;
    [this.frame] = this.frames;
    this.frame.open("array", scanner.position, 0, 0);
  }

  /** An array or object opens at `start`. */
  open(kind: "array" | "object", start: number): void {
    this.depth++;
    if (this.depth > maxDepth) {
      throw this.scanner.error("TOO_DEEP", t("the text nests more than {0} levels", maxDepth), start, start + 1);
    }
    if (this.depth === this.frames.length) {
      this.frames.push(new JsonFrame());
    }
    this.frame = this.frames[this.depth];
    this.frame.open(kind, start, this.numbers.count, this.candidates.length);
  }

  /** The open array or object ends before `end`. */
  close(end: number): void {
    const { frame } = this;
    this.depth--;
    const parent = this.frames[this.depth];
    if (frame.kind === "array") {
      this.closeArray(parent, frame, end);
    } else {
      this.closeObject(parent, frame, end);
    }
    parent.count++;
    this.frame = parent;
  }

  /** Numbers were appended to the list: the next elements of the open array, which holds nothing but numbers. */
  addNumbers(count: number): void {
    this.frame.count += count;
    this.frame.presentNumbers += count;
    this.frame.content = "numbers";
  }

  /** Rows like those before them were read, their numbers appended to the list. */
  addRows(count: number): void {
    this.frame.count += count;
  }

  /** A scalar of the open array or object. */
  addScalar(type: "number" | "missing" | "text", value: number, start: number, end: number): void {
    const { frame, scanner } = this;
    if (frame.kind === "object") {
      frame.numberMembers += type === "number" ? 1 : 0;
    } else if (frame.content === "records") {
      this.spoil(frame, () => recordProblem(scanner, start, end));
    } else if (type === "text") {
      this.addText(frame, start, end);
    } else if (frame.content === "empty" || frame.content === "numbers") {
      frame.content = "numbers";
      frame.presentNumbers += type === "number" ? 1 : 0;
      this.numbers.push(value, start, end);
    } else if (frame.content === "texts" && type === "number") {
      const { firstTextStart, firstTextEnd } = frame;
      this.spoil(frame, () => textProblem(scanner, firstTextStart, firstTextEnd));
    } else if (frame.content === "rows") {
      const { rowShape } = frame;
      this.spoil(frame, () => nestedProblem(scanner, start, end, rowShape));
    }
    frame.count++;
  }

  private addText(frame: JsonFrame, start: number, end: number): void {
    if (frame.content === "empty" || (frame.content === "numbers" && frame.presentNumbers === 0)) {
      frame.content = "texts";
      frame.firstTextStart = start;
      frame.firstTextEnd = end;
    } else if (frame.content === "numbers" || frame.content === "rows") {
      this.spoil(frame, () => textProblem(this.scanner, start, end));
    }
  }

  private spoil(frame: JsonFrame, problem: () => DocumentError): void {
    frame.content = "problem";
    frame.problem = problem;
  }

  private closeObject(parent: JsonFrame, frame: JsonFrame, end: number): void {
    if (frame.columnLength > 0 && frame.numericColumns > 1 && !this.isLayerState(frame)) {
      this.candidates.length = frame.firstCandidate;
      this.addCandidate("columns", frame, end, [frame.columnLength, frame.numericColumns], this.depth);
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

  private closeArray(parent: JsonFrame, frame: JsonFrame, end: number): void {
    const shape = shapeOf(frame, parent.rowShape);
    if (parent.kind === "object") {
      if (shape?.rank === 1 || frame.content === "texts") {
        parent.addColumn(frame.count, frame.content === "numbers");
      } else {
        parent.columnLength = -2;
      }
      this.settle(frame, shape, end, this.depth);
    } else if (this.depth === 0 && this.isDocument) {
      this.settle(frame, shape, end, 0);
    } else {
      this.addRow(parent, frame, shape, end);
    }
  }

  /** An array inside an array: a row like the others, a row that differs, or something else. */
  private addRow(parent: JsonFrame, frame: JsonFrame, shape: JsonShape | null, end: number): void {
    const { start } = frame;
    const { scanner, numbers } = this;
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
        this.spoil(parent, () => lengthProblem(scanner, numbers, { start, end, row, count }, firstValue, expected));
      } else {
        this.becomeMixed(parent);
        this.settle(frame, shape, end, this.depth);
      }
    } else if (parent.content === "numbers" && parent.presentNumbers > 0) {
      this.spoil(parent, () => nestedProblem(scanner, start, end, null));
    } else {
      this.becomeMixed(parent);
      this.settle(frame, shape, end, this.depth);
    }
  }

  /** The children so far, which looked like the rows of one tensor, are tensors of their own. */
  private becomeMixed(parent: JsonFrame): void {
    const { content, rowShape, count, firstValue } = parent;
    parent.content = "mixed";
    if (content !== "rows" || !rowShape || rowShape.size === 0) {
      return;
    }
    const { text, codes, end } = this.scanner;
    const scanner = new JsonScanner(text, codes, parent.start + (this.depth > 0 ? 1 : 0), end);
    const child = new JsonFrame();
    parent.count = 0;
    for (; parent.count < count; parent.count++) {
      if (scanner.skipSpace() === character.comma) {
        scanner.position++;
        scanner.skipSpace();
      }
      child.open("array", scanner.position, firstValue + parent.count * rowShape.size, 0);
      scanner.skipNested();
      this.addCandidate("array", child, scanner.position, axes(rowShape), this.depth);
    }
  }

  /** A closed array that is not part of a larger tensor. `depth` is its parent's. */
  private settle(frame: JsonFrame, shape: JsonShape | null, end: number, depth: number): void {
    if (frame.content === "records" && frame.numberMembers + Math.max(frame.vectorValues, 0) > 0) {
      const width = frame.numberMembers + Math.max(frame.vectorValues, 0);
      if (frame.vectorValues > 0) {
        this.candidates.length = frame.firstCandidate;
      }
      this.addCandidate("records", frame, end, [frame.count, width], depth);
    } else if (shape && shape.size > 0 && (shape.rank > 1 || frame.presentNumbers > 0)) {
      this.addCandidate("array", frame, end, axes(shape), depth);
    } else if (frame.problem) {
      this.addCandidate("array", frame, end, [this.numbers.count - frame.firstValue], depth);
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
      if (level > 0 || !this.isDocument) {
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

  /** The text ends: the root of JSON Lines closes as an array does; with a single value, that value is the document. */
  finish(end: number): void {
    const [root] = this.frames;
    if (this.isDocument) {
      return;
    }
    if (root.count === 1 && root.content === "rows") {
      this.becomeMixed(root);
    } else if (root.count > 1 || root.content === "problem") {
      this.settle(root, shapeOf(root, null), end, -1);
    }
  }

  /** Whether an object's columns are named as the running statistics of a normalization layer: parameters, not data. */
  private isLayerState(frame: JsonFrame): boolean {
    return this.candidates
      .slice(frame.firstCandidate)
      .some(({ path }) => path !== null && path.index < 0 && isStatisticsName(keyOf(this.scanner.text, path)));
  }
}
