import type { Span } from "../../documents/types.ts";

/** One replacement in a text: what VS Code reports of an edit. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly insertedLength: number;
}

/**
 * Where spans of a text are after it was edited. A span grows with what is typed inside it or at its end, and shrinks
 * with what is deleted from it; an empty one (a cursor) stays before what is inserted at it.
 *
 * @param changes in the offsets of the text before the edit, not overlapping, in any order
 */
export function trackSpans(spans: readonly Span[], changes: readonly TextChange[]): Span[] {
  // From the last change to the first, so that the offsets of those still to come hold.
  const backwards = [...changes].sort((a, b) => b.offset - a.offset);
  return spans.map((span) => backwards.reduce(trackSpan, span));
}

function trackSpan({ start, end }: Span, { offset, length, insertedLength }: TextChange): Span {
  const removedEnd = offset + length;
  const growth = insertedLength - length;
  if (removedEnd <= start && offset < start) return { start: start + growth, end: end + growth };
  if (offset > end || (start === end && offset === start)) return { start, end };
  const newStart = Math.min(start, offset);
  const newEnd = removedEnd >= end ? offset + insertedLength : end + growth;
  return { start: newStart, end: Math.max(newStart, newEnd) };
}
