import { checkMomentum, defaultBatchNormOptions, type BatchNormOptions } from "./options.ts";

/** The frameworks whose conventions the engine knows. */
export type Framework = "pytorch" | "keras" | "onnx" | "tfjs";

/**
 * Each framework's defaults as options of `BatchNorm`; momentum always in PyTorch's sense (Keras' 0.99 is 0.01 here).
 *
 * With one value per channel in training, layers of biased running variance (Keras, ONNX, tfjs) give y = beta, while
 * PyTorch's throw: its unbiased variance divides by m − 1 = 0.
 */
export const presets: Readonly<Record<Framework, Readonly<BatchNormOptions>>> = Object.freeze({
  pytorch: defaultBatchNormOptions,
  keras: Object.freeze({
    ...defaultBatchNormOptions,
    eps: 1e-3,
    momentum: 0.01,
    channelAxis: -1,
    runningVariance: "biased",
  }),
  onnx: Object.freeze({
    ...defaultBatchNormOptions,
    eps: 1e-5,
    momentum: 0.1,
    channelAxis: 1,
    runningVariance: "biased",
  }),
  tfjs: Object.freeze({
    ...defaultBatchNormOptions,
    eps: 1e-3,
    momentum: 0.01,
    channelAxis: -1,
    runningVariance: "biased",
  }),
});

/**
 * Momentum as a framework writes it → PyTorch's sense, the weight of the newest batch.
 * PyTorch: m; the others: 1 − m, rounded to 15 decimals so that 0.99 gives 0.01. null (cumulative) stays null.
 *
 * @throws EngineError INVALID_OPTION outside 0 to 1
 * @example
 * momentumFromFramework("keras", 0.99) // 0.01
 */
export function momentumFromFramework(framework: Framework, written: number | null): number | null {
  checkMomentum(written);
  return framework === "pytorch" || written === null ? written : complement(written);
}

/**
 * PyTorch's sense → momentum as a framework writes it: the inverse of `momentumFromFramework`.
 *
 * @throws EngineError INVALID_OPTION outside 0 to 1
 * @example
 * momentumToFramework("keras", 0.01) // 0.99
 */
export function momentumToFramework(framework: Framework, momentum: number | null): number | null {
  return momentumFromFramework(framework, momentum);
}

/** 1 − value without the digits that binary fractions add: 1 − 0.99 = 0.010000000000000009 becomes 0.01. */
function complement(value: number): number {
  return Number((1 - value).toFixed(15));
}
