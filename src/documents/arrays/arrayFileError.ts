/**
 * What can be wrong with a file of arrays.
 *
 * - `NOT_AN_ARRAY_FILE`: it begins like none of the formats.
 * - `BROKEN_HEADER`: a header that does not follow its format.
 * - `TRUNCATED`: it ends before the bytes that its header announces.
 * - `UNSUPPORTED_DTYPE`: elements that are not real numbers, or of a type that is not read.
 * - `BROKEN_ARCHIVE`: a zip whose entries do not unpack to what the directory says.
 * - `UNSUPPORTED_ARCHIVE`: a zip with a method or a size that is not read (encrypted, over 4 GB).
 */
export type ArrayFileErrorCode =
  "NOT_AN_ARRAY_FILE" | "BROKEN_HEADER" | "TRUNCATED" | "UNSUPPORTED_DTYPE" | "BROKEN_ARCHIVE" | "UNSUPPORTED_ARCHIVE";

/** What is wrong with an .npy, .npz or .safetensors file, in words for the person who chose it. */
export class ArrayFileError extends Error {
  override readonly name = "ArrayFileError";
  readonly code: ArrayFileErrorCode;

  constructor(code: ArrayFileErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
