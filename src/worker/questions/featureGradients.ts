import {
  activations,
  BatchNorm,
  inverseRoot,
  moments,
  quantiles,
  RandomGenerator,
  type BatchNormOptions,
} from "../../engine/index.ts";
import { type GradientAnswer, type GradientQuestion, mostPoints } from "../../shared/report/questions.ts";

/** What the random upstream gradient has besides its noise, so that there is something to remove. */
const randomMean = 0.4;
const randomSlope = 0.5;

/** One feature as a layer has it: its values that are there, and the statistics of evaluation. */
export interface GradientInput {
  readonly values: Float32Array | Float64Array;
  /** Number among `values` of the value in question; −1 where it is missing. */
  readonly row: number;
  readonly mode: "train" | "eval";
  readonly runningMean: number;
  readonly runningVar: number;
}

/**
 * A gradient on its way back through batch norm: dL/dy as it arrives, dL/dx as it goes on, and those of γ, β and of a
 * bias before the layer. All by the engine's own backward pass.
 */
export function featureGradients(
  { values, row, mode, runningMean, runningVar }: GradientInput,
  question: GradientQuestion,
  options: BatchNormOptions,
): GradientAnswer {
  const layer = new BatchNorm(1, { ...options, affine: true });
  layer.gamma = Float64Array.of(question.gamma);
  layer.beta = Float64Array.of(question.beta);
  layer.runningMean = Float64Array.of(runningMean);
  layer.runningVar = Float64Array.of(runningVar);
  const shape = [values.length];
  const output = layer.forward({ data: values, shape }, mode);
  const [center, variance] = usedStatistics(values, mode, runningMean, runningVar);
  const invStd = inverseRoot(variance, options.eps, mode);
  const normalized = Float64Array.from(values, (x) => (x - center) * invStd);
  const gradOutput = upstreamGradient(question, values, output.data, normalized);
  const { gradInput, gradGamma, gradBeta } = layer.backward({ data: gradOutput, shape });
  const gradient = gradInput.data;
  const step = Math.max(1, Math.ceil(values.length / mostPoints));
  const thinned = (of: ArrayLike<number>): Float64Array =>
    Float64Array.from({ length: Math.ceil(values.length / step) }, (_, i) => of[i * step]);
  return {
    normalized: thinned(normalized),
    gradOutput: thinned(gradOutput),
    gradInput: thinned(gradient),
    count: values.length,
    gradGamma: gradGamma?.[0] ?? NaN,
    gradBeta: gradBeta?.[0] ?? NaN,
    gradBias: moments(gradient).mean * values.length,
    meanGrad: moments(gradOutput).mean,
    slope: moments(gradOutput.map((g, i) => g * normalized[i])).mean,
    scale: question.gamma * invStd,
    gradOutputSize: rootMeanSquare(gradOutput),
    gradInputSize: rootMeanSquare(gradient),
    row: row < 0 ? null : { normalized: normalized[row], gradOutput: gradOutput[row], gradInput: gradient[row] },
  };
}

function rootMeanSquare(values: ArrayLike<number>): number {
  const { mean, variance } = moments(values);
  return Math.sqrt(variance + mean * mean);
}

function usedStatistics(
  values: ArrayLike<number>,
  mode: "train" | "eval",
  runningMean: number,
  runningVar: number,
): [mean: number, variance: number] {
  if (mode === "eval") return [runningMean, runningVar];
  const { mean, variance } = moments(values);
  return [mean, variance];
}

/**
 * dL/dy: ones; noise with a mean and a slope; or that of the mean logistic loss of y for the target "x is above its
 * median": (sigmoid(y) − target) / m.
 */
function upstreamGradient(
  { upstream, seed }: GradientQuestion,
  values: ArrayLike<number>,
  output: ArrayLike<number>,
  normalized: Float64Array,
): Float64Array {
  switch (upstream) {
    case "ones":
      return new Float64Array(values.length).fill(1);
    case "random": {
      const random = new RandomGenerator(seed);
      return normalized.map((x) => randomMean + randomSlope * x + random.normal());
    }
    case "loss": {
      const [median] = quantiles(values, [0.5]);
      return Float64Array.from(
        output,
        (y, i) => (activations.sigmoid.value(y) - Number(values[i] > median)) / output.length,
      );
    }
  }
}
