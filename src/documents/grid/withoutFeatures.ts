import { type Grid, keepFeatures } from "./grid.ts";

/** The grid without the features of some names; all of it where none would remain. */
export function withoutFeatures(grid: Grid, names: readonly string[]): Grid {
  if (names.length === 0 || grid.shape.length === 1) {
    return grid;
  }
  const excluded = new Set(names);
  const kept = grid.features.flatMap(({ name }, c) => (excluded.has(name) ? [] : [c]));
  return kept.length === 0 || kept.length === grid.features.length ? grid : keepFeatures(grid, kept);
}
