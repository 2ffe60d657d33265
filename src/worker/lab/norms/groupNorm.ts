import { allocate, type Tensor } from "../../../engine/index.ts";
import type { NormLayer } from "./normLayers.ts";

/**
 * Group normalization (Wu and He 2018): each row over the features of a group, y = (x − mean) / √(variance + eps) · weight
 * + bias. One group is layer norm.
 *
 * **Shapes**: (N, C) → (N, C). **Source**: `torch.nn.GroupNorm`, whose eps this is.
 *
 * @throws RangeError when the features cannot be dealt out evenly
 */
export class GroupNorm implements NormLayer {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly gradWeight: Float64Array;
  readonly gradBias: Float64Array;
  readonly #groupSize: number;
  readonly #eps: number;
  #xhat = new Float64Array(0);
  #invStd = new Float64Array(0);

  constructor(numGroups: number, numFeatures: number, eps = 1e-5) {
    if (numFeatures % numGroups !== 0) {
      throw new RangeError(`numFeatures requires a multiple of ${numGroups} groups, got ${numFeatures}`);
    }
    this.weight = new Float64Array(numFeatures).fill(1);
    this.bias = new Float64Array(numFeatures);
    this.gradWeight = new Float64Array(numFeatures);
    this.gradBias = new Float64Array(numFeatures);
    this.#groupSize = numFeatures / numGroups;
    this.#eps = eps;
  }

  forward(input: Tensor): Tensor {
    const { data } = input;
    const [size, width] = [this.#groupSize, this.weight.length];
    const output = like(input);
    this.#xhat = new Float64Array(data.length);
    this.#invStd = new Float64Array(data.length / size);
    for (let group = 0; group < this.#invStd.length; group++) {
      const start = group * size;
      let sum = 0;
      for (let k = start; k < start + size; k++) sum += data[k];
      const mean = sum / size;
      let squares = 0;
      for (let k = start; k < start + size; k++) squares += (data[k] - mean) ** 2;
      const invStd = 1 / Math.sqrt(squares / size + this.#eps);
      this.#invStd[group] = invStd;
      for (let k = start; k < start + size; k++) {
        this.#xhat[k] = (data[k] - mean) * invStd;
        output.data[k] = this.#xhat[k] * this.weight[k % width] + this.bias[k % width];
      }
    }
    return output;
  }

  backward(gradOutput: Tensor): Tensor {
    const { data } = gradOutput;
    const [size, width] = [this.#groupSize, this.weight.length];
    const gradInput = like(gradOutput);
    this.gradWeight.fill(0);
    this.gradBias.fill(0);
    for (let group = 0; group < this.#invStd.length; group++) {
      const start = group * size;
      let meanGrad = 0;
      let meanProduct = 0;
      for (let k = start; k < start + size; k++) {
        const c = k % width;
        this.gradBias[c] += data[k];
        this.gradWeight[c] += data[k] * this.#xhat[k];
        meanGrad += (data[k] * this.weight[c]) / size;
        meanProduct += (data[k] * this.weight[c] * this.#xhat[k]) / size;
      }
      for (let k = start; k < start + size; k++) {
        const g = data[k] * this.weight[k % width];
        gradInput.data[k] = this.#invStd[group] * (g - meanGrad - this.#xhat[k] * meanProduct);
      }
    }
    return gradInput;
  }

  /** Training changes nothing but the parameters. */
  capture(): () => void {
    return () => undefined;
  }
}

function like({ shape, data }: Tensor): Tensor {
  return allocate(shape, data instanceof Float32Array ? "float32" : "float64");
}
