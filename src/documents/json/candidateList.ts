import { type JsonCandidate, type JsonShape, axes, keyOf } from "./jsonCandidate.ts";
import type { JsonFrame } from "./jsonFrame.ts";
import { isStatisticsName } from "../layers/findStates.ts";
import { mapForm } from "./tables/mapForm.ts";
import type { NumberList } from "../numbers/numberList.ts";
import { objectMembers } from "./tables/objectMembers.ts";
import type { OpenFrames } from "./openFrames.ts";
import { shapedList, splitTable } from "./tables/tableParts.ts";

const maxCandidates = 100_000;

/** What the list is made from: the text, and its numbers as far as they are read. */
export interface CandidateText {
  readonly text: string;
  readonly codes: Uint8Array;
  readonly numbers: NumberList;
}

/** What can become a tensor, in the order in which it ends; what is inside another comes before it. */
export class CandidateList {
  readonly candidates: JsonCandidate[] = [];
  private readonly from: CandidateText;
  private readonly open: OpenFrames;

  constructor(from: CandidateText, open: OpenFrames) {
    this.from = from;
    this.open = open;
  }

  /**
   * A closed array that is not part of a larger tensor.
   *
   * @param numValues numbers in it
   * @param depth its parent's; −1 where it is the whole text
   */
  addArray(frame: JsonFrame, shape: JsonShape | null, end: number, numValues: number, depth: number): void {
    if (frame.content === "records" && frame.numberMembers + Math.max(frame.vectorValues, 0) > 0) {
      this.candidates.length = frame.firstCandidate;
      this.add("records", frame, end, [frame.count, frame.numberMembers + Math.max(frame.vectorValues, 0)], depth);
    } else if (frame.isHeaded || (!shape && frame.isTable)) {
      this.candidates.length = frame.firstCandidate;
      this.add("rows", frame, end, [frame.count, frame.rowWidth as number], depth);
    } else if (shape && shape.size > 0 && (shape.rank > 1 || frame.presentNumbers > 0)) {
      this.add("array", frame, end, axes(shape), depth);
    } else if (frame.problem) {
      this.add("array", frame, end, [Math.max(numValues, frame.numbersSeen)], depth);
    }
  }

  /**
   * A closed object, which may be a table as a whole.
   *
   * @param isRecord whether it is an element of an array, a row of a table at most
   */
  addObject(frame: JsonFrame, end: number, depth: number, isRecord: boolean): void {
    const { text, numbers } = this.from;
    const inner = this.candidates.slice(frame.firstCandidate);
    const whole = splitTable(frame, inner) ?? shapedList(frame, inner, text, numbers);
    if (whole !== null) {
      this.candidates.length = frame.firstCandidate;
      const { start } = frame;
      this.candidates.push({ ...whole, start, end, path: this.pathAt(depth) });
    } else if (!isRecord && frame.isFlat) {
      this.addSeries(frame, end, depth);
    } else if ((isRecord || !this.addMap(frame, end, depth)) && isColumns(frame) && !this.isLayerState(inner)) {
      this.candidates.length = frame.firstCandidate;
      this.add("columns", frame, end, [frame.columnLength, frame.numericColumns], depth);
    }
  }

  add(kind: JsonCandidate["kind"], frame: JsonFrame, end: number, shape: readonly number[], depth: number): void {
    if (this.candidates.length < maxCandidates) {
      const { start, firstValue } = frame;
      const problem = kind === "array" ? frame.problem : null;
      const body = { start, end };
      const common = { kind, start, end, body, shape, firstValue, problem, names: null, schema: null };
      this.candidates.push({ ...common, isBare: depth < 0, path: this.pathAt(depth) });
    }
  }

  private pathAt(depth: number): JsonCandidate["path"] {
    return depth < 0 ? null : this.open.childPath(depth);
  }

  /** {"0": 1.5, "1": 2}: what JSON.stringify makes of a typed array, and pandas of a series. */
  private addSeries(frame: JsonFrame, end: number, depth: number): void {
    const { text, codes } = this.from;
    let count = 0;
    if (frame.count < 2 || frame.numbersSeen === 0 || !/\{\s*"0"/y.test(text.slice(frame.start, frame.start + 64))) {
      return;
    }
    for (const { key } of objectMembers(text, codes, { start: frame.start, end })) {
      if (key !== String(count++)) {
        return;
      }
    }
    this.add("series", frame, end, [count], depth);
  }

  /** An object of objects with the same keys; whether it was one. */
  private addMap(frame: JsonFrame, end: number, depth: number): boolean {
    const { text, codes } = this.from;
    const isMap = frame.recordMembers === frame.count && frame.numbersSeen > 0;
    const form = isMap ? mapForm(text, codes, { start: frame.start, end }) : null;
    if (form === null || form.rows < 2 || this.isLayerState(this.candidates.slice(frame.firstCandidate))) {
      return false;
    }
    this.candidates.length = frame.firstCandidate;
    this.add(form.kind, frame, end, [form.rows, form.columns.length], depth);
    return true;
  }

  /** Whether an object's columns are named as the running statistics of a normalization layer: parameters, not data. */
  private isLayerState(inner: readonly JsonCandidate[]): boolean {
    return inner.some(({ path }) => path !== null && path.index < 0 && isStatisticsName(keyOf(this.from.text, path)));
  }
}

function isColumns(frame: JsonFrame): frame is JsonFrame & { columnLength: number } {
  return typeof frame.columnLength === "number" && frame.columnLength > 0 && frame.numericColumns > 1;
}
