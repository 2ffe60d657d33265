import {
  ActivationLayer,
  Adam,
  BatchNorm,
  Linear,
  momentumFromFramework,
  Network,
  RandomGenerator,
  RmsProp,
  Sgd,
  type BatchNormOptions,
  type LayerSpec,
  type Mode,
  type Parameter,
  type Tensor,
} from "../../engine/index.ts";
import type { NetworkKind } from "../../shared/lab/run.ts";
import { weightsStd, type LabSettings } from "../../shared/lab/settings.ts";
import { captureBatchNorm, GroupedBatchNorm } from "./norms/groupedBatchNorm.ts";
import { BatchRenorm } from "./norms/batchRenorm.ts";
import { GroupNorm } from "./norms/groupNorm.ts";
import { Jitter, LayerNorm, type NormLayer } from "./norms/normLayers.ts";

export type LabLayer = Linear | BatchNorm | ActivationLayer | NormLayer;

/** What the lab trains: the engine's network, or one with a layer that the engine does not have. */
export interface LabNetwork {
  readonly layers: readonly LabLayer[];
  forward(input: Tensor, mode: Mode): Tensor;
  backward(gradOutput: Tensor): Tensor;
  parameters(): Parameter[];
}

/** What a network is made from: the settings without what concerns data and training. */
export type NetworkSettings = Pick<
  LabSettings,
  | "depth"
  | "width"
  | "activation"
  | "weights"
  | "batchNorm"
  | "dropBias"
  | "preset"
  | "eps"
  | "momentum"
  | "statisticsGroup"
> & {
  /** Whether γ and β are learned; true unless an experiment says otherwise. */
  readonly affine?: boolean;
  /** A cumulative average instead of the momentum. */
  readonly cumulative?: boolean;
};

/**
 * A network of equal hidden layers, with its first weights drawn from normal distributions and its biases 0. All kinds
 * with the same seed start from the same weights.
 */
export function createNetwork(
  kind: NetworkKind,
  settings: NetworkSettings,
  inFeatures: number,
  numOutputs: number,
  seed: number,
): LabNetwork {
  const parts = layerPlan(kind, settings, inFeatures, numOutputs, seed);
  const network = parts.every((part) => "type" in part) ? new Network(parts) : new Sequential(parts);
  drawWeights(network, settings, seed);
  return network;
}

type Part = LayerSpec | NormLayer;

function layerPlan(
  kind: NetworkKind,
  settings: NetworkSettings,
  inFeatures: number,
  numOutputs: number,
  seed: number,
): Part[] {
  const { depth, width, activation, batchNorm, dropBias } = settings;
  const isAfter = kind === "batchNorm" && batchNorm === "after";
  const hasBias = kind === "plain" || isAfter || kind === "layerNorm" || kind === "groupNorm" || !dropBias;
  const parts: Part[] = [];
  for (let layer = 0; layer < depth; layer++) {
    parts.push({ type: "linear", inFeatures: layer === 0 ? inFeatures : width, outFeatures: width, bias: hasBias });
    if (!isAfter) parts.push(...normParts(kind, settings, seed * 100 + layer));
    parts.push({ type: "activation", name: activation });
    if (isAfter) parts.push(...normParts(kind, settings, seed * 100 + layer));
  }
  parts.push({ type: "linear", inFeatures: width, outFeatures: numOutputs, bias: true });
  return parts;
}

function normParts(kind: NetworkKind, settings: NetworkSettings, seed: number): Part[] {
  const { width, statisticsGroup } = settings;
  const options = batchNormOptions(settings);
  const batchNorm = (): Part =>
    statisticsGroup > 0
      ? new GroupedBatchNorm(width, statisticsGroup, options)
      : { type: "batchNorm", numFeatures: width, options };
  switch (kind) {
    case "plain":
      return [];
    case "batchNorm":
      return [batchNorm()];
    case "noisy":
      return [batchNorm(), new Jitter(seed)];
    case "layerNorm":
      return [new LayerNorm(width)];
    case "groupNorm":
      return [new GroupNorm(numGroups(width), width)];
    case "batchRenorm":
      return [new BatchRenorm(width, options)];
  }
}

/** As many groups as the units can be dealt out to, up to 8: 5 for 100 units. */
function numGroups(width: number): number {
  let groups = 8;
  while (width % groups !== 0) groups--;
  return groups;
}

function batchNormOptions(settings: NetworkSettings): Partial<BatchNormOptions> {
  const { preset, eps, momentum, affine = true, cumulative = false } = settings;
  return {
    eps,
    momentum: cumulative ? null : momentumFromFramework(preset, momentum),
    affine,
    runningVariance: preset === "pytorch" ? "unbiased" : "biased",
  };
}

/** The same draws for every kind of network, as only linear layers take from them. */
function drawWeights(network: LabNetwork, { weights }: NetworkSettings, seed: number): void {
  const random = new RandomGenerator(seed);
  for (const layer of network.layers) {
    if (!(layer instanceof Linear)) continue;
    const std = weightsStd(weights, layer.inFeatures, layer.outFeatures);
    layer.weight.forEach((_, i) => (layer.weight[i] = std * random.normal()));
    layer.bias?.fill(0);
  }
}

/** Layers one after the other, also such that only the lab has. */
class Sequential implements LabNetwork {
  readonly layers: readonly LabLayer[];
  readonly #parameters: Parameter[] = [];
  readonly #grads = new Map<LabLayer, { weight?: Float64Array | undefined; bias?: Float64Array | undefined }>();

  constructor(parts: readonly Part[]) {
    this.layers = parts.map((part) => ("type" in part ? new Network([part]).layers[0] : part));
    this.layers.forEach((layer, index) => {
      if (layer instanceof ActivationLayer) return;
      const [weight, bias] = layer instanceof BatchNorm ? [layer.gamma, layer.beta] : [layer.weight, layer.bias];
      this.#grads.set(layer, {
        weight: this.#add(layer, `${index}.weight`, weight, (own) => own.gradWeight),
        bias: this.#add(layer, `${index}.bias`, bias, (own) => own.gradBias),
      });
    });
  }

  forward(input: Tensor, mode: Mode): Tensor {
    return this.layers.reduce((values, layer) => layer.forward(values, mode), input);
  }

  backward(gradOutput: Tensor): Tensor {
    return this.layers.reduceRight((gradient, layer) => this.#backwardOf(layer, gradient), gradOutput);
  }

  parameters(): Parameter[] {
    return this.#parameters;
  }

  #add(
    layer: LabLayer,
    name: string,
    data: Float64Array | null,
    ownGrad: (layer: NormLayer) => Float64Array,
  ): Float64Array | undefined {
    if (data === null) return undefined;
    const grad = isNormLayer(layer) ? ownGrad(layer) : new Float64Array(data.length);
    const shape = layer instanceof Linear && name.endsWith("weight") ? [layer.outFeatures, layer.inFeatures] : null;
    this.#parameters.push({ name, shape: shape ?? [data.length], data, grad });
    return grad;
  }

  #backwardOf(layer: LabLayer, gradOutput: Tensor): Tensor {
    if (isNormLayer(layer)) return layer.backward(gradOutput);
    if (layer instanceof ActivationLayer) return layer.backward(gradOutput).gradInput;
    const grads = this.#grads.get(layer);
    if (layer instanceof Linear) {
      const { gradInput, gradWeight, gradBias } = layer.backward(gradOutput);
      grads?.weight?.set(gradWeight);
      if (gradBias !== null) grads?.bias?.set(gradBias);
      return gradInput;
    }
    const { gradInput, gradGamma, gradBeta } = layer.backward(gradOutput);
    if (gradGamma !== null) grads?.weight?.set(gradGamma);
    if (gradBeta !== null) grads?.bias?.set(gradBeta);
    return gradInput;
  }
}

function isNormLayer(layer: LabLayer): layer is NormLayer {
  return "capture" in layer;
}

/** The batch norm in a layer, whatever form it has. */
export function batchNormOf(layer: LabLayer): BatchNorm | null {
  if (layer instanceof BatchNorm) return layer;
  return layer instanceof GroupedBatchNorm || layer instanceof BatchRenorm ? layer.layer : null;
}

/** Runs something and puts back what training mode changes: running statistics and draws. */
export function untouched<T>(network: LabNetwork, action: () => T): T {
  const restore = network.layers.map((layer) =>
    isNormLayer(layer) ? layer.capture() : layer instanceof BatchNorm ? captureBatchNorm(layer) : () => undefined,
  );
  try {
    return action();
  } finally {
    for (const each of restore) each();
  }
}

/** The optimizer that settings name, with PyTorch's defaults; "momentum" is SGD with momentum 0.9. */
export function createOptimizer({ optimizer, learningRate: lr }: Pick<LabSettings, "optimizer" | "learningRate">): {
  step(parameters: readonly Parameter[]): void;
} {
  switch (optimizer) {
    case "sgd":
      return new Sgd({ lr });
    case "momentum":
      return new Sgd({ lr, momentum: 0.9 });
    case "rmsprop":
      return new RmsProp({ lr });
    case "adam":
      return new Adam({ lr });
  }
}
