import type { CheckpointComparison } from "../../../shared/checkpoint/comparison.ts";

/** A comparison as the command returns it: plain JSON. */
export interface ComparisonSummary {
  readonly a: string;
  readonly b: string;
  readonly matchedBy: "name" | "suffix" | "order";
  readonly sentence: string;
  readonly advice: string;
  readonly layers: readonly {
    readonly name: string;
    readonly nameB: string | null;
    readonly where: "both" | "a" | "b";
    readonly numFeatures: number;
    /** In standard deviations of y; a word where it is not finite, null where only one side has the layer. */
    readonly moved: number | string | null;
    readonly equal: {
      readonly gamma: boolean;
      readonly beta: boolean;
      readonly mean: boolean;
      readonly variance: boolean;
    };
    readonly batchesApart: number | null;
  }[];
}

export function summarizeComparison({
  nameA,
  nameB,
  matchedBy,
  sentence,
  advice,
  layers,
}: CheckpointComparison): ComparisonSummary {
  return {
    ...{ a: nameA, b: nameB, matchedBy, sentence: sentence.replaceAll("**", ""), advice },
    layers: layers.map(({ name, nameB: other, where, numFeatures, moved, equal, batchesApart }) => ({
      ...{ name, nameB: other, where, numFeatures, equal, batchesApart },
      moved: where !== "both" ? null : Number.isFinite(moved) ? moved : String(moved),
    })),
  };
}
