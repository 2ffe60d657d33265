import type { CheckpointFramework, CheckpointLayer } from "../../../documents/checkpoints/types.ts";
import type { LinkedWeights } from "../../../shared/checkpoint/pruning.ts";
import { inputsOf, modulesOf, outputAxis, outputsOf, producersOf, type Module } from "./network.ts";
import type { OpenedTensor } from "../../compute/checkpointRequests.ts";

/** The branch of a residual block that changes the shape. */
const shortcut = /(?:^|[./])(?:downsample|shortcut|skip)$/;

/**
 * What hangs together in a part, as far as names and shapes tell: the layers at both ends of weights, and the layers
 * whose outputs a residual block adds. Where nothing tells, nothing is linked.
 */
export function linksOf(
  layers: readonly CheckpointLayer[],
  tensors: readonly OpenedTensor[],
  framework: CheckpointFramework,
): { weights: LinkedWeights[]; joined: number[][] } {
  const modules = modulesOf(layers, tensors);
  const axis = outputAxis(framework);
  const producers = producersOf(layers, tensors);
  const inputs = modules.map((module, place) => inputLayer(modules, place, module, layers, framework));
  const weights = modules.flatMap(({ weight, bias, layer }, place): LinkedWeights[] => {
    if (weight === null || layer !== null) return [];
    const to = producers.findIndex((producer) => producer?.weight === weight);
    const size = weight.shape.reduce((a, b) => a * b, 1);
    const isDepthwise = to >= 0 && producers[to]?.isDepthwise === true;
    const numOutputs = isDepthwise ? layers[to].numFeatures : outputsOf(weight.shape, axis);
    const numInputs = isDepthwise ? 1 : inputsOf(weight.shape, axis);
    return [
      {
        ...{ to: to < 0 ? null : to, from: isDepthwise ? null : inputs[place], numOutputs, numInputs, isDepthwise },
        ...{ kernel: size / (numOutputs * numInputs), hasBias: bias !== null },
      },
    ];
  });
  return { weights, joined: additions(modules, inputs, layers) };
}

/** The start of the residual block that a module is in. */
function blockOf(parent: string): string {
  return shortcut.test(parent) ? parent.replace(/[./][^./]*$/, "") : parent;
}

/** The layer whose channels enter a module's weights: the one before it in its block, or the last one before the block. */
function inputLayer(
  modules: readonly Module[],
  place: number,
  { weight, parent }: Module,
  layers: readonly CheckpointLayer[],
  framework: CheckpointFramework,
): number | null {
  if (weight === null) return null;
  const wanted = inputsOf(weight.shape, outputAxis(framework));
  const block = blockOf(parent);
  const start = parent === "" ? place : modules.findIndex(({ name }) => name.startsWith(`${block}.`));
  const last = (candidates: readonly Module[]): number | null =>
    candidates.filter(({ layer }) => layer !== null).at(-1)?.layer ?? null;
  const inBlock = parent === block ? last(modules.slice(0, place).filter((module) => module.parent === parent)) : null;
  // A shortcut's layer is joined to the block's last one, which stands for both.
  const before = last(modules.slice(0, Math.max(start, 0)).filter((module) => !shortcut.test(module.parent)));
  return [inBlock, before].find((layer) => layer !== null && layers[layer].numFeatures === wanted) ?? null;
}

/** Groups of layers whose outputs are added: the last layer of a residual block, and what its shortcut brings. */
function additions(
  modules: readonly Module[],
  inputs: readonly (number | null)[],
  layers: readonly CheckpointLayer[],
): number[][] {
  const blocks = new Map<string, Module[]>();
  for (const module of modules) {
    const block = blockOf(module.parent);
    if (block !== "") blocks.set(block, [...(blocks.get(block) ?? []), module]);
  }
  const isResidual = [...blocks.values()].some((own) => own.some(({ parent }) => shortcut.test(parent)));
  if (!isResidual) return [];
  const groups: number[][] = [];
  for (const own of blocks.values()) {
    const main = own.filter(({ parent }) => !shortcut.test(parent));
    const last = main.filter(({ layer }) => layer !== null).at(-1)?.layer ?? null;
    const first = main.find(({ weight }) => weight !== null);
    if (last === null || first === undefined || main.filter(({ layer }) => layer !== null).length < 2) continue;
    const side = own.find(({ parent, layer }) => shortcut.test(parent) && layer !== null)?.layer ?? null;
    const other = side ?? inputs[modules.indexOf(first)];
    if (other === null || layers[other].numFeatures !== layers[last].numFeatures) continue;
    join(groups, other, last);
  }
  return groups;
}

function join(groups: number[][], a: number, b: number): void {
  const group = groups.find((each) => each.includes(a) || each.includes(b));
  if (group === undefined) groups.push([a, b]);
  else for (const layer of [a, b]) if (!group.includes(layer)) group.push(layer);
}
