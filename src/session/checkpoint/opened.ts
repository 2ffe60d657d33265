import type { ReadCheckpoint } from "../compute/checkpointRequests.ts";

/** A checkpoint as the session holds it: its layers whole, its tensors by name. */
export interface OpenedCheckpoint extends ReadCheckpoint {
  readonly fileName: string;
}
