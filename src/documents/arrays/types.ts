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
