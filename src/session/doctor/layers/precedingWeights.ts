import type { ExaminedNetwork, ExaminedTensor } from "../types.ts";

/** What stands before a batch norm layer, where names, order and shapes leave no doubt. */
export interface PrecedingWeights {
  /** (out, in, …kernel), or (…kernel, in, out) where `outputs` is "last". */
  readonly weight: ExaminedTensor;
  readonly outputs: "first" | "last";
  readonly bias: ExaminedTensor | null;
  /** Number of the batch norm layer whose output, through an activation, enters the weights; null where none is certain. */
  readonly previousLayer: number | null;
}

/** The tensors of one prefix: "layer1.0.conv1" has weight and bias. */
interface Module {
  readonly name: string;
  readonly parent: string;
  readonly leaf: string;
  readonly parts: Map<string, ExaminedTensor>;
}

/**
 * The linear layer or convolution before each batch norm layer. Members of a Sequential are known by their numbers;
 * others by standing one behind the other in the file under one parent. An alphabetical file has no such order.
 *
 * @returns per layer; null where the pair is not certain
 * @example
 * precedingWeights(network)[1]?.weight.name // "layer1.0.conv2.weight" before layer1.0.bn2
 */
export function precedingWeights({ layers, tensors }: ExaminedNetwork): (PrecedingWeights | null)[] {
  const modules = modulesOf(tensors);
  const byName = new Map(modules.map((module, index) => [module.name, index]));
  const layerNumbers = new Map(layers.map(({ name }, index) => [name, index]));
  const isOrdered = !isAlphabetical(tensors);

  return layers.map(({ name, numFeatures }) => {
    const index = byName.get(name);
    if (index === undefined) return null;
    const norm = modules[index];
    const before = isNumber(norm.leaf)
      ? modules[byName.get(member(norm, Number(norm.leaf) - 1)) ?? -1]
      : isOrdered && !isInterleaved(index)
        ? modules[index - 1]
        : undefined;
    if (before?.parent !== norm.parent || isLayer(before)) return null;
    const found = weightOf(before, numFeatures);
    return found && { ...found, bias: before.parts.get("bias") ?? null, previousLayer: previousOf(before, norm) };
  });

  /** Two weights behind one another, then two layers: the file's order does not say which belongs to which. */
  function isInterleaved(norm: number): boolean {
    const earlier = modules.find((_, index) => index === norm - 2);
    const isWeight = earlier !== undefined && !isLayer(earlier) && earlier.parent === modules[norm].parent;
    return isWeight && isLayer(modules.at(norm + 1));
  }

  function isLayer(module: Module | undefined): boolean {
    return module !== undefined && layerNumbers.has(module.name);
  }

  /** The batch norm layer before the weights. In a Sequential there is room for an activation between the two. */
  function previousOf(weights: Module, norm: Module): number | null {
    if (isNumber(norm.leaf)) {
      for (let position = Number(weights.leaf) - 1; position >= 0; position--) {
        const name = member(norm, position);
        const layer = layerNumbers.get(name);
        if (layer !== undefined) return Number(weights.leaf) - position >= 2 ? layer : null;
        if (byName.has(name)) return null;
      }
      return null;
    }
    const previous = modules.find((_, index) => index + 1 === byName.get(weights.name));
    return previous?.parent === norm.parent ? (layerNumbers.get(previous.name) ?? null) : null;
  }
}

/** Names of the weights whose values BN012 needs. */
export function neededWeights(network: ExaminedNetwork): string[] {
  return precedingWeights(network).flatMap((found) =>
    typeof found?.previousLayer === "number" ? [found.weight.name] : [],
  );
}

function weightOf({ name, parts }: Module, numOutputs: number): Pick<PrecedingWeights, "weight" | "outputs"> | null {
  // A transposed convolution has its outputs on the other axis, and where both are as long nothing tells.
  if (/deconv|transpose|(?:^|[._/])up/i.test(name)) return null;
  const kernel = parts.get("kernel") ?? parts.get("depthwise_kernel");
  if (kernel !== undefined) {
    const isDepthwise = parts.has("depthwise_kernel");
    const fits = kernel.shape.at(isDepthwise ? -2 : -1) === numOutputs && kernel.shape.length > 1;
    return fits ? { weight: kernel, outputs: "last" } : null;
  }
  const weight = parts.get("weight");
  if (weight === undefined || weight.shape.length < 2 || weight.shape[0] !== numOutputs) return null;
  return { weight, outputs: "first" };
}

function modulesOf(tensors: readonly ExaminedTensor[]): Module[] {
  const modules = new Map<string, Module>();
  for (const tensor of tensors) {
    const plain = tensor.name.replace(/:\d+$/, "");
    const [name, part] = cutAtLast(plain);
    const [parent, leaf] = cutAtLast(name);
    const module = modules.get(name) ?? { name, parent, leaf, parts: new Map<string, ExaminedTensor>() };
    module.parts.set(part, tensor);
    modules.set(name, module);
  }
  return [...modules.values()];
}

/** "layer1.0.bn1" → "layer1.0" and "bn1". */
function cutAtLast(name: string): [before: string, last: string] {
  const cut = Math.max(name.lastIndexOf("."), name.lastIndexOf("/"));
  return [name.slice(0, Math.max(cut, 0)), name.slice(cut + 1)];
}

function member({ parent, name, leaf }: Module, position: number): string {
  const separator = parent === "" ? "" : name[name.length - leaf.length - 1];
  return `${parent}${separator}${position}`;
}

function isNumber(leaf: string): boolean {
  return /^\d+$/.test(leaf);
}

function isAlphabetical(tensors: readonly ExaminedTensor[]): boolean {
  return tensors.every(({ name }, i) => i === 0 || tensors[i - 1].name <= name);
}
