import type { FoldPlace, LaidOut, WeightLayout } from "./weightLayout.ts";

/** The weights beside a batch norm layer, as a person chose them. */
export interface ChosenWeights {
  readonly fileName: string;
  /** "fc1"; "" where the file names none. */
  readonly name: string;
}

/** How the weights stand to batch norm, as far as a person said it. */
export interface FoldChoice {
  readonly place: FoldPlace;
  /** null: what fits, by the file's names and by the data. */
  readonly layout: WeightLayout | null;
  /** null: what the channels lead to. */
  readonly groups: number | null;
}

/** How the order of the axes is known: a person said it, only one fits, the names or the data tell; or it is assumed. */
export type LayoutSource = "stated" | "shape" | "name" | "data" | "assumed";

/** Batch norm folded into weights, one entry per output channel in every list. */
export interface FoldAnswer {
  readonly weights: ChosenWeights;
  readonly place: FoldPlace;
  /** As the file has it. */
  readonly shape: readonly number[];
  readonly axes: LaidOut;
  readonly source: LayoutSource;
  /** All ways in which the weights could stand there. */
  readonly fitting: readonly LaidOut[];
  readonly hasBias: boolean;
  /** γ/√(running_var + ε) of every channel of batch norm: outputs of the weights before it, inputs of those after it. */
  readonly scale: Float64Array;
  readonly bias: Float64Array;
  readonly foldedBias: Float64Array;
  /**
   * Behind batch norm a transposed convolution has no one bias per output: its places see different parts of the kernel.
   * What one part gives, at the least and at the most; null elsewhere.
   */
  readonly biasRange: { readonly least: Float64Array; readonly largest: Float64Array } | null;
  /** Largest |W| and |W′| of every output: the range that a quantizer has to cover. */
  readonly range: Float64Array;
  readonly foldedRange: Float64Array;
  /** The proof: over so many inputs of the operation, how far the two outputs are apart at most. */
  readonly numInputs: number;
  readonly largestDifference: number;
  /** Where the inputs came from: reconstructed from the data, the data themselves, or drawn at random. */
  readonly inputs: "solved" | "data" | "drawn";
  /** How far the operation on reconstructed inputs is from the data at most: 0 but for rounding where they fit. */
  readonly offBy: number | null;
}

export type FoldFormat = "json" | "code";

/**
 * Bits that a channel's weights have in an int8 of the whole tensor: 1 + log2(127 · range/largest range), 8 for the
 * channel with the largest.
 *
 * @example
 * bitsLeft([1, 0.25]) // [7.99, 5.99]
 */
export function bitsLeft(ranges: ArrayLike<number>): number[] {
  const largest = Array.from(ranges).reduce((most, range) => Math.max(most, range), 0);
  return Array.from(ranges, (range) => (range > 0 ? Math.max(0, 1 + Math.log2((127 * range) / largest)) : 0));
}
