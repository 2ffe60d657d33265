import type { PathNode } from "./jsonCandidate.ts";
import { JsonFrame } from "./jsonFrame.ts";

/** The arrays and objects that are open while a JSON text is read, one inside the other, and their paths. */
export class OpenFrames {
  /** The innermost one. */
  current: JsonFrame;
  depth = 0;
  /** Stands for the text itself; its children are the text's values. */
  readonly root: JsonFrame;
  /** One for each depth, used again and again. */
  private readonly frames: JsonFrame[] = [new JsonFrame()];
  /** Whether the text is one value, whose path is empty; else its values are the elements of an array. */
  private readonly isDocument: boolean;

  constructor(isDocument: boolean, start: number) {
    this.isDocument = isDocument;
    [this.root] = this.frames;
    this.root.open("array", start, 0, 0);
    this.current = this.root;
  }

  open(kind: JsonFrame["kind"], start: number, firstValue: number, firstCandidate: number): void {
    this.depth++;
    if (this.depth === this.frames.length) {
      this.frames.push(new JsonFrame());
    }
    this.current = this.frames[this.depth];
    this.current.open(kind, start, firstValue, firstCandidate);
  }

  /** Leaves the innermost one, and returns the one around it, which is that from now on. */
  close(): JsonFrame {
    this.depth--;
    this.current = this.frames[this.depth];
    return this.current;
  }

  /** Path of the child that the frame at `depth` is reading. */
  childPath(depth: number): PathNode | null {
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
}
