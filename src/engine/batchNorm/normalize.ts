import { checkNotEmpty, resolveChannelLayout } from "./channelLayout.ts";
import { EngineError } from "../errors.ts";
import { checkEps, defaultBatchNormOptions } from "./options.ts";
import { inverseRoot } from "./normalizingMap.ts";
import { newOutput } from "./outputs.ts";
import type { ChannelCenter, ChannelMap } from "./passes.ts";
import { passes } from "./selectPasses.ts";
import type { Tensor } from "../tensor.ts";

/** Statistics and affine parameters of every channel, each of length C. */
export interface NormalizeParameters {
  readonly mean: ArrayLike<number>;
  /** Biased or not: it is used as it is. */
  readonly variance: ArrayLike<number>;
  /** Default 1e-5. */
  readonly eps?: number;
  /** Default 1 for every channel. */
  readonly gamma?: ArrayLike<number> | null;
  /** Default 0 for every channel. */
  readonly beta?: ArrayLike<number> | null;
  /** Default 1. */
  readonly channelAxis?: number;
}

/**
 * Normalizes with given statistics as training does with the batch's: y = (x − mean) / √(variance + eps) · gamma + beta,
 * and beta where variance + eps is 0.
 *
 * **Shapes**: (N), (N, C), (N, C, L), (N, C, H, W), (N, C, D, H, W), or the channels elsewhere; the output has the
 * input's shape and number type.
 *
 * @throws EngineError SHAPE_MISMATCH, INVALID_OPTION, EMPTY_INPUT
 * @example
 * normalize({ data: Float64Array.of(4, 6), shape: [2, 1] }, { mean: [5], variance: [1], eps: 0 }).data // [-1, 1]
 */
export function normalize(input: Tensor, parameters: NormalizeParameters): Tensor {
  const { mean, variance, eps = defaultBatchNormOptions.eps, gamma = null, beta = null } = parameters;
  const layout = resolveChannelLayout(
    "normalize",
    input,
    parameters.channelAxis ?? defaultBatchNormOptions.channelAxis,
  );
  checkNotEmpty("normalize", input.shape);
  checkEps(eps);
  const { channels } = layout;
  checkLength("mean", mean, channels);
  checkLength("variance", variance, channels);
  checkLength("gamma", gamma, channels);
  checkLength("beta", beta, channels);
  const center = { mean: Float64Array.from(mean), meanRemainder: new Float64Array(channels) };
  const output = newOutput(input);
  passes.mapChannels(
    input.data,
    output.data,
    layout,
    affineMap(center, inverseStd(variance, eps, "train"), gamma, beta),
  );
  return output;
}

/** `inverseRoot` of every channel. */
export function inverseStd(variance: ArrayLike<number>, eps: number, mode: "train" | "eval"): Float64Array {
  const invStd = new Float64Array(variance.length);
  for (let c = 0; c < invStd.length; c++) {
    invStd[c] = inverseRoot(variance[c], eps, mode);
  }
  return invStd;
}

/** The map x → x̂ · gamma + beta of every channel. */
export function affineMap(
  center: ChannelCenter,
  invStd: Float64Array,
  gamma: ArrayLike<number> | null,
  beta: ArrayLike<number> | null,
): ChannelMap {
  const shift = beta ?? new Float64Array(invStd.length);
  if (gamma === null) {
    return { ...center, scale: invStd, shift };
  }
  const scale = new Float64Array(invStd.length);
  for (let c = 0; c < scale.length; c++) {
    scale[c] = invStd[c] * gamma[c];
  }
  return { ...center, scale, shift };
}

/**
 * Checks that there is one value per channel, where there are any.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function checkLength(name: string, values: ArrayLike<number> | null, channels: number): void {
  if (values !== null && values.length !== channels) {
    throw new EngineError("SHAPE_MISMATCH", `${name} requires ${channels} values, one per channel`, values.length);
  }
}
