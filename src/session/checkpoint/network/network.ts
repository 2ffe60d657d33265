import type { CheckpointFramework, CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import { precedingWeights } from "../../doctor/layers/precedingWeights.ts";
import { examinedLayers } from "../report/channels.ts";
import type { OpenedTensor } from "../../compute/checkpointRequests.ts";

/** Which axis of weights is that of the outputs. */
export type OutputAxis = "first" | "last";

/** The weights whose outputs a layer normalizes. */
export interface Producer {
  readonly weight: OpenedTensor;
  readonly outputs: OutputAxis;
  readonly bias: OpenedTensor | null;
  /** Whether each channel has its own input: a depthwise convolution. */
  readonly isDepthwise: boolean;
}

/** A module of the file: what stands under one name. */
export interface Module {
  readonly name: string;
  readonly parent: string;
  readonly weight: OpenedTensor | null;
  readonly bias: OpenedTensor | null;
  /** Number of the batch norm layer that it is. */
  readonly layer: number | null;
}

/** Frameworks whose weights have the outputs last. */
const outputsLast: readonly CheckpointFramework[] = ["keras", "flax", "haiku"];

/** Which axis of a framework's weights is that of the outputs. */
export function outputAxis(framework: CheckpointFramework): OutputAxis {
  return outputsLast.includes(framework) ? "last" : "first";
}

/** The weights before each layer of a part; null where names and shapes do not tell. */
export function producersOf(layers: readonly CheckpointLayer[], tensors: readonly OpenedTensor[]): (Producer | null)[] {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return precedingWeights({ layers: examinedLayers(layers, null), tensors }).map((found, i) => {
    const weight = found === null ? undefined : byName.get(found.weight.name);
    if (found === null || weight === undefined) return null;
    const bias = found.bias === null ? null : (byName.get(found.bias.name) ?? null);
    const { outputs } = found;
    return { weight, outputs, bias, isDepthwise: isDepthwise(weight.shape, outputs, layers[i].numFeatures) };
  });
}

/** Outputs of weights, (out, in, …) or (…, in, out). */
export function outputsOf(shape: readonly number[], outputs: OutputAxis): number {
  return outputs === "first" ? shape[0] : shape[shape.length - 1];
}

/** Inputs of weights, (out, in, …) or (…, in, out); of grouped ones those of a group. */
export function inputsOf(shape: readonly number[], outputs: OutputAxis): number {
  return outputs === "first" ? shape[1] : shape[shape.length - 2];
}

function isDepthwise(shape: readonly number[], outputs: OutputAxis, channels: number): boolean {
  if (shape.length < 3 || channels < 2) return false;
  return inputsOf(shape, outputs) === 1 || (outputs === "last" && shape[shape.length - 1] === 1);
}

/** Modules in the order in which the file first names them. */
export function modulesOf(layers: readonly CheckpointLayer[], tensors: readonly OpenedTensor[]): Module[] {
  const numbers = new Map(layers.map(({ name }, i) => [name, i]));
  const byName = new Map<string, OpenedTensor[]>();
  for (const tensor of tensors) {
    const name = parentOf(tensor.name);
    const own = byName.get(name);
    if (own === undefined) byName.set(name, [tensor]);
    else own.push(tensor);
  }
  return [...byName].map(([name, own]) => ({
    name,
    parent: parentOf(name),
    weight: own.find(({ shape }) => shape.length > 1) ?? null,
    bias: own.find((tensor) => tensor.shape.length === 1 && /[./]bias(:\d+)?$/.test(`/${tensor.name}`)) ?? null,
    layer: numbers.get(name) ?? null,
  }));
}

/** "layer1.0.bn1.weight" → "layer1.0.bn1". */
export function parentOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("."), name.lastIndexOf("/"), 0));
}
