/** The weights before a batch norm layer, as a person chose them. */
export interface ChosenWeights {
  readonly fileName: string;
  /** "fc1"; "" where the file names none. */
  readonly name: string;
}

/** Batch norm folded into the weights before it, one entry per output channel in every list. */
export interface FoldAnswer {
  readonly weights: ChosenWeights;
  /** (out, in), (out, in, …kernel), also where the file puts the outputs last. */
  readonly shape: readonly number[];
  readonly hasBias: boolean;
  /** γ/√(running_var + ε): what each output's weights are multiplied by. */
  readonly scale: Float64Array;
  readonly bias: Float64Array;
  readonly foldedBias: Float64Array;
  /** ‖W‖ and ‖W′‖. */
  readonly norm: Float64Array;
  readonly foldedNorm: Float64Array;
  /** The proof: over so many inputs, how far the two outputs are apart at most. */
  readonly numRows: number;
  readonly largestDifference: number;
  /** How far W · a + b is from the selected data at most: 0 but for rounding where they can come out of this layer. */
  readonly offBy: number;
}

export type FoldFormat = "json" | "torch";
