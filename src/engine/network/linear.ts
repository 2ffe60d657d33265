import { allocatePlain } from "../batchNorm/allocate.ts";
import { checkLength } from "../batchNorm/normalize.ts";
import { EngineError } from "../errors.ts";
import { checkGradOutput, requireForward } from "../batchNorm/gradients.ts";
import type { Factor } from "../kernels/product.ts";
import { multiply } from "./matrix.ts";
import { checkOption } from "../batchNorm/options.ts";
import { RandomGenerator } from "../statistics/random.ts";
import { checkTensor, dtypeOf, elementCount, type Tensor, type TensorData } from "../tensor.ts";

export interface LinearGradients {
  readonly gradInput: Tensor;
  /** (out, in), as the weight. */
  readonly gradWeight: Float64Array;
  /** null where the layer has no bias. */
  readonly gradBias: Float64Array | null;
}

/**
 * A linear layer: y = x · weightᵀ + bias.
 *
 * Starts as PyTorch's: weight and bias uniform within ±1 / √inFeatures.
 *
 * @example
 * const layer = new Linear(2, 1, { bias: false });
 * layer.weight.set([3, 4]);
 * layer.forward({ data: Float64Array.of(1, 10), shape: [1, 2] }).data // [43]
 */
export class Linear {
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** (out, in) */
  weight: Float64Array;
  /** null for a layer without. */
  bias: Float64Array | null;
  #lastInput: Tensor | null = null;

  /** @throws EngineError INVALID_OPTION */
  constructor(
    inFeatures: number,
    outFeatures: number,
    {
      bias = true,
      random = new RandomGenerator(0),
    }: { readonly bias?: boolean; readonly random?: RandomGenerator } = {},
  ) {
    for (const [name, value] of Object.entries({ inFeatures, outFeatures })) {
      checkOption(name, Number.isSafeInteger(value) && value > 0, "a whole number above 0", value);
    }
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    const bound = 1 / Math.sqrt(inFeatures);
    const draw = () => (2 * random.uniform() - 1) * bound;
    this.weight = Float64Array.from({ length: outFeatures * inFeatures }, draw);
    this.bias = bias ? Float64Array.from({ length: outFeatures }, draw) : null;
  }

  /**
   * **Shapes**: (N, inFeatures) → (N, outFeatures); the output has the input's number type.
   *
   * @throws EngineError SHAPE_MISMATCH, EMPTY_INPUT
   */
  forward(input: Tensor): Tensor {
    const { inFeatures, outFeatures, weight, bias } = this;
    const batchSize = this.#checkInput(input);
    checkLength("weight", weight, outFeatures * inFeatures);
    checkLength("bias", bias, outFeatures);
    this.#lastInput = input;
    const output = allocatePlain([batchSize, outFeatures], dtypeOf(input));
    const sizes = { rows: batchSize, columns: outFeatures, depth: inFeatures };
    multiply(asIs(input.data), transposed(weight), output.data, sizes, bias, dtypeOf(input));
    return output;
  }

  /**
   * Gradients through the last forward pass: gradInput = g · weight; gradWeight = gᵀ · x; gradBias = Σ g.
   *
   * @throws EngineError BACKWARD_BEFORE_FORWARD, SHAPE_MISMATCH
   */
  backward(gradOutput: Tensor): LinearGradients {
    const input = requireForward(this.#lastInput);
    const { inFeatures, outFeatures } = this;
    const [batchSize] = input.shape;
    checkGradOutput(gradOutput, [batchSize, outFeatures]);
    const precision = dtypeOf(input);
    const gradInput = allocatePlain(input.shape, precision);
    const forInput = { rows: batchSize, columns: inFeatures, depth: outFeatures };
    multiply(asIs(gradOutput.data), asIs(this.weight), gradInput.data, forInput, null, precision);
    const gradWeight = new Float64Array(outFeatures * inFeatures);
    const forWeight = { rows: outFeatures, columns: inFeatures, depth: batchSize };
    multiply(transposed(gradOutput.data), asIs(input.data), gradWeight, forWeight, null, precision);
    const gradBias = this.bias === null ? null : columnSums(gradOutput.data, outFeatures);
    return { gradInput, gradWeight, gradBias };
  }

  #checkInput(input: Tensor): number {
    checkTensor("input", input);
    if (input.shape.length !== 2 || input.shape[1] !== this.inFeatures) {
      throw new EngineError("SHAPE_MISMATCH", `input requires shape [N, ${this.inFeatures}]`, input.shape);
    }
    if (elementCount(input.shape) === 0) {
      throw new EngineError("EMPTY_INPUT", "input requires at least one row", input.shape);
    }
    return input.shape[0];
  }
}

function asIs(data: TensorData): Factor {
  return { data, isTransposed: false };
}

function transposed(data: TensorData): Factor {
  return { data, isTransposed: true };
}

function columnSums(data: TensorData, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  for (let k = 0; k < data.length;) {
    for (let c = 0; c < columns; c++, k++) sums[c] += data[k];
  }
  return sums;
}
