/**
 * What can be wrong with a file that should hold a layer.
 *
 * - `NO_LAYER`: no names of a batch norm layer in it.
 * - `UNUSABLE`: parts of a layer with different lengths, or one running statistic without the other.
 */
export type LayerFileErrorCode = "NO_LAYER" | "UNUSABLE";

/** What is wrong with a file of layer parameters, in words for the person who chose it. */
export class LayerFileError extends Error {
  override readonly name = "LayerFileError";
  readonly code: LayerFileErrorCode;

  constructor(code: LayerFileErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
