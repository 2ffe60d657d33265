import { BatchNorm, EngineError, inverseRoot, type Tensor } from "../../engine/index.ts";

/** A batch norm layer as evaluation uses it, one entry per channel. */
export interface EvaluatedLayer {
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  readonly runningMean: ArrayLike<number>;
  readonly runningVar: ArrayLike<number>;
  readonly eps: number;
}

/** Weights of a linear layer (out, in) or of a convolution (out, in, …kernel), and one bias per output. */
export interface LayerWeights {
  readonly weight: Tensor;
  /** null: no bias, as in front of batch norm it should be. */
  readonly bias: ArrayLike<number> | null;
}

export interface FoldedWeights {
  readonly weight: Tensor;
  readonly bias: Float64Array;
}

/**
 * Folds batch norm into the layer before it, so that evaluation needs one layer less.
 *
 * W′ = γ/√(running_var + eps) · W, b′ = γ/√(running_var + eps) · (b − running_mean) + β, output by output.
 *
 * @throws EngineError SHAPE_MISMATCH where the weights have another number of outputs
 * @example
 * // W = [[2]], γ = 3, β = 1, running mean 4, running variance 1, eps 0
 * foldLayer(weights, layer) // weight [[6]], bias [3 · (0 − 4) + 1] = [−11]
 */
export function foldLayer({ weight, bias }: LayerWeights, layer: EvaluatedLayer): FoldedWeights {
  const outputs = layer.gamma.length;
  if (weight.shape.length < 2 || weight.shape[0] !== outputs) {
    throw new EngineError("SHAPE_MISMATCH", `weight requires ${outputs} outputs on its first axis`, weight.shape);
  }
  if (bias !== null && bias.length !== outputs) {
    throw new EngineError("SHAPE_MISMATCH", `bias requires ${outputs} values, one per output`, bias.length);
  }
  const perOutput = weight.data.length / outputs;
  const data = new Float64Array(weight.data.length);
  const foldedBias = new Float64Array(outputs);
  for (let c = 0; c < outputs; c++) {
    const scale = layer.gamma[c] * inverseRoot(layer.runningVar[c], layer.eps, "eval");
    for (let i = c * perOutput; i < (c + 1) * perOutput; i++) data[i] = scale * weight.data[i];
    foldedBias[c] = scale * ((bias?.[c] ?? 0) - layer.runningMean[c]) + layer.beta[c];
  }
  return { weight: { data, shape: weight.shape }, bias: foldedBias };
}

/**
 * The proof that folding changed nothing: the largest difference, over some rows, between the layer followed by batch
 * norm in evaluation and the folded layer alone. A convolution is a linear layer on its patches: rows are those.
 *
 * **Shapes**: `rows` is (N, in · kernel), what one output sees.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function largestDifference(weights: LayerWeights, layer: EvaluatedLayer, rows: Tensor): number {
  const folded = foldLayer(weights, layer);
  const outputs = layer.gamma.length;
  const norm = new BatchNorm(outputs, { eps: layer.eps });
  norm.gamma?.set(layer.gamma);
  norm.beta?.set(layer.beta);
  norm.runningMean?.set(layer.runningMean);
  norm.runningVar?.set(layer.runningVar);
  const before = norm.forward(applyLinear(weights.weight, weights.bias, rows), "eval");
  const after = applyLinear(folded.weight, folded.bias, rows);
  let largest = 0;
  for (let i = 0; i < after.data.length; i++) {
    const difference = Math.abs(before.data[i] - after.data[i]);
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/**
 * x · Wᵀ + b of a linear layer, or of a convolution on its patches.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function applyLinear(weight: Tensor, bias: ArrayLike<number> | null, rows: Tensor): Tensor {
  const outputs = weight.shape[0];
  const width = weight.data.length / outputs;
  if (rows.shape.length !== 2 || rows.shape[1] !== width) {
    throw new EngineError("SHAPE_MISMATCH", `rows requires shape (N, ${width})`, rows.shape);
  }
  const [numRows] = rows.shape;
  const data = new Float64Array(numRows * outputs);
  for (let n = 0; n < numRows; n++) {
    for (let c = 0; c < outputs; c++) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += weight.data[c * width + i] * rows.data[n * width + i];
      data[n * outputs + c] = sum + (bias?.[c] ?? 0);
    }
  }
  return { data, shape: [numRows, outputs] };
}
