import { IrregularPlaces } from "./irregularPlaces.ts";
import type { Span, TokenPlaces } from "../types.ts";

/** Marks a token that two bytes cannot place: its place is kept by itself. */
export const irregular = 255;

/** An absolute offset is kept for every so many tokens. */
export const anchorSpacing = 64;
const anchorShift = 6;

const noToken: Span = { start: 0, end: 0 };

/**
 * Places of tokens, appended in the order of the text, in two bytes each: how far a token is from the one before it, and
 * its length. Every 64th has an anchor, from which the others are found.
 */
export class PlaceList implements TokenPlaces {
  gaps: Uint8Array;
  lengths: Uint8Array;
  /** The end of the token before every 64th. */
  anchors: Uint32Array;
  length = 0;
  /** Where the last token ended. */
  lastEnd = 0;
  private readonly irregularPlaces = new IrregularPlaces();
  /** The token found last, to go on from: its place, and the end of the last token up to it. */
  private found = -1;
  private foundPlace = { start: 0, end: 0 };
  private foundEnd = 0;

  constructor(capacity: number) {
    this.gaps = new Uint8Array(capacity);
    this.lengths = new Uint8Array(capacity);
    this.anchors = new Uint32Array(anchorsOf(capacity));
  }

  startOf(i: number): number {
    this.find(i);
    return this.foundPlace.start;
  }

  endOf(i: number): number {
    this.find(i);
    return this.foundPlace.end;
  }

  /** Appends a token; it does not begin before the last one ended. */
  push(start: number, end: number): void {
    const { length, lastEnd } = this;
    const gap = start - lastEnd;
    const size = end - start;
    const isRegular = gap >= 0 && gap < irregular && size < irregular;
    if (!isRegular) {
      this.irregularPlaces.push(length, { start, end });
    }
    this.append(isRegular ? gap : irregular, isRegular ? size : irregular, end);
  }

  /** Appends what has no token: a value that is not in the text. */
  pushNone(): void {
    this.irregularPlaces.push(this.length, noToken);
    this.append(irregular, irregular, this.lastEnd);
  }

  private append(gap: number, size: number, end: number): void {
    const { length } = this;
    if (length === this.gaps.length) {
      this.reserve(length * 2 + 16);
    }
    if (length % anchorSpacing === 0) {
      this.anchors[length >> anchorShift] = this.lastEnd;
    }
    this.gaps[length] = gap;
    this.lengths[length] = size;
    this.length = length + 1;
    this.lastEnd = end;
  }

  /** Appends tokens whose gaps, lengths and anchors were found elsewhere; none is irregular. */
  appendBlock(gaps: Uint8Array, lengths: Uint8Array, anchors: Uint32Array, lastEnd: number): void {
    const { length } = this;
    this.gaps.set(gaps, length);
    this.lengths.set(lengths, length);
    this.anchors.set(anchors, Math.ceil(length / anchorSpacing));
    this.length = length + gaps.length;
    this.lastEnd = lastEnd;
  }

  /** Takes back all but the first `length` tokens. */
  truncate(length: number): void {
    this.found = -1;
    if (length > 0) {
      this.find(length - 1);
    }
    this.lastEnd = length > 0 ? this.foundEnd : 0;
    this.irregularPlaces.truncate(length);
    this.length = length;
  }

  /** Makes room for so many tokens. */
  reserve(capacity: number): void {
    this.gaps = copied(this.gaps, new Uint8Array(capacity));
    this.lengths = copied(this.lengths, new Uint8Array(capacity));
    this.anchors = copied(this.anchors, new Uint32Array(anchorsOf(capacity)));
  }

  private find(i: number): void {
    if (i === this.found) {
      return;
    }
    const { gaps, lengths, foundPlace } = this;
    const anchored = i & -anchorSpacing;
    const isNear = this.found >= anchored && this.found < i;
    let end = isNear ? this.foundEnd : this.anchors[i >> anchorShift];
    for (let k = isNear ? this.found + 1 : anchored; k <= i; k++) {
      if (lengths[k] === irregular) {
        foundPlace.start = this.irregularPlaces.startOf(k);
        foundPlace.end = this.irregularPlaces.endOf(k);
        end = foundPlace.end === 0 ? end : foundPlace.end;
      } else {
        foundPlace.start = end + gaps[k];
        end = foundPlace.start + lengths[k];
        foundPlace.end = end;
      }
    }
    this.found = i;
    this.foundEnd = end;
  }
}

function anchorsOf(capacity: number): number {
  return (capacity >> anchorShift) + 1;
}

function copied<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from.length > to.length ? from.subarray(0, to.length) : from);
  return to;
}
