import { EngineError, type Tensor } from "../../../engine/index.ts";
import { isTransposed, type LaidOut } from "../../../shared/layer/fold/weightLayout.ts";

/** A batch norm layer as evaluation uses it, one entry per channel. */
export interface EvaluatedLayer {
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly runningMean: ArrayLike<number>;
  readonly runningVar: ArrayLike<number>;
  readonly eps: number;
}

/** Weights in the order of their file, what their axes are, and one bias per output. */
export interface LayerWeights {
  readonly weight: Tensor;
  /** null: no bias, as in front of batch norm it should be. */
  readonly bias: ArrayLike<number> | null;
  readonly axes: LaidOut;
}

export interface FoldedWeights {
  readonly weight: Tensor;
  readonly bias: Float64Array;
  /**
   * Of a transposed convolution behind batch norm: the kernel that makes the rest of the bias out of one channel of ones,
   * in the layout of the weights. Every place of the output sees another part of it.
   */
  readonly shift?: Tensor;
}

/**
 * Folds batch norm into the layer before it, so that evaluation needs one layer less.
 *
 * W′ = γ/√(running_var + eps) · W, b′ = γ/√(running_var + eps) · (b − running_mean) + β, output by output.
 *
 * @throws EngineError SHAPE_MISMATCH where the weights have another number of outputs
 * @example
 * // W = [[2]], γ = 3, β = 1, running mean 4, running variance 1, eps 0
 * foldBefore(weights, layer) // weight [[6]], bias [3 · (0 − 4) + 1] = [−11]
 */
export function foldBefore({ weight, bias, axes }: LayerWeights, layer: EvaluatedLayer): FoldedWeights {
  const { numOutputs } = axes;
  checkLength("layer", layer.gamma.length, numOutputs);
  if (bias !== null) checkLength("bias", bias.length, numOutputs);
  const { scale, shift } = mapOf(layer);
  const outputs = outputChannels(weight.shape, axes);
  const data = weight.data.map((value, k) => scale[outputs(k)] * value);
  const foldedBias = Float64Array.from({ length: numOutputs }, (_, c) => scale[c] * (bias?.[c] ?? 0) + shift[c]);
  return { weight: { data, shape: weight.shape }, bias: foldedBias };
}

/**
 * Folds batch norm into the layer after it, with nothing between the two.
 *
 * W′ = W · γ/√(running_var + eps), input by input; b′ = b + Σ W · (β − running_mean · γ/√(running_var + eps)) over the
 * inputs and the kernel of an output. Padding with zeros is no input of batch norm: at the edge b′ is off. A transposed
 * convolution keeps b, and adds its `shift` run over ones: at the edge as well.
 *
 * @throws EngineError SHAPE_MISMATCH where the weights have another number of inputs
 * @example
 * // W = [[2]], γ = 3, β = 1, running mean 4, running variance 1, eps 0
 * foldAfter(weights, layer) // weight [[6]], bias [2 · (1 − 12)] = [−22]
 */
export function foldAfter({ weight, bias, axes }: LayerWeights, layer: EvaluatedLayer): FoldedWeights {
  const { numInputs, numOutputs } = axes;
  checkLength("layer", layer.gamma.length, numInputs);
  if (bias !== null) checkLength("bias", bias.length, numOutputs);
  const { scale, shift } = mapOf(layer);
  const [inputs, outputs] = [inputChannels(weight.shape, axes), outputChannels(weight.shape, axes)];
  const data = weight.data.map((value, k) => scale[inputs(k)] * value);
  const foldedBias = Float64Array.from({ length: numOutputs }, (_, c) => bias?.[c] ?? 0);
  if (isTransposed(axes.layout) && product(axes.kernel) > 1) {
    const shiftKernel = shiftOver(weight, axes, (k) => shift[inputs(k)]);
    return { weight: { data, shape: weight.shape }, bias: foldedBias, shift: shiftKernel };
  }
  weight.data.forEach((value, k) => (foldedBias[outputs(k)] += value * shift[inputs(k)]));
  return { weight: { data, shape: weight.shape }, bias: foldedBias };
}

/** Σ W · shift over the inputs of every output, position by position of the kernel: weights of one input. */
function shiftOver({ data, shape }: Tensor, axes: LaidOut, shiftOf: (k: number) => number): Tensor {
  const { layout, numInputs, numOutputs, kernel } = axes;
  const outputs = outputChannels(shape, axes);
  const numPositions = product(kernel);
  const isFirst = layout === "inOut";
  const sums = new Float64Array(numOutputs * numPositions);
  data.forEach((value, k) => {
    const position = isFirst ? k % numPositions : Math.floor(k / (numOutputs * numInputs));
    const place = isFirst ? outputs(k) * numPositions + position : position * numOutputs + outputs(k);
    sums[place] += value * shiftOf(k);
  });
  return { data: sums, shape: isFirst ? [1, numOutputs, ...kernel] : [...kernel, numOutputs, 1] };
}

/** y = scale · x + shift of every channel. */
function mapOf({ gamma, beta, runningMean, runningVar, eps }: EvaluatedLayer) {
  const scale = Float64Array.from(gamma, (value, c) => value / Math.sqrt(runningVar[c] + eps));
  return { scale, shift: scale.map((value, c) => beta[c] - value * runningMean[c]) };
}

/** The output of the weight at a place of the list. */
export function outputChannels(shape: readonly number[], axes: LaidOut): (k: number) => number {
  const { layout, groups, numInputs, numOutputs } = axes;
  const [lastButOne, last] = shape.slice(-2);
  const inner = product(shape.slice(2));
  switch (layout) {
    case "outIn":
      return (k) => Math.floor(k / (shape[1] * inner));
    case "inOut":
      return (k) => {
        const input = Math.floor(k / (shape[1] * inner));
        const group = Math.floor(input / (numInputs / groups));
        return group * (numOutputs / groups) + (Math.floor(k / inner) % shape[1]);
      };
    case "kernelInOut":
      return (k) => k % last;
    case "kernelOutIn":
      return (k) => Math.floor(k / last) % lastButOne;
    case "kernelInMultiplier":
      return (k) => k % (lastButOne * last);
  }
}

/** The input of the weight at a place of the list. */
function inputChannels(shape: readonly number[], { layout, groups, numInputs, numOutputs }: LaidOut) {
  const [lastButOne, last] = shape.slice(-2);
  const inner = product(shape.slice(2));
  const ofGroup = (output: number, within: number): number =>
    Math.floor(output / (numOutputs / groups)) * (numInputs / groups) + within;
  switch (layout) {
    case "outIn":
      return (k: number) => ofGroup(Math.floor(k / (shape[1] * inner)), Math.floor(k / inner) % shape[1]);
    case "inOut":
      return (k: number) => Math.floor(k / (shape[1] * inner));
    case "kernelInOut":
      return (k: number) => ofGroup(k % last, Math.floor(k / last) % lastButOne);
    case "kernelOutIn":
      return (k: number) => k % last;
    case "kernelInMultiplier":
      return (k: number) => Math.floor(k / last) % lastButOne;
  }
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((size, length) => size * length, 1);
}

function checkLength(name: string, got: number, wanted: number): void {
  if (got !== wanted) throw new EngineError("SHAPE_MISMATCH", `${name} requires ${wanted} channels`, got);
}
