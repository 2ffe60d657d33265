import type { ElementType } from "./elementTypes.ts";
import type { RecordLayout } from "./recordFields.ts";

/** Where the values of an array stand in its file, and how they are written. */
export interface ArrayLayout {
  /** "conv1.bn.weight"; "" for the only array of an .npy file. */
  readonly name: string;
  readonly shape: readonly number[];
  /** As the format writes it: "<f4" (NumPy), "BF16" (safetensors). */
  readonly dtype: string;
  /** Null for a type that is not numbers, or not one that is read. */
  readonly type: ElementType | null;
  /** The fields of a structured array; null for one of elements. */
  readonly records: RecordLayout | null;
  readonly littleEndian: boolean;
  readonly fortranOrder: boolean;
  /** Offsets of the first byte of the values, and behind the last. */
  readonly start: number;
  readonly end: number;
}

/** One array of a file: its header is read and checked, its values are decoded on demand. */
export interface NamedArray {
  /** "conv1.bn.weight"; "" for the only array of an .npy file. */
  readonly name: string;
  /** Length of each axis; no axes for a single number. */
  readonly shape: readonly number[];
  /** As the format writes it: "<f4" (NumPy), "BF16" (safetensors). */
  readonly dtype: string;
  /**
   * The values in row-major order whatever the file's order. Narrower numbers are exact; whole numbers beyond 2^53
   * become the nearest float64; booleans become 0 and 1.
   *
   * @throws ArrayFileError UNSUPPORTED_DTYPE
   */
  read(): Float64Array;
}
