/**
 * What kind of input the engine refused.
 *
 * - `SHAPE_MISMATCH`: a rank, a number of channels, a length or a shape that does not fit.
 * - `BATCH_TOO_SMALL`: one value per channel where the unbiased variance asks for two.
 * - `INVALID_OPTION`: an option out of its range.
 * - `EMPTY_INPUT`: a tensor without values.
 * - `BACKWARD_BEFORE_FORWARD`: no forward pass to go back through.
 * - `INVALID_LABEL`: a class label that is not one of the classes.
 * - `MISSING_STATE`: a layer's state lacks one of the framework's names.
 */
export type EngineErrorCode =
  | "SHAPE_MISMATCH"
  | "BATCH_TOO_SMALL"
  | "INVALID_OPTION"
  | "EMPTY_INPUT"
  | "BACKWARD_BEFORE_FORWARD"
  | "INVALID_LABEL"
  | "MISSING_STATE";

/**
 * Everything that the engine throws on bad input: a stable code, and the value that was refused, in `got` and at the
 * end of the message.
 *
 * @example
 * new BatchNorm(3, { eps: -1 }); // EngineError INVALID_OPTION: "eps requires a finite number of at least 0, got -1"
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;
  readonly got: unknown;

  /** @param requirement what was asked for: "eps requires a finite number of at least 0" */
  constructor(code: EngineErrorCode, requirement: string, got: unknown) {
    super(`${requirement}, got ${describe(got)}`);
    this.code = code;
    this.got = got;
  }
}

/** A refused value in words: shapes as [2, 3], texts in quotes, anything else as JavaScript prints it. */
function describe(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(describe).join(", ")}]`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
