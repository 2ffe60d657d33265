import type { Checkpoint, CheckpointLayer } from "../../documents/checkpoints/types.ts";
import { safetensorsFile, type WrittenTensor } from "../../documents/write/safetensors.ts";
import { stateTensors } from "../../shared/checkpoint/stateTensors.ts";
import { writtenTensor } from "./foldedFile.ts";

/** Numbers of weights that are handed on at most; layers always are. */
const mostWeights = 50_000_000;

/**
 * The layers and weights of a checkpoint's first part as a safetensors file. Layers stand under the names of PyTorch,
 * Keras or ONNX, whichever has the framework's sense of momentum and ε, so that every reader of layers knows them.
 */
export async function arraysFile({ layers, tensors, parts, framework }: Checkpoint): Promise<Uint8Array> {
  const part = parts.at(0)?.name ?? "";
  const own = layers.filter((layer) => layer.part === part);
  const written: WrittenTensor[] = own.flatMap((layer) => stateTensors(layer, framework));
  const taken = new Set(written.map(({ name }) => name));
  let budget = mostWeights;
  for (const tensor of tensors) {
    const size = tensor.shape.reduce((a, b) => a * b, 1);
    const isWeight = tensor.shape.length > 1 || /[./]bias(:\d+)?$/.test(tensor.name);
    if (tensor.part !== part || !isWeight || taken.has(tensor.name) || isOfLayer(tensor.name, own) || size > budget)
      continue;
    budget -= size;
    written.push(writtenTensor(tensor, await tensor.read()));
  }
  return safetensorsFile(written);
}

function isOfLayer(name: string, layers: readonly CheckpointLayer[]): boolean {
  const parent = name.slice(0, Math.max(name.lastIndexOf("."), name.lastIndexOf("/"), 0));
  return layers.some((layer) => layer.name === parent);
}
