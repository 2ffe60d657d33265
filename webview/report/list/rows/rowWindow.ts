/** Height of a row of the list, in pixels. */
export const rowHeight = 28;
/** Height of the list's header, in pixels. */
export const headerHeight = 36;
/** Up to so many rows are all in the page: the browser's own search finds them. */
const allUpTo = 200;
/** Rows kept ready beyond the edges, so that scrolling shows no gaps. */
const margin = 8;

/** Which rows of a list are in the page: from `first`, `count` of them. */
export interface RowWindow {
  readonly first: number;
  readonly count: number;
}

/** The rows to be kept in the page for a scroll position and a height of the visible part. */
export function rowWindow(numRows: number, scrollTop: number, visibleHeight: number): RowWindow {
  if (numRows <= allUpTo) {
    return { first: 0, count: numRows };
  }
  const first = Math.min(Math.max(0, Math.floor(scrollTop / rowHeight) - margin), numRows);
  const count = Math.min(numRows - first, Math.ceil(visibleHeight / rowHeight) + 2 * margin + 1);
  return { first, count };
}
