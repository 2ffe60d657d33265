/** Largest |W| of each output, before batch norm is folded into the weights and after. */
export interface FoldRanges {
  /** Name of the weights. */
  readonly tensor: string;
  readonly shape: readonly number[];
  readonly isDepthwise: boolean;
  /** Which axis is that of the outputs, and whether it may be the other one. */
  readonly outputs: "first" | "last";
  readonly canSwap: boolean;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

export interface FoldQuestion {
  readonly layer: number;
  /** null: as the framework has it. */
  readonly outputs: "first" | "last" | null;
}

/** The ranges, or which weights were tried and why they do not fit. */
export type FoldAnswer =
  { readonly kind: "ranges"; readonly ranges: FoldRanges } | { readonly kind: "none"; readonly tried: string | null };

/**
 * Bits that one int8 scale for a whole tensor leaves to a channel: 1 + log2(127 · range/largest range).
 *
 * @example bitsOf(1, 1) // 7.99
 */
export function bitsOf(range: number, largest: number): number {
  return 1 + Math.log2((127 * range) / largest);
}
