import { checkNotEmpty, resolveChannelLayout, type ChannelLayout } from "./channelLayout.ts";
import { EngineError } from "../errors.ts";
import {
  checkGradOutput,
  gradientThroughConstants,
  gradientThroughStatistics,
  requireForward,
  type ForwardRecord,
} from "./gradients.ts";
import { affineMap, checkLength, inverseStd } from "./normalize.ts";
import { stage } from "../kernels/staging.ts";
import { checkOption, resolveOptions, type BatchNormOptions } from "./options.ts";
import { resolveOutput } from "./outputs.ts";
import { updateRunningStatistics } from "./runningStatistics.ts";
import { passes } from "./selectPasses.ts";
import type { Tensor, TensorData } from "../tensor.ts";

/** "train": the batch's own statistics; "eval": the running ones. */
export type Mode = "train" | "eval";

export interface BatchNormGradients {
  /** dL/dx, with the shape and number type of the input. */
  readonly gradInput: Tensor;
  /** dL/dγ = Σ g · x̂, null where the layer has no gamma. */
  readonly gradGamma: Float64Array | null;
  /** dL/dβ = Σ g, null where the layer has no beta. */
  readonly gradBeta: Float64Array | null;
}

/**
 * A batch normalization layer (Ioffe and Szegedy 2015), with PyTorch's semantics unless the options say otherwise.
 *
 * Over the m values of each channel: y = (x − mean) / √(variance + eps) · gamma + beta. Training uses the batch's mean
 * and biased variance and moves the running ones; evaluation uses the running ones, or the batch's where none are kept.
 *
 * A call that throws changes nothing. (PyTorch counts a batch that it then refuses in `num_batches_tracked`.)
 *
 * @example
 * const layer = new BatchNorm(1);
 * layer.forward({ data: Float64Array.of(4, 5, 6), shape: [3, 1] }, "train").data // [-1.2247, 0, 1.2247]
 */
export class BatchNorm {
  readonly numFeatures: number;
  readonly options: Readonly<BatchNormOptions>;
  /** Learned scale, starts at 1; null where `affine` is false. */
  gamma: Float64Array | null;
  /** Learned shift, starts at 0; null where `affine` is false. */
  beta: Float64Array | null;
  /** Starts at 0; null where `trackRunningStats` is false. */
  runningMean: Float64Array | null;
  /** Starts at 1; null where `trackRunningStats` is false. */
  runningVar: Float64Array | null;
  /** Training batches that went into the running statistics. */
  numBatchesTracked = 0;
  #lastForward: (ForwardRecord & { readonly usedBatchStatistics: boolean }) | null = null;

  /** @throws EngineError INVALID_OPTION */
  constructor(numFeatures: number, options: Partial<BatchNormOptions> = {}) {
    checkOption(
      "numFeatures",
      Number.isSafeInteger(numFeatures) && numFeatures > 0,
      "a whole number above 0",
      numFeatures,
    );
    this.numFeatures = numFeatures;
    this.options = resolveOptions(options);
    const { affine, trackRunningStats } = this.options;
    this.gamma = affine ? new Float64Array(numFeatures).fill(1) : null;
    this.beta = affine ? new Float64Array(numFeatures) : null;
    this.runningMean = trackRunningStats ? new Float64Array(numFeatures) : null;
    this.runningVar = trackRunningStats ? new Float64Array(numFeatures).fill(1) : null;
  }

  /**
   * Normalizes a batch. The layer keeps a reference to the input for the backward pass; do not write to it before that.
   * Its results are never written to again, unless they are given as `out`.
   *
   * **Shapes**: (N) for one feature, (N, C), (N, C, L), (N, C, H, W), (N, C, D, H, W), or the channels at `channelAxis`.
   *
   * @param out where to write the output, in memory that is not the input's: saves a large new tensor per call
   * @returns `out`, or a new tensor, of the input's shape and number type
   * @throws EngineError SHAPE_MISMATCH for another rank or number of channels, or parameters or an `out` that do not fit;
   * EMPTY_INPUT; BATCH_TOO_SMALL for one value per channel where the unbiased variance divides by m − 1;
   * INVALID_OPTION for another mode, or an `out` in the input's memory
   */
  forward(input: Tensor, mode: Mode, out?: Tensor): Tensor {
    checkOption("mode", ["train", "eval"].includes(mode), "train or eval", mode);
    const layout = this.#resolveLayout(input);
    this.#checkParameters();
    const output = resolveOutput(out, input, [input]);
    const usesBatchStatistics = mode === "train" || this.runningMean === null || this.runningVar === null;
    const values = usesBatchStatistics ? stage(input.data, 0) : input.data;
    const { center, variance } = usesBatchStatistics
      ? this.#batchStatistics(values, layout, mode)
      : this.#runningStatistics();
    const invStd = inverseStd(variance, this.options.eps, usesBatchStatistics ? "train" : "eval");
    const map = affineMap(center, invStd, this.gamma, this.beta);
    this.#lastForward = { input, layout, center, invStd, scale: map.scale, usedBatchStatistics: usesBatchStatistics };
    passes.mapChannels(values, output.data, layout, map);
    return output;
  }

  /**
   * Gradients of the loss through the last forward pass; may be called again for another upstream gradient.
   *
   * dβ = Σ g; dγ = Σ g · x̂; in training dx = γ / √(variance + eps) · (g − mean(g) − x̂ · mean(g · x̂)), in evaluation
   * with running statistics dx = γ / √(variance + eps) · g.
   *
   * **Shapes**: `gradOutput` (g) has the shape and number type of the last output.
   *
   * @param out where to write gradInput, in memory that is neither the input's nor that of `gradOutput`
   * @throws EngineError BACKWARD_BEFORE_FORWARD, SHAPE_MISMATCH, INVALID_OPTION
   */
  backward(gradOutput: Tensor, out?: Tensor): BatchNormGradients {
    const record = requireForward(this.#lastForward);
    const { input, layout, center, invStd } = record;
    checkGradOutput(gradOutput, input.shape);
    const gradInput = resolveOutput(out, input, [input, gradOutput]);

    const [x, g] = [stage(input.data, 0), stage(gradOutput.data, 1)];
    const sums = passes.gradientSums(x, g, layout, center);
    if (record.usedBatchStatistics) {
      gradientThroughStatistics(record, [x, g], gradInput.data, sums);
    } else {
      gradientThroughConstants(record, g, gradInput.data);
    }
    return {
      gradInput,
      gradGamma: this.gamma === null ? null : sums.gradTimesDeviation.map((sum, c) => sum * invStd[c]),
      gradBeta: this.beta === null ? null : sums.grad,
    };
  }

  #resolveLayout(input: Tensor): ChannelLayout {
    const layout = resolveChannelLayout("input", input, this.options.channelAxis);
    if (layout.channels !== this.numFeatures) {
      throw new EngineError("SHAPE_MISMATCH", `input requires ${this.numFeatures} channels`, input.shape);
    }
    checkNotEmpty("input", input.shape);
    return layout;
  }

  /** Parameters can be replaced from outside; they must still fit. */
  #checkParameters(): void {
    checkLength("gamma", this.gamma, this.numFeatures);
    checkLength("beta", this.beta, this.numFeatures);
    checkLength("runningMean", this.runningMean, this.numFeatures);
    checkLength("runningVar", this.runningVar, this.numFeatures);
  }

  #batchStatistics(values: TensorData, layout: ChannelLayout, mode: Mode) {
    const { valuesPerChannel } = layout;
    const { momentum, runningVariance } = this.options;
    if (valuesPerChannel < 2 && runningVariance === "unbiased") {
      const requirement = `${mode === "train" ? "training mode" : "evaluation without running statistics"} requires at least 2 values per channel`;
      throw new EngineError("BATCH_TOO_SMALL", requirement, valuesPerChannel);
    }
    const statistics = passes.statistics(values, layout);
    if (mode === "train" && this.runningMean !== null && this.runningVar !== null) {
      this.numBatchesTracked++;
      updateRunningStatistics({ mean: this.runningMean, variance: this.runningVar }, statistics, {
        factor: momentum ?? 1 / this.numBatchesTracked,
        valuesPerChannel,
        estimate: runningVariance,
      });
    }
    return { center: statistics, variance: statistics.variance };
  }

  /** The running statistics as they are now, copied because they move before the backward pass may come. */
  #runningStatistics() {
    const mean = Float64Array.from(this.runningMean ?? []);
    return { center: { mean, meanRemainder: new Float64Array(mean.length) }, variance: this.runningVar ?? [] };
  }
}
