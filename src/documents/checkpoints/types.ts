/** Bytes that are fetched by range: a file on disk, a remote one, a buffer. A checkpoint of 10 GB costs what is sliced from it. */
export interface ByteRanges {
  readonly byteLength: number;
  /**
   * The bytes from `from` up to, not including, `to`, cut at the end of the file.
   *
   * @throws Error where they cannot be read
   */
  slice(from: number, to: number): Promise<Uint8Array>;
}

/** What reading needs beside the bytes of the file itself. */
export interface CheckpointSource {
  /** Without folders: "resnet50.pt". Its ending tells the format where the first bytes do not. */
  readonly fileName: string;
  readonly bytes: ByteRanges;
  /**
   * A file in the same folder, for external data (ONNX) and shards (safetensors); null where there is none. A name that leaves the
   * folder is never asked for.
   */
  sibling(name: string): Promise<ByteRanges | null>;
}

export type CheckpointFormat =
  | "pytorch-zip"
  | "pytorch-legacy"
  | "pytorch-tar"
  | "torchscript"
  | "pickle"
  | "onnx"
  | "keras"
  | "keras-h5"
  | "flax-msgpack"
  | "npz"
  | "safetensors"
  | "safetensors-index";

/** Whose names and conventions the layers follow; "unknown" where the file does not say. */
export type CheckpointFramework =
  | "pytorch"
  | "keras"
  | "onnx"
  | "flax"
  | "haiku"
  | "chainer"
  | "mxnet"
  | "paddle"
  | "mindspore"
  | "caffe"
  | "mlx"
  | "unknown";

/** A number of the file, or one that its framework is assumed to use as the file does not say. */
export interface Given<Value> {
  readonly value: Value;
  readonly isAssumed: boolean;
}

/** One of several states in a file: `model` beside `ema`, `state_dict` beside `teacher`. */
export interface CheckpointPart {
  /** Path to it, joined by dots: "ema", "checkpoint.model"; "" for the top. */
  readonly name: string;
  readonly numLayers: number;
}

/** A tensor of the file. Its values are read and decoded when asked for. */
export interface CheckpointTensor {
  /** Within its part: "layer1.0.conv1.weight". */
  readonly name: string;
  /** Name of its part; "" for the top. */
  readonly part: string;
  readonly shape: readonly number[];
  /** As the framework names it: "float32", "bfloat16", "qint8". */
  readonly dtype: string;
  /**
   * The values in row-major order. Narrower numbers are exact, quantized ones are scaled to what they stand for.
   *
   * @throws CheckpointError where the file does not hold them whole
   */
  read(): Promise<Float64Array>;
}

/** One batch norm layer of a checkpoint. Each list has an entry per channel. */
export interface CheckpointLayer {
  /** Within its part: "layer1.0.bn1". */
  readonly name: string;
  readonly part: string;
  readonly numFeatures: number;
  /** null where the layer has none (affine=False, scale=False, center=False): 1 and 0 then. */
  readonly gamma: Float64Array | null;
  readonly beta: Float64Array | null;
  /** null where the layer tracks none, or where its values are not in the file: a notice says which. */
  readonly runningMean: Float64Array | null;
  readonly runningVar: Float64Array | null;
  readonly eps: Given<number>;
  /** In the framework's own sense; null is PyTorch's cumulative average. */
  readonly momentum: Given<number | null>;
  /** null where the file does not say. */
  readonly training: boolean | null;
  readonly numBatchesTracked: number | null;
  /** What the running variance divides by: N − 1 or N. */
  readonly runningVariance: "unbiased" | "biased";
}

/** Something a person should know of what was read: what was left out, assumed, or odd. */
export interface CheckpointNotice {
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
}

/** What every reader makes of its file. Layers and tensors stand in the file's order. */
export interface Checkpoint {
  readonly format: CheckpointFormat;
  readonly framework: CheckpointFramework;
  /** Those with layers, the one that a person means first; at least one where there are layers. */
  readonly parts: readonly CheckpointPart[];
  readonly tensors: readonly CheckpointTensor[];
  readonly layers: readonly CheckpointLayer[];
  readonly notices: readonly CheckpointNotice[];
}

/** Says how far reading has come and lets a person cancel. */
export interface ReadingControl {
  readonly isCancelled: () => boolean;
  readonly onLayer: (numRead: number, numLayers: number) => void;
}
