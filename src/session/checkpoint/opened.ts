import type { ReadCheckpoint } from "./requests.ts";

/** A tensor of a checkpoint that is open elsewhere, by its number among the file's. */
export interface OpenedTensor {
  readonly index: number;
  readonly name: string;
  readonly part: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

/** A checkpoint as the session holds it: its layers whole, its tensors by name. */
export interface OpenedCheckpoint extends ReadCheckpoint {
  readonly fileName: string;
}
