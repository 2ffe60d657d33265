import type {
  CheckpointFormat,
  CheckpointFramework,
  CheckpointLayer,
  CheckpointNotice,
  CheckpointPart,
} from "../../documents/checkpoints/types.ts";

export type FileBytes = SharedArrayBuffer | ArrayBuffer;

/** A file of layers, and where its bytes are: on disk, or all of them where it is elsewhere. */
export interface CheckpointFile {
  readonly name: string;
  readonly source: string | FileBytes;
  /** Name → bytes of the files beside one that is not on disk, as far as it needs them. */
  readonly siblings?: Readonly<Record<string, FileBytes>>;
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

/** Weights by their number among the file's tensors, and which of their axes is that of the outputs. */
export interface SquaresQuestion {
  readonly tensor: number;
  readonly outputsLast: boolean;
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
  /** Of each of these weights the root of the sum of squares over the kernel, for every output and input. */
  "checkpoint/squares": { params: { questions: readonly SquaresQuestion[] }; value: readonly Float32Array[] };
}

export type CheckpointRequestName = keyof CheckpointRequests;
/** A tensor of a checkpoint that is open elsewhere, by its number among the file's. */

export interface OpenedTensor {
  readonly index: number;
  readonly name: string;
  readonly part: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}
