import type { ChannelLayout } from "./channelLayout.ts";
import { EngineError } from "../errors.ts";
import type { ChannelCenter, GradientSums } from "./passes.ts";
import { passes } from "./selectPasses.ts";
import { checkTensor, sameShape, type Tensor, type TensorData } from "../tensor.ts";

/** What the backward pass needs of the forward pass before it. */
export interface ForwardRecord {
  readonly input: Tensor;
  readonly layout: ChannelLayout;
  readonly center: ChannelCenter;
  /** 1 / √(variance + eps) */
  readonly invStd: Float64Array;
  /** γ · invStd, with γ as it was in the forward pass. */
  readonly scale: Float64Array;
}

/**
 * Writes the gradient of the input where mean and variance come from the batch itself:
 * dx = γ · invStd · (g − mean(g) − x̂ · mean(g · x̂))
 */
export function gradientThroughStatistics(
  record: ForwardRecord,
  [input, gradOutput]: readonly [TensorData, TensorData],
  gradInput: TensorData,
  sums: GradientSums,
): void {
  const { layout, center, invStd, scale } = record;
  const { valuesPerChannel } = layout;
  const gradMean = new Float64Array(layout.channels);
  const slope = new Float64Array(layout.channels);
  for (let c = 0; c < layout.channels; c++) {
    gradMean[c] = sums.grad[c] / valuesPerChannel;
    // x̂ · mean(g · x̂) = (x − mean) · invStd · mean(g · x̂); in this order nothing overflows where invStd is huge.
    slope[c] = ((sums.gradTimesDeviation[c] * invStd[c]) / valuesPerChannel) * invStd[c];
  }
  passes.mapGradients(input, gradOutput, gradInput, layout, { ...center, gradMean, slope, scale });
}

/** Writes the gradient of the input where mean and variance are constants, the running ones: dx = γ · invStd · g */
export function gradientThroughConstants(
  { layout, scale }: ForwardRecord,
  gradOutput: TensorData,
  gradInput: TensorData,
): void {
  const zeros = new Float64Array(layout.channels);
  const map = { mean: zeros, meanRemainder: zeros, scale, shift: zeros };
  passes.mapChannels(gradOutput, gradInput, layout, map);
}

/**
 * Checks that an upstream gradient fits the output that it belongs to.
 *
 * @throws EngineError SHAPE_MISMATCH
 */
export function checkGradOutput(gradOutput: Tensor, shape: readonly number[]): void {
  checkTensor("gradOutput", gradOutput);
  if (!sameShape(gradOutput.shape, shape)) {
    throw new EngineError(
      "SHAPE_MISMATCH",
      `gradOutput requires the output's shape [${shape.join(", ")}]`,
      gradOutput.shape,
    );
  }
}

/**
 * Returns what a forward pass left for the backward pass.
 *
 * @throws EngineError BACKWARD_BEFORE_FORWARD where there was none
 */
export function requireForward<T>(record: T | null): T {
  if (record === null) {
    throw new EngineError("BACKWARD_BEFORE_FORWARD", "backward requires a forward pass before it", "none");
  }
  return record;
}
