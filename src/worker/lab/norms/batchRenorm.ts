import { allocate, BatchNorm, type BatchNormOptions, type Mode, type Tensor } from "../../../engine/index.ts";
import { captureBatchNorm } from "./groupedBatchNorm.ts";
import type { NormLayer } from "./normLayers.ts";

/** How far a batch may be corrected once the layer is warm, and over how many updates that is reached. */
const limits = { scale: 3, shift: 5, rampSteps: 200 };

/**
 * Batch renormalization (Ioffe 2017): training sees what evaluation will, within limits.
 *
 * x̂ = (x − μ)/σ · r + d with r = σ/σ_running within [1/rmax, rmax] and d = (μ − μ_running)/σ_running within ±dmax, both from the
 * running statistics before this step and constants to the gradient. rmax grows from 1 to 3 and dmax from 0 to 5 over the
 * first 200 updates, as the running statistics have to be warm. Evaluation is batch norm's.
 *
 * **Shapes**: (N, C) → (N, C). **Source**: arXiv:1702.03275, algorithm 1.
 */
export class BatchRenorm implements NormLayer {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly gradWeight: Float64Array;
  readonly gradBias: Float64Array;
  /** Evaluates, and keeps the parameters and the running statistics. */
  readonly layer: BatchNorm;
  /** Normalizes by the batch; with momentum 1 its running statistics are the batch's. */
  readonly #batch: BatchNorm;
  #evaluated = false;
  #xhat: Tensor | null = null;
  #scale: Float64Array;
  #shift: Float64Array;

  constructor(numFeatures: number, options: Partial<BatchNormOptions>) {
    this.layer = new BatchNorm(numFeatures, { ...options, affine: true, trackRunningStats: true });
    this.#batch = new BatchNorm(numFeatures, { ...options, affine: false, momentum: 1, runningVariance: "biased" });
    this.weight = this.layer.gamma ?? new Float64Array(0);
    this.bias = this.layer.beta ?? new Float64Array(0);
    this.gradWeight = new Float64Array(numFeatures);
    this.gradBias = new Float64Array(numFeatures);
    this.#scale = new Float64Array(numFeatures);
    this.#shift = new Float64Array(numFeatures);
  }

  forward(input: Tensor, mode: Mode): Tensor {
    this.#evaluated = mode === "eval";
    if (this.#evaluated) return this.layer.forward(input, mode);
    const xhat = this.#batch.forward(input, "train");
    this.#xhat = xhat;
    this.#correct();
    this.#track(input.shape[0]);
    const width = this.weight.length;
    return mapped(xhat, (x, k) => {
      const c = k % width;
      return (x * this.#scale[c] + this.#shift[c]) * this.weight[c] + this.bias[c];
    });
  }

  backward(gradOutput: Tensor): Tensor {
    if (this.#evaluated || this.#xhat === null) {
      const { gradInput, gradGamma, gradBeta } = this.layer.backward(gradOutput);
      if (gradGamma !== null) this.gradWeight.set(gradGamma);
      if (gradBeta !== null) this.gradBias.set(gradBeta);
      return gradInput;
    }
    const width = this.weight.length;
    const xhat = this.#xhat.data;
    this.gradWeight.fill(0);
    this.gradBias.fill(0);
    gradOutput.data.forEach((g, k) => {
      const c = k % width;
      this.gradBias[c] += g;
      this.gradWeight[c] += g * (xhat[k] * this.#scale[c] + this.#shift[c]);
    });
    const gradXhat = mapped(gradOutput, (g, k) => g * this.weight[k % width] * this.#scale[k % width]);
    return this.#batch.backward(gradXhat).gradInput;
  }

  capture(): () => void {
    return captureBatchNorm(this.layer);
  }

  /** r and d of this batch, from the running statistics as they are before it joins them. */
  #correct(): void {
    const { runningMean, runningVar, options, numBatchesTracked } = this.layer;
    const { runningMean: mean, runningVar: variance } = this.#batch;
    if (runningMean === null || runningVar === null || mean === null || variance === null) return;
    const warm = Math.min(1, numBatchesTracked / limits.rampSteps);
    const maxScale = 1 + warm * (limits.scale - 1);
    const maxShift = warm * limits.shift;
    for (let c = 0; c < mean.length; c++) {
      const running = Math.sqrt(runningVar[c] + options.eps);
      this.#scale[c] = clamp(Math.sqrt(variance[c] + options.eps) / running, 1 / maxScale, maxScale);
      this.#shift[c] = clamp((mean[c] - runningMean[c]) / running, -maxShift, maxShift);
    }
  }

  #track(rows: number): void {
    const { runningMean, runningVar, options } = this.layer;
    const { runningMean: mean, runningVar: variance } = this.#batch;
    if (runningMean === null || runningVar === null || mean === null || variance === null) return;
    this.layer.numBatchesTracked++;
    const factor = options.momentum ?? 1 / this.layer.numBatchesTracked;
    const besselCorrection = options.runningVariance === "unbiased" ? rows / (rows - 1) : 1;
    for (let c = 0; c < mean.length; c++) {
      runningMean[c] += factor * (mean[c] - runningMean[c]);
      runningVar[c] += factor * (variance[c] * besselCorrection - runningVar[c]);
    }
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

function mapped({ shape, data }: Tensor, map: (value: number, index: number) => number): Tensor {
  const output = allocate(shape, data instanceof Float32Array ? "float32" : "float64");
  for (let k = 0; k < data.length; k++) output.data[k] = map(data[k], k);
  return output;
}
