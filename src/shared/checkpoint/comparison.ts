import type { ReplyError } from "../report/protocol.ts";
import type { PictureRows } from "./snapshot.ts";

/** Which parts of a layer are the same numbers in both files, bit for bit. */
export interface EqualParts {
  readonly gamma: boolean;
  readonly beta: boolean;
  readonly mean: boolean;
  readonly variance: boolean;
}

/** A layer of one file beside that of the other. */
export interface ComparedLayer {
  /** In A; of a layer that only B has, in B. */
  readonly name: string;
  /** In B; null where only A has it. */
  readonly nameB: string | null;
  readonly where: "both" | "a" | "b";
  readonly numFeatures: number;
  /** How far y moves for an input with A's statistics, in standard deviations of y; NaN where that cannot be told. */
  readonly moved: number;
  readonly equal: EqualParts;
  /** Batches that were counted between the two; null where a file counts none. */
  readonly batchesApart: number | null;
}

/** Columns of pictures: Δγ, Δβ, Δ mean in σ, and the ratio of σ as a power of two. */
export const comparedColumns = ["gamma", "beta", "mean", "ratio"] as const;
export type ComparedColumn = (typeof comparedColumns)[number];

/** Two checkpoints, or two parts of one, layer by layer. */
export interface CheckpointComparison {
  readonly nameA: string;
  readonly nameB: string;
  /** The file of both, where two parts of it are compared; null otherwise. */
  readonly file: string | null;
  readonly matchedBy: "name" | "suffix" | "order";
  readonly layers: readonly ComparedLayer[];
  readonly pictures: Readonly<Record<ComparedColumn, PictureRows>>;
  /** Names of layers stand between two asterisks. */
  readonly sentence: string;
  /** What to do about it, and code that does; "" for nothing. */
  readonly advice: string;
  readonly code: string;
}

/** The numbers of a layer in both files, one entry per channel. */
export interface ComparedChannels {
  readonly gammaA: Float64Array;
  readonly gammaB: Float64Array;
  readonly betaA: Float64Array;
  readonly betaB: Float64Array;
  readonly meanA: Float64Array;
  readonly meanB: Float64Array;
  readonly varianceA: Float64Array;
  readonly varianceB: Float64Array;
  readonly eps: number;
}

export interface ComparePageState {
  readonly comparison: CheckpointComparison | null;
  readonly failure: ReplyError | null;
  readonly strings: Readonly<Record<string, string>> | null;
}

export interface CompareRequests {
  "page/ready": { params: undefined; value: ComparePageState };
  "layer/channels": { params: { layer: number }; value: ComparedChannels | null };
  "files/swap": { params: undefined; value: undefined };
  "files/reload": { params: undefined; value: undefined };
  "clipboard/write": { params: { text: string }; value: undefined };
}

export interface CompareEvents {
  "compare/state": Omit<ComparePageState, "strings">;
}

export type CompareRequestMessage = {
  [K in keyof CompareRequests]: {
    readonly id: number;
    readonly type: K;
    readonly params: CompareRequests[K]["params"];
  };
}[keyof CompareRequests];
