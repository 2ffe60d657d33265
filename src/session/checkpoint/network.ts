import type { CheckpointFramework, CheckpointLayer } from "../../documents/checkpoints/types.ts";
import type { OpenedTensor } from "./opened.ts";

/** Which axis of weights is that of the outputs. */
export type OutputAxis = "first" | "last";

/** The weights whose outputs a layer normalizes. */
export interface Producer {
  readonly weight: OpenedTensor;
  readonly outputs: OutputAxis;
  readonly bias: OpenedTensor | null;
  /** Whether each channel has its own input: a depthwise convolution. */
  readonly isDepthwise: boolean;
  /**
   * The batch norm layer, by its number, that enters these weights through an activation and nothing else; null where
   * names and shapes do not make that certain.
   */
  readonly from: number | null;
}

/** A module of the file: what stands under one name. */
export interface Module {
  readonly name: string;
  readonly parent: string;
  /** "conv1", "3". */
  readonly own: string;
  readonly weight: OpenedTensor | null;
  readonly bias: OpenedTensor | null;
  readonly layer: number | null;
}

/** Frameworks whose weights have the outputs last. */
const outputsLast: readonly CheckpointFramework[] = ["keras", "flax", "haiku"];

/** Which axis of a framework's weights is that of the outputs. */
export function outputAxis(framework: CheckpointFramework): OutputAxis {
  return outputsLast.includes(framework) ? "last" : "first";
}

/** The weights before each layer of a part; null where names and shapes do not tell. */
export function producersOf(
  layers: readonly CheckpointLayer[],
  tensors: readonly OpenedTensor[],
  framework: CheckpointFramework,
): (Producer | null)[] {
  const modules = modulesOf(layers, tensors);
  const outputs = outputAxis(framework);
  return layers.map((layer, i) => {
    const at = modules.findIndex(({ layer: index }) => index === i);
    if (at < 0) return null;
    const place = weightsBefore(modules, at);
    const module = place === null ? null : modules[place];
    const weight = module?.weight ?? null;
    if (place === null || module === null || weight === null) return null;
    const depthwise = isDepthwise(weight, outputs, layer.numFeatures);
    const isFit = depthwise || outputsOf(weight.shape, outputs) === layer.numFeatures;
    if (!isFit) return null;
    const { bias } = module;
    return { weight, outputs, bias, isDepthwise: depthwise, from: layerBefore(modules, place, at, layers, outputs) };
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

function isDepthwise({ shape }: OpenedTensor, outputs: OutputAxis, channels: number): boolean {
  if (shape.length < 3) return false;
  if (outputs === "first") return shape[1] === 1 && shape[0] === channels && channels > 1;
  return shape[shape.length - 1] === 1 && shape[shape.length - 2] === channels && channels > 1;
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
    own: name.slice(parentOf(name).length).replace(/^[./]/, ""),
    weight: own.find(({ shape }) => shape.length > 1) ?? null,
    bias: own.find((tensor) => tensor.shape.length === 1 && /[./]bias(:\d+)?$/.test(`/${tensor.name}`)) ?? null,
    layer: numbers.get(name) ?? null,
  }));
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("."), name.lastIndexOf("/"), 0));
}

/**
 * The place of the weights before a layer: the module that stands right before it under the same parent. Where modules
 * are not in the order of the computation (conv1, conv2, bn1, bn2), the one with the same number.
 */
function weightsBefore(modules: readonly Module[], at: number): number | null {
  const { parent, own } = modules[at];
  const number = /\d+$/.exec(own)?.[0];
  const before = at - 1;
  if (before >= 0 && modules[before].parent === parent && modules[before].weight !== null) return before;
  if (number === undefined || /^\d+$/.test(own)) return null;
  const twin = modules.findIndex(
    (module) => module.parent === parent && module.weight !== null && /^(conv|fc|linear)_?\d+$/.test(module.own) &&
      /\d+$/.exec(module.own)?.[0] === number,
  );
  return twin < 0 || twin > at ? null : twin;
}

/**
 * The layer that enters the weights at a place through an activation: the module right before them under the same
 * parent, in a sequence with a place left out between (the activation). The first layer of a file may enter a block.
 */
function layerBefore(
  modules: readonly Module[],
  place: number,
  at: number,
  layers: readonly CheckpointLayer[],
  outputs: OutputAxis,
): number | null {
  if (place === 0 || at !== place + 1) return null;
  const [weights, before] = [modules[place], modules[place - 1]];
  const { weight } = weights;
  if (before.layer === null || weight === null) return null;
  const inputs = inputsOf(weight.shape, outputs);
  const channels = layers[before.layer].numFeatures;
  const depthwise = isDepthwise(weight, outputs, channels);
  if (!depthwise && inputs !== channels) return null;
  const areNumbers = /^\d+$/.test(before.own) && /^\d+$/.test(weights.own);
  if (before.parent === weights.parent) {
    return !areNumbers || Number(weights.own) === Number(before.own) + 2 ? before.layer : null;
  }
  return before.layer === 0 && before.parent === "" && /^\w+\d*\.0$/.test(weights.parent) ? 0 : null;
}
