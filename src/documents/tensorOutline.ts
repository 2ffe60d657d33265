import type { JsonForm } from "./json/jsonCandidate.ts";
import type { Span } from "./types.ts";

/** A tensor that a text holds, before its values are read. */
export interface TensorOutline {
  /** "activations.layer1", "[0]", "" for the whole document. */
  readonly path: string;
  /** What it is in JSON, or a delimited table. */
  readonly kind: JsonForm | "table";
  readonly format: "json" | "csv";
  /** Of records and tables the second length is what the first rows suggest. */
  readonly shape: readonly number[];
  readonly range: Span;
  /** Why it cannot be read: ragged rows, text among the numbers. */
  readonly problem: string | null;
}
