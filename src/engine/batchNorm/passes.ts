import type { ChannelLayout } from "./channelLayout.ts";
import type { TensorData } from "../tensor.ts";

/** The mean of every channel, in two parts. */
export interface ChannelCenter {
  readonly mean: Float64Array;
  /**
   * What rounding took from the mean: the true one is mean + meanRemainder. Where values share a large mean (1e12 with
   * variance 1), x̂ has its digits only with it.
   */
  readonly meanRemainder: Float64Array;
}

/** Statistics of every channel over a batch, in float64 whatever the values are in. */
export interface BatchStatistics extends ChannelCenter {
  /** Biased: divided by m. */
  readonly variance: Float64Array;
}

/** An affine map of every channel about its mean: y = (x − mean − meanRemainder) · scale + shift. */
export interface ChannelMap extends ChannelCenter {
  readonly scale: Float64Array;
  readonly shift: ArrayLike<number>;
}

/** Sums of every channel over the batch that the gradients need. */
export interface GradientSums {
  /** Σ g */
  readonly grad: Float64Array;
  /** Σ g · (x − mean) */
  readonly gradTimesDeviation: Float64Array;
}

/** The map of upstream gradients in training: gradInput = (g − gradMean − (x − mean − meanRemainder) · slope) · scale. */
export interface GradientMap extends ChannelCenter {
  readonly gradMean: Float64Array;
  readonly slope: Float64Array;
  readonly scale: Float64Array;
}

/**
 * The passes over all values that batch normalization consists of. `plainPasses` is the readable reference; faster
 * implementations are held to its results. Inputs are never written to.
 */
export interface Passes {
  /** Mean and biased variance of every channel. */
  statistics(input: TensorData, layout: ChannelLayout): BatchStatistics;
  /** Writes the map of every value of `input` to `output`. */
  mapChannels(input: TensorData, output: TensorData, layout: ChannelLayout, map: ChannelMap): void;
  /** Sums over the upstream gradient g and the input x. */
  gradientSums(input: TensorData, gradOutput: TensorData, layout: ChannelLayout, center: ChannelCenter): GradientSums;
  /** Writes the map of every upstream gradient to `gradInput`. */
  mapGradients(
    input: TensorData,
    gradOutput: TensorData,
    gradInput: TensorData,
    layout: ChannelLayout,
    map: GradientMap,
  ): void;
}
