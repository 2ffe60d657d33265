import { type JsonCandidate, type JsonShape, axes, keyOf } from "./jsonCandidate.ts";
import type { JsonFrame } from "./jsonFrame.ts";
import { isStatisticsName } from "../layers/findStates.ts";
import type { OpenFrames } from "./openFrames.ts";

const maxCandidates = 100_000;

/** What can become a tensor, in the order in which it ends; what is inside another comes before it. */
export class CandidateList {
  readonly candidates: JsonCandidate[] = [];
  private readonly text: string;
  private readonly open: OpenFrames;

  constructor(text: string, open: OpenFrames) {
    this.text = text;
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
      const width = frame.numberMembers + Math.max(frame.vectorValues, 0);
      if (frame.vectorValues > 0) {
        this.candidates.length = frame.firstCandidate;
      }
      this.add("records", frame, end, [frame.count, width], depth);
    } else if (shape && shape.size > 0 && (shape.rank > 1 || frame.presentNumbers > 0)) {
      this.add("array", frame, end, axes(shape), depth);
    } else if (frame.problem) {
      this.add("array", frame, end, [numValues], depth);
    }
  }

  /** A closed object, whose members may be the columns of a table. */
  addObject(frame: JsonFrame, end: number, depth: number): void {
    if (frame.columnLength > 0 && frame.numericColumns > 1 && !this.isLayerState(frame)) {
      this.candidates.length = frame.firstCandidate;
      this.add("columns", frame, end, [frame.columnLength, frame.numericColumns], depth);
    }
  }

  add(kind: JsonCandidate["kind"], frame: JsonFrame, end: number, shape: readonly number[], depth: number): void {
    if (this.candidates.length < maxCandidates) {
      const { start, firstValue, problem } = frame;
      const path = depth < 0 ? null : this.open.childPath(depth);
      this.candidates.push({ kind, start, end, shape, firstValue, problem, path });
    }
  }

  /** Whether an object's columns are named as the running statistics of a normalization layer: parameters, not data. */
  private isLayerState({ firstCandidate }: JsonFrame): boolean {
    return this.candidates
      .slice(firstCandidate)
      .some(({ path }) => path !== null && path.index < 0 && isStatisticsName(keyOf(this.text, path)));
  }
}
