/** A batch norm layer that enters weights through ReLU, and those weights. */
export interface ExpectedInput {
  readonly gamma: ArrayLike<number>;
  readonly beta: ArrayLike<number>;
  /** (out, in, …kernel), or (…kernel, in, out). */
  readonly weight: Float64Array;
  readonly numOutputs: number;
  readonly outputsLast: boolean;
  readonly isDepthwise: boolean;
}

/**
 * The variance that the outputs of a convolution have if its inputs come from batch norm and ReLU, and are independent.
 *
 * With y ~ N(β, γ²) and t = β/|γ| the input of channel i has the mean m = βΦ(t) + |γ|φ(t) and the second moment
 * q = (β² + γ²)Φ(t) + β|γ|φ(t); the output c has the variance Σ_{i,k} W²_cik (q_i − m_i²). A depthwise convolution has
 * the variance of its own channel only.
 *
 * @example
 * // γ = 1, β = 0, W = [[2]]: m = 0.3989, q = 0.5, so 4 · 0.3408 = 1.3634
 */
export function expectedVariance(input: ExpectedInput): Float64Array {
  const { gamma, beta, weight, numOutputs, outputsLast, isDepthwise } = input;
  const variances = Float64Array.from({ length: gamma.length }, (_, i) => rectifiedVariance(gamma[i], beta[i]));
  const result = new Float64Array(numOutputs);
  const numInputs = isDepthwise ? 1 : variances.length;
  const kernel = weight.length / (numOutputs * numInputs);
  let place = 0;
  if (outputsLast) {
    for (let k = 0; k < kernel; k++) {
      for (let i = 0; i < numInputs; i++) {
        for (let c = 0; c < numOutputs; c++) result[c] += weight[place++] ** 2 * variances[isDepthwise ? c : i];
      }
    }
    return result;
  }
  for (let c = 0; c < numOutputs; c++) {
    for (let i = 0; i < numInputs; i++) {
      let squares = 0;
      for (let k = 0; k < kernel; k++) squares += weight[place++] ** 2;
      result[c] += squares * variances[isDepthwise ? c : i];
    }
  }
  return result;
}

/** Variance of max(y, 0) for y ~ N(β, γ²). */
export function rectifiedVariance(gamma: number, beta: number): number {
  const scale = Math.abs(gamma) + 1e-12;
  const t = beta / scale;
  const above = normalDistribution(t);
  const density = Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  const mean = beta * above + scale * density;
  const square = (beta * beta + scale * scale) * above + beta * scale * density;
  return Math.max(square - mean * mean, 0);
}

/**
 * Φ(t), the standard normal distribution, to 1e-7.
 *
 * **Source**: Abramowitz and Stegun 1964, 7.1.26, for erf.
 */
function normalDistribution(t: number): number {
  const x = Math.abs(t) / Math.SQRT2;
  const k = 1 / (1 + 0.3275911 * x);
  const polynomial = k * (0.254829592 + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429))));
  const half = (polynomial * Math.exp(-x * x)) / 2;
  return t < 0 ? half : 1 - half;
}
