import { allocate, RandomGenerator, type Mode, type Tensor } from "../../../engine/index.ts";

/** A layer that the lab compares batch norm with, or an unusual form of it. */
export interface NormLayer {
  readonly weight: Float64Array | null;
  readonly bias: Float64Array | null;
  forward(input: Tensor, mode: Mode): Tensor;
  /** The gradient of the input; sets those of weight and bias. */
  backward(gradOutput: Tensor): Tensor;
  readonly gradWeight: Float64Array;
  readonly gradBias: Float64Array;
  /** What training mode changes beside the parameters; the returned function puts it back. */
  capture(): () => void;
}

interface Normalized {
  readonly xhat: Float64Array;
  readonly invStd: Float64Array;
}

function like(input: Tensor): Tensor {
  return allocate(input.shape, input.data instanceof Float32Array ? "float32" : "float64");
}

/**
 * Layer normalization (Ba et al. 2016): each row over its own features, y = (x − mean) / √(variance + eps) · weight + bias.
 *
 * **Shapes**: (N, C) → (N, C). **Source**: `torch.nn.LayerNorm`, whose eps this is.
 */
export class LayerNorm implements NormLayer {
  readonly weight: Float64Array;
  readonly bias: Float64Array;
  readonly gradWeight: Float64Array;
  readonly gradBias: Float64Array;
  readonly #eps: number;
  #last: Normalized | null = null;

  constructor(numFeatures: number, eps = 1e-5) {
    this.weight = new Float64Array(numFeatures).fill(1);
    this.bias = new Float64Array(numFeatures);
    this.gradWeight = new Float64Array(numFeatures);
    this.gradBias = new Float64Array(numFeatures);
    this.#eps = eps;
  }

  forward(input: Tensor): Tensor {
    const [rows, width] = input.shape;
    const output = like(input);
    const xhat = new Float64Array(rows * width);
    const invStd = new Float64Array(rows);
    for (let n = 0; n < rows; n++) {
      const at = n * width;
      let sum = 0;
      for (let c = 0; c < width; c++) sum += input.data[at + c];
      const mean = sum / width;
      let squares = 0;
      for (let c = 0; c < width; c++) squares += (input.data[at + c] - mean) ** 2;
      invStd[n] = 1 / Math.sqrt(squares / width + this.#eps);
      for (let c = 0; c < width; c++) {
        xhat[at + c] = (input.data[at + c] - mean) * invStd[n];
        output.data[at + c] = xhat[at + c] * this.weight[c] + this.bias[c];
      }
    }
    this.#last = { xhat, invStd };
    return output;
  }

  backward(gradOutput: Tensor): Tensor {
    const { xhat, invStd } = this.#last ?? { xhat: new Float64Array(0), invStd: new Float64Array(0) };
    const [rows, width] = gradOutput.shape;
    const gradInput = like(gradOutput);
    this.gradWeight.fill(0);
    this.gradBias.fill(0);
    for (let n = 0; n < rows; n++) {
      const at = n * width;
      let meanGrad = 0;
      let meanProduct = 0;
      for (let c = 0; c < width; c++) {
        const g = gradOutput.data[at + c];
        this.gradBias[c] += g;
        this.gradWeight[c] += g * xhat[at + c];
        meanGrad += (g * this.weight[c]) / width;
        meanProduct += (g * this.weight[c] * xhat[at + c]) / width;
      }
      for (let c = 0; c < width; c++) {
        const g = gradOutput.data[at + c] * this.weight[c];
        gradInput.data[at + c] = invStd[n] * (g - meanGrad - xhat[at + c] * meanProduct);
      }
    }
    return gradInput;
  }

  capture(): () => void {
    return () => undefined;
  }
}

/**
 * A fresh random scale e^(amount · u), u uniform in ±1, and shift amount · N(0, 1) of every unit at every training
 * step: after batch norm it makes the distributions move again that batch norm made steady. Off in evaluation.
 *
 * **Source**: the control of Santurkar et al. 2018, "noisy BatchNorm".
 */
export class Jitter implements NormLayer {
  readonly weight = null;
  readonly bias = null;
  readonly gradWeight = new Float64Array(0);
  readonly gradBias = new Float64Array(0);
  readonly #seed: number;
  readonly #amount: number;
  #draws = 0;
  #scale: Float64Array | null = null;

  constructor(seed: number, amount = 0.5) {
    this.#seed = seed;
    this.#amount = amount;
  }

  forward(input: Tensor, mode: Mode): Tensor {
    this.#scale = null;
    if (mode === "eval") return input;
    const [rows, width] = input.shape;
    // Each draw has a seed of its own, so that a probe in between does not change what training sees.
    const random = new RandomGenerator(this.#seed * 2 ** 24 + this.#draws++);
    const scale = Float64Array.from({ length: width }, () => Math.exp(this.#amount * (2 * random.uniform() - 1)));
    const shift = Float64Array.from({ length: width }, () => this.#amount * random.normal());
    const output = like(input);
    for (let n = 0; n < rows; n++) {
      for (let c = 0; c < width; c++) output.data[n * width + c] = input.data[n * width + c] * scale[c] + shift[c];
    }
    this.#scale = scale;
    return output;
  }

  backward(gradOutput: Tensor): Tensor {
    const scale = this.#scale;
    if (scale === null) return gradOutput;
    const gradInput = like(gradOutput);
    for (let k = 0; k < gradOutput.data.length; k++) {
      gradInput.data[k] = gradOutput.data[k] * scale[k % scale.length];
    }
    return gradInput;
  }

  capture(): () => void {
    const draws = this.#draws;
    return () => {
      this.#draws = draws;
    };
  }
}
