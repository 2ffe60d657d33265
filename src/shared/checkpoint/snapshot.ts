import type { Domain } from "../view/axis.ts";

/** Something that the doctor finds in one layer of a checkpoint. */
export interface LayerFinding {
  /** "BN004". */
  readonly rule: string;
  readonly severity: "error" | "warning" | "info";
  /** From 0; empty where it is about the layer as a whole. */
  readonly channels: readonly number[];
  /** "Running mean is not finite". */
  readonly title: string;
  /** "NaN": for a row of the table. */
  readonly short: string;
  /** The numbers that prove it, in words. */
  readonly evidence: string;
  /** What to do; "" for nothing. */
  readonly advice: string;
}

/** What a page knows of a layer without its channels. */
export interface LayerRow {
  /** Within its part: "layer1.0.bn1". */
  readonly name: string;
  readonly numFeatures: number;
  readonly eps: number;
  readonly isEpsAssumed: boolean;
  /** In the framework's own sense; null is PyTorch's cumulative average. */
  readonly momentum: number | null;
  readonly isMomentumAssumed: boolean;
  readonly training: boolean | null;
  readonly numBatchesTracked: number | null;
  readonly hasStatistics: boolean;
  /** Errors first. */
  readonly findings: readonly LayerFinding[];
}

/** Bins of every picture. */
export const numBins = 40;

/** The four columns of pictures: γ, β, μ/√(σ² + ε), and σ as its decimal logarithm. */
export const pictureColumns = ["gamma", "beta", "mean", "deviation"] as const;
export type PictureColumn = (typeof pictureColumns)[number];

/**
 * One column of pictures. Row 0 is that of all layers, row i + 1 that of layer i; each has `numBins` counts. What lies
 * beyond the axis is in its end bins.
 */
export interface PictureRows {
  /** The axis that all rows share. */
  readonly domain: Domain;
  readonly counts: Uint32Array;
  /** The axis of each row, and its counts on it. */
  readonly ownMin: Float64Array;
  readonly ownMax: Float64Array;
  readonly ownCounts: Uint32Array;
}

/** Effective scale |γ|/√(σ² + ε) over the channels of each layer; NaN where a layer has no statistics. */
export interface ScaleColumns {
  readonly low: Float64Array;
  readonly median: Float64Array;
  readonly high: Float64Array;
  /** The median of |γ|/σ: as if ε were 0. */
  readonly medianWithoutEps: Float64Array;
}

/** Channels of all layers as points of σ and γ. Above a limit one of each small area is kept. */
export interface ChannelPoints {
  readonly layer: Uint32Array;
  readonly gamma: Float64Array;
  readonly deviation: Float64Array;
  /** Whether some were left out. */
  readonly isThinned: boolean;
}

export interface CheckpointPartInfo {
  /** "" for the top. */
  readonly name: string;
  readonly numLayers: number;
}

export interface ReadingNotice {
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

/** Everything that the page shows at once of one part of a checkpoint. */
export interface CheckpointSnapshot {
  readonly revision: number;
  readonly fileName: string;
  /** "PyTorch, zip + pickle". */
  readonly format: string;
  readonly byteLength: number;
  /** What the batch norm layers take of it; null where it cannot be told. */
  readonly batchNormBytes: number | null;
  /** The commonest type of the part's tensors; null where there are none. */
  readonly dtype: string | null;
  readonly numTensors: number;
  readonly parts: readonly CheckpointPartInfo[];
  readonly part: string;
  readonly layers: readonly LayerRow[];
  readonly numChannels: number;
  /** The ε that a person set in the place of what was assumed. */
  readonly chosenEps: number | null;
  readonly pictures: Readonly<Record<PictureColumn, PictureRows>>;
  readonly scales: ScaleColumns;
  readonly points: ChannelPoints;
  /** In one or two sentences; names of layers stand between two asterisks. */
  readonly glance: string;
  /** What is there instead of batch norm, in a sentence; "" where there are layers. */
  readonly instead: string;
  readonly notices: readonly ReadingNotice[];
  /** Whether the checks that need weights are done. */
  readonly isComplete: boolean;
}

/** Some channels of one layer or of several, one entry each. */
export interface ChannelColumns {
  readonly layer: Uint32Array;
  readonly channel: Uint32Array;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  /** NaN where there are no statistics. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly eps: Float64Array;
}
