import { normalShare } from "../normalShare.ts";
import type { ExaminedLayer } from "../types.ts";
import type { PrecedingWeights } from "./precedingWeights.ts";

/** Channels that say something: their running variance is not ε's, and something comes in. */
const smallestExpected = 1e-12;
const epsMultiple = 49;
const fewestChannels = 4;

/**
 * How a layer's running σ compares with what its network leads to expect: the median over its channels of σ/σ̂.
 *
 * A batch norm layer and ReLU give y ~ max(0, N(β, γ²)) with t = β/|γ|, mean m = βΦ(t) + |γ|φ(t), mean square
 * q = (β² + γ²)Φ(t) + β|γ|φ(t) and variance v = q − m². Weights W on independent inputs then have
 * σ̂²_c = Σ_{i,k} W²_cik v_i; in a depthwise convolution v is the same channel's.
 *
 * @returns null where fewer than 4 channels tell, or the weights' values are not there
 */
export function spreadRatio(
  layer: ExaminedLayer,
  previous: ExaminedLayer,
  { weight: { shape, values }, outputs }: PrecedingWeights,
): number | null {
  const { runningVar, numFeatures, eps } = layer;
  if (runningVar === null || !values) return null;
  const incoming = activatedVariance(previous);
  const expected = expectedVariance(values, shape, outputs, incoming, numFeatures);
  if (expected === null) return null;
  const ratios: number[] = [];
  for (let c = 0; c < numFeatures; c++) {
    if (runningVar[c] > epsMultiple * eps && expected[c] > smallestExpected && Number.isFinite(runningVar[c])) {
      ratios.push(Math.sqrt(runningVar[c] / expected[c]));
    }
  }
  return ratios.length < fewestChannels ? null : median(ratios);
}

/**
 * Variance of ReLU(y) for y ~ N(β, γ²), channel by channel.
 *
 * @example
 * activatedVariance({ numFeatures: 1, gamma: [1], beta: [0], … }) // [½ − 1/(2π)] = [0.3408]
 */
export function activatedVariance({ numFeatures, gamma, beta }: ExaminedLayer): Float64Array {
  return Float64Array.from({ length: numFeatures }, (_, i) => {
    const scale = Math.abs(gamma?.[i] ?? 1) + 1e-12;
    const shift = beta?.[i] ?? 0;
    const t = shift / scale;
    const density = Math.exp(-(t * t) / 2) / Math.sqrt(2 * Math.PI);
    const share = normalShare(t);
    const mean = shift * share + scale * density;
    const square = (shift * shift + scale * scale) * share + shift * scale * density;
    return Math.max(0, square - mean * mean);
  });
}

/** null where the weights are no such layer's: the shapes do not fit. */
function expectedVariance(
  values: ArrayLike<number>,
  shape: readonly number[],
  outputs: "first" | "last",
  incoming: Float64Array,
  numOutputs: number,
): Float64Array | null {
  const rank = shape.length;
  const [outputAxis, inputAxis] = outputs === "first" ? [0, 1] : [rank - 1, rank - 2];
  const isDepthwise = outputs === "first" && shape[1] === 1 && incoming.length === numOutputs && numOutputs > 1;
  const isDepthwiseLast = outputs === "last" && shape[rank - 1] === 1 && shape[rank - 2] === numOutputs;
  const isFull = shape[outputAxis] === numOutputs && shape[inputAxis] === incoming.length;
  if (!isFull && !isDepthwise && !isDepthwiseLast) return null;
  const strideOf = (axis: number): number => shape.slice(axis + 1).reduce((product, length) => product * length, 1);
  const [outputStride, inputStride] = [strideOf(outputAxis), strideOf(inputAxis)];
  const expected = new Float64Array(numOutputs);
  for (let k = 0; k < values.length; k++) {
    const input = Math.floor(k / inputStride) % shape[inputAxis];
    const output = isDepthwiseLast ? input : Math.floor(k / outputStride) % shape[outputAxis];
    const variance = isFull && !isDepthwiseLast ? incoming[input] : incoming[output];
    expected[output] += values[k] * values[k] * variance;
  }
  return expected;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
