import type { CheckpointFormat, CheckpointFramework, CheckpointLayer, CheckpointNotice, CheckpointPart } from "../../documents/checkpoints/types.ts";
import type { OpenedTensor } from "./opened.ts";

/** A file of layers, and where its bytes are: on disk, or all of them where it is elsewhere. */
export interface CheckpointFile {
  readonly name: string;
  readonly source: string | SharedArrayBuffer | ArrayBuffer;
}

/** What was read of it; the file stays open for its tensors. */
export interface ReadCheckpoint {
  readonly byteLength: number;
  readonly format: CheckpointFormat;
  readonly framework: CheckpointFramework;
  readonly parts: readonly CheckpointPart[];
  readonly tensors: readonly OpenedTensor[];
  readonly layers: readonly CheckpointLayer[];
  readonly notices: readonly CheckpointNotice[];
}

/** A layer before weights, through ReLU. */
export interface ExpectedQuestion {
  /** Number of the weights among the file's tensors. */
  readonly tensor: number;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  readonly numOutputs: number;
  readonly outputsLast: boolean;
  readonly isDepthwise: boolean;
}

/** One layer that is folded into weights: output c of them is multiplied by scale[c], and shift[c] is its new bias. */
export interface FoldStep {
  readonly weight: number;
  readonly outputsLast: boolean;
  /** null: the weights have none yet. */
  readonly bias: number | null;
  readonly biasName: string;
  readonly scale: Float64Array;
  /** β − scale · μ; scale · b comes to it. */
  readonly shift: Float64Array;
}

/** What a folded file holds: these tensors of the open one, those that are folded changed. */
export interface FoldOrder {
  readonly tensors: readonly number[];
  readonly steps: readonly FoldStep[];
}

/** Requests about one open checkpoint. */
export interface CheckpointRequests {
  /** Reads a checkpoint and keeps it open for the requests below. */
  "checkpoint/open": { params: { file: CheckpointFile }; value: ReadCheckpoint };
  /** The values of a tensor, row-major. */
  "checkpoint/tensor": { params: { tensor: number }; value: Float64Array };
  /** A safetensors file of it with layers folded into their weights. */
  "checkpoint/folded": { params: FoldOrder; value: Uint8Array };
  /** The layers and the weights of a file as a safetensors file, whose readers take it from there. It opens nothing. */
  "checkpoint/arrays": { params: { file: CheckpointFile }; value: Uint8Array };
  /** σ̂² per output, for each question. */
  "checkpoint/expected": { params: { questions: readonly ExpectedQuestion[] }; value: readonly Float64Array[] };
}

export type CheckpointRequestName = keyof CheckpointRequests;
