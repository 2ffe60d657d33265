import { ActivationLayer } from "./activationLayer.ts";
import type { ActivationName } from "./activations.ts";
import { BatchNorm, type Mode } from "../batchNorm/batchNorm.ts";
import { Linear } from "./linear.ts";
import { checkOption, type BatchNormOptions } from "../batchNorm/options.ts";
import type { Parameter } from "./parameter.ts";
import { RandomGenerator } from "../statistics/random.ts";
import type { Tensor } from "../tensor.ts";

/** One layer of a network, in words. */
export type LayerSpec =
  | { type: "linear"; inFeatures: number; outFeatures: number; bias: boolean }
  | { type: "batchNorm"; numFeatures: number; options?: Partial<BatchNormOptions> }
  | { type: "activation"; name: ActivationName };

/** One layer of a network. A batch normalization is the `BatchNorm` itself. */
export type Layer = Linear | BatchNorm | ActivationLayer;

/** A layer's learned numbers under PyTorch's names. */
interface LearnedPart {
  readonly name: "weight" | "bias";
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/**
 * Layers one after the other, as PyTorch's `nn.Sequential`.
 *
 * @example
 * const network = new Network([
 *   { type: "linear", inFeatures: 3, outFeatures: 6, bias: false },
 *   { type: "batchNorm", numFeatures: 6 },
 *   { type: "activation", name: "relu" },
 *   { type: "linear", inFeatures: 6, outFeatures: 2, bias: true },
 * ]);
 * network.parameters().map(({ name }) => name) // ["0.weight", "1.weight", "1.bias", "3.weight", "3.bias"]
 */
export class Network {
  readonly layers: readonly Layer[];
  /** The gradients of the last backward pass by parameter name; 0 before the first. */
  readonly #grads = new Map<string, Float64Array>();

  /**
   * @param seed of the linear layers' first weights, which are drawn as PyTorch draws them
   * @throws EngineError INVALID_OPTION
   */
  constructor(layers: readonly LayerSpec[], seed = 0) {
    const random = new RandomGenerator(seed);
    this.layers = layers.map((spec) => createLayer(spec, random));
    for (const { name, grad } of this.parameters()) {
      this.#grads.set(name, grad);
    }
  }

  /**
   * Runs a batch through all layers.
   *
   * **Shapes**: (N, features of the first layer) → (N, features of the last); the number type stays.
   *
   * @throws EngineError as the layers do
   */
  forward(input: Tensor, mode: Mode): Tensor {
    return this.layers.reduce((values, layer) => layer.forward(values, mode), input);
  }

  /**
   * Runs a gradient of the last output back through all layers. Sets (not adds to) every parameter's gradient.
   *
   * @returns the gradient of the input
   * @throws EngineError as the layers do
   */
  backward(gradOutput: Tensor): Tensor {
    let gradient = gradOutput;
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const { gradInput, ...gradients } = backwardOf(this.layers[index], gradient);
      for (const [name, values] of Object.entries(gradients)) {
        this.#grads.get(`${index}.${name}`)?.set(values);
      }
      gradient = gradInput;
    }
    return gradient;
  }

  /** All that is learned, in the order and under the names of PyTorch. The arrays are the layers' own. */
  parameters(): Parameter[] {
    return this.layers.flatMap((layer, index) =>
      learnedParts(layer).map((part) => {
        const name = `${index}.${part.name}`;
        return { ...part, name, grad: this.#grads.get(name) ?? new Float64Array(part.data.length) };
      }),
    );
  }
}

function createLayer(spec: LayerSpec, random: RandomGenerator): Layer {
  switch (spec.type) {
    case "linear":
      return new Linear(spec.inFeatures, spec.outFeatures, { bias: spec.bias, random });
    case "batchNorm":
      return new BatchNorm(spec.numFeatures, spec.options);
    case "activation":
      return new ActivationLayer(spec.name);
    default:
      checkOption("layer type", false, "linear, batchNorm or activation", (spec as { type: unknown }).type);
      return spec;
  }
}

function learnedParts(layer: Layer): LearnedPart[] {
  if (layer instanceof ActivationLayer) {
    return [];
  }
  const parts: LearnedPart[] = [];
  if (layer instanceof Linear) {
    parts.push({ name: "weight", shape: [layer.outFeatures, layer.inFeatures], data: layer.weight });
    if (layer.bias !== null) {
      parts.push({ name: "bias", shape: [layer.outFeatures], data: layer.bias });
    }
    return parts;
  }
  const { gamma, beta, numFeatures } = layer;
  if (gamma !== null) {
    parts.push({ name: "weight", shape: [numFeatures], data: gamma });
  }
  if (beta !== null) {
    parts.push({ name: "bias", shape: [numFeatures], data: beta });
  }
  return parts;
}

/** A layer's gradients under the names of its parameters. */
function backwardOf(
  layer: Layer,
  gradOutput: Tensor,
): { gradInput: Tensor; weight?: Float64Array; bias?: Float64Array } {
  if (layer instanceof ActivationLayer) {
    return layer.backward(gradOutput);
  }
  if (layer instanceof Linear) {
    const { gradInput, gradWeight, gradBias } = layer.backward(gradOutput);
    return { gradInput, weight: gradWeight, ...(gradBias && { bias: gradBias }) };
  }
  const { gradInput, gradGamma, gradBeta } = layer.backward(gradOutput);
  return { gradInput, ...(gradGamma && { weight: gradGamma }), ...(gradBeta && { bias: gradBeta }) };
}
