/**
 * The kernels' four passes over all values of a tensor. Everything that they are given per channel, they round to
 * float32; d = x − center. Arrays that are not in the kernels' memory pass through it chunk by chunk.
 */
export interface ChannelKernels {
  /** Σ d and Σ d² of every channel. */
  sums(x: Float32Array, center: Float64Array): ChannelSums;
  /** y = d · scale + shift */
  map(x: Float32Array, y: Float32Array, center: Float64Array, scale: Float64Array, shift: Float64Array): void;
  /** Σ g and Σ g · d of every channel. */
  gradientSums(x: Float32Array, g: Float32Array, center: Float64Array): ChannelSums;
  /** out = (g · scale + shift) − d · slope */
  gradientMap(x: Float32Array, g: Float32Array, out: Float32Array, numbers: GradientNumbers): void;
}

/** Two sums of every channel, in float64. */
export type ChannelSums = readonly [first: Float64Array, second: Float64Array];

/** What `ChannelKernels.gradientMap` needs of every channel. */
export interface GradientNumbers {
  readonly center: Float64Array;
  readonly slope: Float64Array;
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}
