import type { DocumentError } from "../documentError.ts";
import type { Span } from "../types.ts";

/** Length of one axis and the shape of what it repeats; null where that is numbers. */
export interface JsonShape {
  readonly length: number;
  readonly child: JsonShape | null;
  readonly rank: number;
  /** Numbers in all. */
  readonly size: number;
}

/** One step from the document's root: a key's place in the text, or an index. Kept as a chain: built only where wanted. */
export interface PathNode {
  readonly parent: PathNode | null;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly index: number;
}

/**
 * How the numbers of a candidate are written. array: nested arrays of numbers. rows: arrays of scalars, texts among them.
 * records: an array of objects. columns: an object whose members are lists of equal length. rowMap, columnMap: an object
 * of objects, each a row or each a column. series: an object with the keys 0, 1, … and numbers.
 */
export type JsonForm = "array" | "rows" | "records" | "columns" | "rowMap" | "columnMap" | "series";

/** A part of a JSON text that can become a tensor, or would if it had not a problem. */
export interface JsonCandidate {
  readonly kind: JsonForm;
  readonly start: number;
  readonly end: number;
  /** Where the values are: all of it, or what of an object is not about them. */
  readonly body: Span;
  /** Whether its elements stand in no brackets: lines, or a piece of an array. */
  readonly isBare: boolean;
  /** The list that names the columns, where one stands beside the values. */
  readonly names: Span | null;
  /** What says which columns are the index of the rows. */
  readonly schema: Span | null;
  readonly shape: readonly number[];
  /** Index of its first number in the outline's list ("array" only). */
  readonly firstValue: number;
  readonly path: PathNode | null;
  /** Why it is none after all: ragged rows, text among the numbers. Thrown when this candidate is the one wanted. */
  readonly problem: (() => DocumentError) | null;
}

export function sizeOf({ shape }: Pick<JsonCandidate, "shape">): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** Whether a list to choose from names it. Shorter ones are settings (a version, a size, a colour) rather than values. */
export function isListed({
  shape,
  problem,
}: {
  readonly shape: readonly number[];
  readonly problem: unknown;
}): boolean {
  return problem === null && sizeOf({ shape }) >= 4;
}

export function axes(shape: JsonShape): number[] {
  const lengths: number[] = [];
  for (let axis: JsonShape | null = shape; axis; axis = axis.child) {
    lengths.push(axis.length);
  }
  return lengths;
}

export function sameShape(a: JsonShape | null, b: JsonShape | null): boolean {
  for (; a && b; a = a.child, b = b.child) {
    if (a === b) {
      return true;
    }
    if (a.length !== b.length) {
      return false;
    }
  }
  return a === b;
}

const maxSteps = 32;

/** "activations.layer1", "[0].weights", "" for the root. Of a very deep path the end only. */
export function pathText(text: string, path: PathNode | null): string {
  const steps: string[] = [];
  for (let node = path; node; node = node.parent) {
    if (steps.length === maxSteps) {
      steps.push("…");
      break;
    }
    steps.push(node.index >= 0 ? `[${node.index}]` : keyStep(keyOf(text, node)));
  }
  return steps.reverse().join("").replace(/^\./, "");
}

/** The key of a path's last step, "" where that is an index. */
export function keyOf(text: string, { keyStart, keyEnd, index }: PathNode): string {
  return index >= 0 ? "" : (JSON.parse(text.slice(keyStart, keyEnd)) as string);
}

function keyStep(key: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
