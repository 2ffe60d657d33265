/**
 * What can be wrong with a checkpoint.
 *
 * - `NOT_A_CHECKPOINT`: the file begins like none of the formats, or holds no tensors.
 * - `TRUNCATED`: it ends before what it announces.
 * - `BROKEN`: it does not follow its format.
 * - `REFUSED`: it asks for something that no checkpoint needs, such as running code.
 * - `TOO_LARGE`: it asks for more memory or work than reading may cost.
 * - `UNSUPPORTED`: it is sound, but of a kind that is not read.
 * - `CANCELLED`: the person no longer wants it.
 */
export type CheckpointErrorCode =
  "NOT_A_CHECKPOINT" | "TRUNCATED" | "BROKEN" | "REFUSED" | "TOO_LARGE" | "UNSUPPORTED" | "CANCELLED";

/** What is wrong with a checkpoint or one tensor of it, in one sentence for the person who opened it. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
  readonly code: CheckpointErrorCode;

  constructor(code: CheckpointErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
