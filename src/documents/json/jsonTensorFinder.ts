import { t } from "@vscode/l10n";
import { CandidateList } from "./candidateList.ts";
import * as character from "../text/characters.ts";
import type { DocumentError } from "../documentError.ts";
import { type JsonCandidate, type JsonShape, axes } from "./jsonCandidate.ts";
import { JsonFrame, shapeOf } from "./jsonFrame.ts";
import { lengthProblem, nestedProblem, recordProblem, textProblem } from "./jsonProblems.ts";
import { JsonScanner } from "./jsonScanner.ts";
import type { NumberList } from "../numbers/numberList.ts";
import { OpenFrames } from "./openFrames.ts";

const maxDepth = 100_000;
const partNames = ["columns", "index", "data", "schema"] as const;

/**
 * Finds what can become a tensor while a JSON text is read: it is told of every array and object that opens and closes,
 * and of every scalar, and keeps the arrays that are uniform in all their depth, the outermost of them.
 */
export class JsonTensorFinder {
  private readonly scanner: JsonScanner;
  private readonly numbers: NumberList;
  private readonly isDocument: boolean;
  private readonly frames: OpenFrames;
  private readonly found: CandidateList;

  /** @param isDocument whether the text is one value, rather than the rows of an array one after the other */
  constructor(scanner: JsonScanner, numbers: NumberList, isDocument: boolean) {
    this.scanner = scanner;
    this.numbers = numbers;
    this.isDocument = isDocument;
    this.frames = new OpenFrames(isDocument, scanner.position);
    this.found = new CandidateList({ text: scanner.text, codes: scanner.codes, numbers }, this.frames);
  }

  get candidates(): readonly JsonCandidate[] {
    return this.found.candidates;
  }

  /** The array or object that is open. */
  get frame(): JsonFrame {
    return this.frames.current;
  }

  get depth(): number {
    return this.frames.depth;
  }

  /** An array or object opens at `start`. */
  open(kind: "array" | "object", start: number): void {
    if (this.depth === maxDepth) {
      throw this.scanner.error("TOO_DEEP", t("the text nests more than {0} levels", maxDepth), start, start + 1);
    }
    this.frames.open(kind, start, this.numbers.count, this.candidates.length);
  }

  /** The open array or object ends before `end`. */
  close(end: number): void {
    const { frame } = this;
    const parent = this.frames.close();
    if (frame.kind === "array") {
      this.closeArray(parent, frame, end);
    } else {
      this.found.addObject(frame, end, this.depth, parent.kind === "array" && (this.depth > 0 || !this.isDocument));
      this.closeObject(parent, frame, end);
    }
    parent.isFlat = false;
    parent.numbersSeen += frame.numbersSeen;
    parent.quotedSeen += frame.quotedSeen;
    parent.count++;
  }

  /** Numbers were appended to the list: the next elements of the open array, which holds nothing but numbers. */
  addNumbers(count: number): void {
    this.frame.count += count;
    this.frame.presentNumbers += count;
    this.frame.numbersSeen += count;
    this.frame.content = "numbers";
  }

  /** Rows like those before them were read, their numbers appended to the list. */
  addRows(count: number): void {
    const { frame } = this;
    const width = frame.rowShape?.length ?? 0;
    frame.count += count;
    frame.numbersSeen += count * width;
    frame.addFlatRows(count, width);
  }

  /** A scalar of the open array or object. */
  addScalar(type: "number" | "missing" | "text", value: number, start: number, end: number): void {
    const { frame, scanner } = this;
    const isQuoted = type === "number" && scanner.codes[start - 1] === character.doubleQuote;
    frame.numbersSeen += type === "number" ? 1 : 0;
    frame.quotedSeen += isQuoted ? 1 : 0;
    if (frame.kind === "object") {
      frame.numberMembers += type === "number" ? 1 : 0;
    } else if (frame.content === "records") {
      this.spoil(frame, () => recordProblem(scanner, start, end));
    } else if (type === "text") {
      this.addText(frame, start, end);
    } else if (frame.content === "empty" || frame.content === "numbers") {
      frame.content = "numbers";
      frame.presentNumbers += type === "number" ? 1 : 0;
      frame.quotedNumbers += isQuoted ? 1 : 0;
      this.numbers.push(value, start, end);
    } else if (frame.content === "texts" && type === "number" && !isQuoted) {
      const { firstTextStart, firstTextEnd } = frame;
      this.spoil(frame, () => textProblem(scanner, firstTextStart, firstTextEnd));
    } else if (frame.content === "rows") {
      const { rowShape } = frame;
      this.spoil(frame, () => nestedProblem(scanner, start, end, rowShape));
    }
    frame.count++;
  }

  private addText(frame: JsonFrame, start: number, end: number): void {
    if (frame.content === "empty" || (frame.content === "numbers" && frame.presentNumbers === frame.quotedNumbers)) {
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
    if (parent.kind === "object") {
      parent.addObject(frame);
      this.notePart(parent, frame.start, end);
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
      if (frame.isFlat) {
        parent.addColumn(frame.count, frame.numbersSeen > 0);
      } else {
        parent.columnLength = "differs";
      }
      this.notePart(parent, frame.start, end);
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
    if (frame.isFlat) {
      parent.isFirstRowQuoted ||= parent.count === 0 && frame.quotedSeen === frame.count;
      parent.addFlatRows(1, frame.count);
    }
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
      this.found.add("array", child, scanner.position, axes(rowShape), this.depth);
    }
  }

  /** Remembers where the parts of a table stand that is written in parts. */
  private notePart(parent: JsonFrame, start: number, end: number): void {
    const { text } = this.scanner;
    for (const name of partNames) {
      if (parent.keyEnd - parent.keyStart === name.length + 2 && text.startsWith(name, parent.keyStart + 1)) {
        parent.parts ??= {};
        parent.parts[name] = { start, end };
      }
    }
  }

  private settle(frame: JsonFrame, shape: JsonShape | null, end: number, depth: number): void {
    this.found.addArray(frame, shape, end, this.numbers.count - frame.firstValue, depth);
  }

  /** The text ends: the root of JSON Lines closes as an array does; with a single value, that value is the document. */
  finish(end: number): void {
    const { root } = this.frames;
    if (this.isDocument) {
      return;
    }
    if (root.count === 1 && root.content === "rows") {
      this.becomeMixed(root);
    } else if (root.count > 1 || root.content === "problem") {
      this.settle(root, shapeOf(root, null), end, -1);
    }
  }
}
