/** Endings of the files that hold checkpoints, as dialogs filter by them. */
export const checkpointExtensions = [
  ...[
    "pt",
    "pth",
    "ckpt",
    "safetensors",
    "keras",
    "onnx",
    "h5",
    "hdf5",
    "npz",
    "bin",
    "pkl",
    "msgpack",
    "mpk",
    "th",
    "tar",
  ],
] as const;

/** Whether a file is read as a checkpoint where a layer is asked for. Arrays and safetensors have a reader of their own. */
export function isCheckpointName(name: string): boolean {
  return /\.(pt|pth|ckpt|keras|onnx|h5|hdf5|bin|pkl|msgpack|mpk|th|tar)$/i.test(name);
}
