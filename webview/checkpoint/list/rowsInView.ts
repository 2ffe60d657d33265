import type { ListRow } from "./rows.ts";

const layerHeight = 28;
const groupHeight = 24;
/** Up to so many rows are all in the page: the browser's own search finds them. */
const allUpTo = 60;
/** Rows kept ready beyond the edges, so that scrolling shows no gaps. */
const margin = 8;

/** Where each row begins, in pixels below the first, and where the last one ends. */
export function rowTops(rows: readonly ListRow[]): Float64Array {
  const tops = new Float64Array(rows.length + 1);
  rows.forEach(({ kind }, i) => {
    tops[i + 1] = tops[i] + (kind === "group" ? groupHeight : layerHeight);
  });
  return tops;
}

/** The rows to be kept in the page for a scroll position and the height of what is seen. */
export function rowsInView(tops: Float64Array, scrolled: number, height: number): { first: number; count: number } {
  const numRows = tops.length - 1;
  if (numRows <= allUpTo) return { first: 0, count: numRows };
  const seen = Math.max(0, tops.findIndex((top) => top > scrolled) - 1);
  const first = Math.max(0, Math.min(seen - margin, numRows));
  const count = Math.ceil(height / groupHeight) + 2 * margin + 1;
  return { first, count: Math.min(count, numRows - first) };
}
