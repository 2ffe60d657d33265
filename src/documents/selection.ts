import { type Grid, keepFeatures, keepSamples, sampleSize } from "./grid.ts";
import type { Span } from "./types.ts";

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
  const size = sampleSize(grid.shape);
  const touched = selections.map((selection) => touchedTokens(grid, selection)).filter((tokens) => tokens.length > 0);
  if (touched.length === 0) {
    return { grid, features: null };
  }
  const sampleSets = touched.map((tokens) => new Set(tokens.map((token) => Math.floor(token / size))));
  const picksSamples =
    sampleSets.some((samples) => samples.size > 1) ||
    (touched.length > 1 && size > 1 && touched.every((tokens) => tokens.length === size)) ||
    (touched.length > 1 && grid.shape.length === 1);
  if (picksSamples) {
    const samples = sortedUnion(sampleSets);
    return { grid: keepSamples(grid, Uint32Array.from(samples)), features: null };
  }
  if (grid.shape.length === 1) {
    return { grid, features: null };
  }
  const inner = sampleSize(grid.shape.slice(1));
  const features = sortedUnion(
    touched.map((tokens) => new Set(tokens.map((token) => Math.floor((token % size) / inner)))),
  );
  return { grid: keepFeatures(grid, features), features };
}

function touchedTokens({ starts, ends }: Grid, { start, end }: Span): number[] {
  const touched: number[] = [];
  for (let i = 0; i < starts.length; i++) {
    const isTouched = start === end ? starts[i] <= start && start <= ends[i] : starts[i] < end && start < ends[i];
    if (isTouched && ends[i] > starts[i]) {
      touched.push(i);
    }
  }
  return touched;
}

function sortedUnion(sets: readonly ReadonlySet<number>[]): number[] {
  return [...new Set(sets.flatMap((set) => [...set]))].sort((a, b) => a - b);
}
