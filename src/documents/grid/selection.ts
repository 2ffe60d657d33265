import { type Grid, keepFeatures, keepSamples, sampleSize } from "./grid.ts";
import { inTextOrder } from "../numbers/places.ts";
import type { Span, TokenPlaces } from "../types.ts";

/** What a selection picked out of a grid, for the label. */
export interface SelectedGrid {
  readonly grid: Grid;
  /** The features picked, as indices before the picking; null where all. */
  readonly features: readonly number[] | null;
}

/** Selections in document order; cursors among them only where there is no more than cursors. */
export function effectiveSelections(selections: readonly Span[]): readonly Span[] {
  const sorted = [...selections].sort((a, b) => a.start - b.start || a.end - b.end);
  const nonEmpty = sorted.filter(({ start, end }) => end > start);
  return nonEmpty.length > 0 ? nonEmpty : sorted.length > 1 ? sorted : [];
}

/**
 * Picks what the selections touch. One that touches several samples picks samples; so do several of which each covers a
 * whole sample. Otherwise each stays inside one sample (a box, several cursors, a piece of a row) and picks features.
 * Nothing touched picks everything.
 */
export function pickTouched(grid: Grid, selections: readonly Span[]): SelectedGrid {
  if (selections.length === 0) {
    return { grid, features: null };
  }
  const tokens = new TokensInOrder(grid);
  const touched = selections.map((selection) => tokens.touchedBy(selection)).filter(({ length }) => length > 0);
  if (touched.length === 0) {
    return { grid, features: null };
  }
  const size = sampleSize(grid.shape);
  const sampleOf = (token: number): number => Math.floor(token / size);
  const isInOneSample = (part: Uint32Array): boolean => part.every((token) => sampleOf(token) === sampleOf(part[0]));
  const areWhole = touched.length > 1 && touched.every(({ length }) => length === size);
  if (areWhole || !touched.every(isInOneSample)) {
    const samples = distinct(touched, sampleOf);
    return { grid: keepSamples(grid, Uint32Array.from(samples)), features: null };
  }
  if (grid.shape.length === 1) {
    return { grid, features: null };
  }
  const inner = sampleSize(grid.shape.slice(1));
  const features = distinct(touched, (token) => Math.floor((token % size) / inner));
  return { grid: keepFeatures(grid, features), features };
}

/** The values' tokens in document order, which in a table of columns is not the tensor's. */
class TokensInOrder {
  private readonly places: TokenPlaces;
  private readonly order: Uint32Array;

  constructor({ places }: Grid) {
    this.places = places;
    this.order = inTextOrder(places);
  }

  /** Indices of the values whose tokens a selection overlaps, or a cursor stands in or beside. */
  touchedBy({ start, end }: Span): Uint32Array {
    const isCursor = start === end;
    const first = this.lowerBound((token) => {
      const tokenEnd = this.places.endOf(token);
      return isCursor ? tokenEnd >= start : tokenEnd > start;
    });
    const behind = this.lowerBound((token) => {
      const tokenStart = this.places.startOf(token);
      return isCursor ? tokenStart > start : tokenStart >= end;
    });
    return this.order.subarray(first, Math.max(first, behind));
  }

  /** The first position in document order whose token fulfils what all behind it do too. */
  private lowerBound(isReached: (token: number) => boolean): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isReached(this.order[middle])) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

/** What the tokens of all parts map to, each once, ascending. */
function distinct(parts: readonly Uint32Array[], map: (token: number) => number): number[] {
  const seen = new Set<number>();
  for (const part of parts) {
    let previous = -1;
    for (const token of part) {
      const value = map(token);
      if (value !== previous) {
        seen.add(value);
        previous = value;
      }
    }
  }
  return Array.from(seen).sort((a, b) => a - b);
}
