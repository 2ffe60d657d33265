import { ArrayFileError, type ArrayFileErrorCode } from "../../arrays/arrayFileError.ts";
import { CheckpointError, type CheckpointErrorCode } from "../checkpointError.ts";

const codes: Readonly<Record<ArrayFileErrorCode, CheckpointErrorCode>> = {
  NOT_AN_ARRAY_FILE: "NOT_A_CHECKPOINT",
  BROKEN_HEADER: "BROKEN",
  TRUNCATED: "TRUNCATED",
  UNSUPPORTED_DTYPE: "UNSUPPORTED",
  BROKEN_ARCHIVE: "BROKEN",
  UNSUPPORTED_ARCHIVE: "UNSUPPORTED",
};

/**
 * Runs what reads the header of an array file: what is wrong with it is wrong with the checkpoint.
 *
 * @throws CheckpointError in the place of an ArrayFileError
 */
export function asCheckpointErrors<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof ArrayFileError) throw new CheckpointError(codes[error.code], error.message);
    throw error;
  }
}
