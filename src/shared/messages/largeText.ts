/**
 * A text too large to be made and handed over at once: whoever else lives on the thread of the editor would have to wait.
 */
export interface LargeText {
  /** Grows with every change: pieces of two versions do not belong together. */
  readonly version: number;
  /** The text, piece by piece; each is made when it is asked for. */
  pieces(): Iterable<string>;
}

export type RequestText = string | LargeText;

/** All of a text, wherever that may take its time. */
export function wholeText(text: RequestText): string {
  return typeof text === "string" ? text : [...text.pieces()].join("");
}

/** The large text that a request carries, if any. */
export function largeTextOf(params: unknown): LargeText | null {
  if (typeof params !== "object" || params === null || !("text" in params)) return null;
  const { text } = params;
  return typeof text === "object" && text !== null && "pieces" in text ? (text as LargeText) : null;
}
