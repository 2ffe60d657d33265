import type { CheckpointFormat, CheckpointFramework } from "../../../documents/checkpoints/types.ts";

const containers: Readonly<Record<CheckpointFormat, string>> = {
  "pytorch-zip": "PyTorch, zip + pickle",
  "pytorch-legacy": "PyTorch, pickle",
  "pytorch-tar": "PyTorch, tar",
  torchscript: "TorchScript, zip",
  pickle: "pickle",
  onnx: "ONNX",
  keras: "Keras, zip + HDF5",
  "keras-h5": "Keras, HDF5",
  "flax-msgpack": "Flax, MessagePack",
  npz: "NumPy, zip",
  safetensors: "safetensors",
  "safetensors-index": "safetensors, sharded",
};

const frameworks: Readonly<Record<CheckpointFramework, string>> = {
  pytorch: "PyTorch",
  keras: "Keras",
  onnx: "ONNX",
  flax: "Flax",
  haiku: "Haiku",
  chainer: "Chainer",
  mxnet: "MXNet",
  paddle: "Paddle",
  mindspore: "MindSpore",
  caffe: "Caffe",
  mlx: "MLX",
  unknown: "",
};

/**
 * A file's format as the head of its page names it, with the framework where the format does not say it.
 *
 * @example formatLabel("npz", "keras") // "NumPy, zip (Keras)"
 */
export function formatLabel(format: CheckpointFormat, framework: CheckpointFramework): string {
  const label = containers[format];
  const name = frameworks[framework];
  const isSaid = name === "" || label.startsWith(name) || format === "torchscript";
  return isSaid ? label : `${label} (${name})`;
}
