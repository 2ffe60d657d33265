import { BatchNorm, type BatchNormOptions, type Mode, type Tensor } from "../../../engine/index.ts";
import type { NormLayer } from "./normLayers.ts";

/**
 * Batch norm whose training statistics come from groups of rows, so that their noise can change while the optimizer's
 * batch stays: it equals gradient accumulation over micro-batches. The running statistics take the
 * groups' mean once a step; evaluation is that of the layer itself.
 */
export class GroupedBatchNorm implements NormLayer {
  readonly weight: Float64Array | null;
  readonly bias: Float64Array | null;
  readonly gradWeight: Float64Array;
  readonly gradBias: Float64Array;
  /** Evaluates, and keeps the parameters and the running statistics that the groups share. */
  readonly layer: BatchNorm;
  readonly #numFeatures: number;
  readonly #group: number;
  readonly #options: Partial<BatchNormOptions>;
  #groups: BatchNorm[] = [];
  #evaluated = false;

  constructor(numFeatures: number, group: number, options: Partial<BatchNormOptions>) {
    this.layer = new BatchNorm(numFeatures, options);
    this.weight = this.layer.gamma;
    this.bias = this.layer.beta;
    this.gradWeight = new Float64Array(numFeatures);
    this.gradBias = new Float64Array(numFeatures);
    this.#numFeatures = numFeatures;
    this.#group = group;
    this.#options = options;
  }

  forward(input: Tensor, mode: Mode): Tensor {
    this.#evaluated = mode === "eval";
    if (this.#evaluated) return this.layer.forward(input, mode);
    const [rows] = input.shape;
    const numGroups = Math.max(1, Math.floor(rows / this.#group));
    while (this.#groups.length < numGroups) this.#groups.push(this.#createGroup());
    const output: Tensor = { data: input.data.slice(), shape: input.shape };
    const means = new Float64Array(this.#numFeatures);
    const variances = new Float64Array(this.#numFeatures);
    for (let g = 0; g < numGroups; g++) {
      const part = this.#part(input, g, numGroups);
      const layer = this.#groups[g];
      output.data.set(layer.forward(part, "train").data, g * this.#group * this.#numFeatures);
      // With momentum 1 a group's running statistics are those of its rows.
      for (let c = 0; c < this.#numFeatures; c++) {
        means[c] += (layer.runningMean?.[c] ?? 0) / numGroups;
        variances[c] += (layer.runningVar?.[c] ?? 0) / numGroups;
      }
    }
    this.#track(means, variances);
    return output;
  }

  backward(gradOutput: Tensor): Tensor {
    this.gradWeight.fill(0);
    this.gradBias.fill(0);
    const numGroups = Math.max(1, Math.floor(gradOutput.shape[0] / this.#group));
    const gradInput: Tensor = { data: gradOutput.data.slice(), shape: gradOutput.shape };
    const layers = this.#evaluated ? [this.layer] : this.#groups.slice(0, numGroups);
    layers.forEach((layer, g) => {
      const part = this.#part(gradOutput, g, layers.length);
      const gradients = layer.backward(part);
      gradInput.data.set(gradients.gradInput.data, g * this.#group * this.#numFeatures);
      gradients.gradGamma?.forEach((value, c) => (this.gradWeight[c] += value));
      gradients.gradBeta?.forEach((value, c) => (this.gradBias[c] += value));
    });
    return gradInput;
  }

  capture(): () => void {
    return captureBatchNorm(this.layer);
  }

  #createGroup(): BatchNorm {
    const layer = new BatchNorm(this.#numFeatures, { ...this.#options, momentum: 1 });
    layer.gamma = this.layer.gamma;
    layer.beta = this.layer.beta;
    return layer;
  }

  /** Rows of one group; the last one takes what remains. */
  #part({ data, shape: [rows, width] }: Tensor, group: number, numGroups: number): Tensor {
    const start = group * this.#group;
    const end = group === numGroups - 1 ? rows : start + this.#group;
    return { data: data.subarray(start * width, end * width), shape: [end - start, width] };
  }

  #track(means: Float64Array, variances: Float64Array): void {
    const { runningMean, runningVar, options } = this.layer;
    this.layer.numBatchesTracked++;
    const factor = options.momentum ?? 1 / this.layer.numBatchesTracked;
    for (let c = 0; c < means.length; c++) {
      if (runningMean !== null) runningMean[c] += factor * (means[c] - runningMean[c]);
      if (runningVar !== null) runningVar[c] += factor * (variances[c] - runningVar[c]);
    }
  }
}

/** Keeps a layer's running statistics; the returned function puts them back. */
export function captureBatchNorm(layer: BatchNorm): () => void {
  const { numBatchesTracked } = layer;
  const mean = layer.runningMean?.slice();
  const variance = layer.runningVar?.slice();
  return () => {
    layer.numBatchesTracked = numBatchesTracked;
    if (mean !== undefined) layer.runningMean?.set(mean);
    if (variance !== undefined) layer.runningVar?.set(variance);
  };
}
