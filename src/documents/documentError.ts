import type { Span } from "./types.ts";

export type DocumentErrorCode =
  | "EMPTY"
  | "NO_NUMBERS"
  | "RAGGED"
  | "NOT_A_NUMBER"
  | "BROKEN_JSON"
  | "UNCLOSED_QUOTE"
  | "MISSING_VALUE"
  | "TOO_DEEP"
  | "BINARY"
  | "SHAPE_MISMATCH"
  | "UNSUPPORTED"
  | "NOT_FINITE"
  | "NO_STATISTICS"
  | "SEVERAL_TENSORS";

/** What is wrong with a text or a selection, in words for the person who wrote it, with the place to mend. */
export class DocumentError extends Error {
  override readonly name = "DocumentError";
  readonly code: DocumentErrorCode;
  readonly place: Span | null;

  constructor(code: DocumentErrorCode, message: string, place: Span | null = null) {
    super(message);
    this.code = code;
    this.place = place;
  }
}
