import type { ChannelLayout } from "../batchNorm/channelLayout.ts";
import type { BatchStatistics, ChannelCenter, ChannelMap, GradientMap, GradientSums } from "../batchNorm/passes.ts";
import { correctedSquares, roundingError } from "../batchNorm/shifting.ts";
import type { ChannelKernels } from "./channelPasses.ts";

/** A layout, and kernels for it. */
export interface KernelContext {
  readonly kernels: ChannelKernels;
  readonly layout: ChannelLayout;
}

/** A center farther than so many σ from the mean costs digits: the pass is done again about the mean. */
const farInSigmas = 2;
/** Values of a channel whose mean is the first center: it is then some σ / 3 from the mean. */
const largestSample = 8;
/** Deviations between these have squares that float32 holds with all their digits. */
const smallestSafe = 1e-15;
const largestSafe = 1e15;

/**
 * `Passes.statistics` by kernels: one pass about the mean of a sample of each channel, and a second one about the mean
 * itself where the sample's lies far from it.
 *
 * @returns null where float32 sums are not enough: values that are not finite, huge or tiny
 */
export function simdStatistics(context: KernelContext, [input]: readonly [Float32Array]): BatchStatistics | null {
  const guess = sampleMeans(input, context.layout);
  const statistics = statisticsAbout(context, input, guess);
  return statistics !== null && isFar(guess, statistics)
    ? statisticsAbout(context, input, statistics.mean)
    : statistics;
}

/** mean = center + Σ d / m; variance = (Σ d² − (Σ d)² / m) / m; d = x − center */
function statisticsAbout(context: KernelContext, input: Float32Array, center: Float64Array): BatchStatistics | null {
  const { kernels, layout } = context;
  const { channels, valuesPerChannel } = layout;
  const [sums, squares] = kernels.sums(input, center);
  const [mean, meanRemainder, variance] = threePerChannel(channels);
  for (let c = 0; c < channels; c++) {
    const sum = sums[c];
    const square = squares[c];
    const isConstant = square === 0 && sum === 0;
    if (!isConstant && !hasSafeSquares(square / valuesPerChannel)) {
      return null;
    }
    const exactCenter = Math.fround(center[c]);
    const offset = sum / valuesPerChannel;
    mean[c] = exactCenter + offset;
    meanRemainder[c] = roundingError(exactCenter, offset);
    variance[c] = correctedSquares(square, sum, valuesPerChannel) / valuesPerChannel;
  }
  return { mean, meanRemainder, variance };
}

/** `Passes.mapChannels` by kernels; false where the map has numbers that float32 does not hold. */
export function simdMapChannels(
  { kernels, layout }: KernelContext,
  [input, output]: readonly [Float32Array, Float32Array],
  map: ChannelMap,
): boolean {
  const { mean, meanRemainder, scale } = map;
  const { channels } = layout;
  const shift = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    // (x − mean) · scale + shift = (x − center) · scale + (shift − remainder · scale)
    shift[c] = map.shift[c] - centerRemainder(mean[c], meanRemainder[c]) * scale[c];
    if (!isSafe(mean[c]) || !isSafe(scale[c]) || !isSafe(shift[c])) {
      return false;
    }
  }
  kernels.map(input, output, mean, scale, shift);
  return true;
}

/** `Passes.gradientSums` by kernels; null where float32 sums are not enough. */
export function simdGradientSums(
  { kernels, layout }: KernelContext,
  [input, gradOutput]: readonly [Float32Array, Float32Array],
  { mean, meanRemainder }: ChannelCenter,
): GradientSums | null {
  const [grad, gradTimesDeviation] = kernels.gradientSums(input, gradOutput, mean);
  for (let c = 0; c < layout.channels; c++) {
    // Σ g · (x − mean) = Σ g · (x − center) − remainder · Σ g
    gradTimesDeviation[c] -= centerRemainder(mean[c], meanRemainder[c]) * grad[c];
    if (!Number.isFinite(gradTimesDeviation[c]) || !Number.isFinite(grad[c])) {
      return null;
    }
  }
  return { grad, gradTimesDeviation };
}

/** `Passes.mapGradients` by kernels; false where the map has numbers that float32 does not hold. */
export function simdMapGradients(
  { kernels, layout }: KernelContext,
  [input, gradOutput, gradInput]: readonly [Float32Array, Float32Array, Float32Array],
  map: GradientMap,
): boolean {
  const { mean, meanRemainder, gradMean, scale } = map;
  const { channels } = layout;
  const [slope, shift] = threePerChannel(channels);
  for (let c = 0; c < channels; c++) {
    // (g − gradMean − (x − mean) · slope) · scale = g · scale + shift − (x − center) · slope · scale
    slope[c] = map.slope[c] * scale[c];
    shift[c] = centerRemainder(mean[c], meanRemainder[c]) * slope[c] - gradMean[c] * scale[c];
    if (!isSafe(mean[c]) || !isSafe(slope[c]) || !isSafe(scale[c]) || !isSafe(shift[c])) {
      return false;
    }
  }
  kernels.gradientMap(input, gradOutput, gradInput, { center: mean, slope, scale, shift });
  return true;
}

/** Means of some values of every channel, from all over the batch; NaN where one of them is NaN. */
function sampleMeans(input: Float32Array, { channels, inner, valuesPerChannel }: ChannelLayout): Float64Array {
  const means = new Float64Array(channels);
  const numSamples = Math.min(largestSample, valuesPerChannel);
  for (let sample = 0; sample < numSamples; sample++) {
    const index = Math.floor(((sample + 0.5) * valuesPerChannel) / numSamples);
    const start = Math.floor(index / inner) * channels * inner + (index % inner);
    for (let c = 0; c < channels; c++) {
      means[c] += input[start + c * inner];
    }
  }
  for (let c = 0; c < channels; c++) {
    means[c] /= numSamples;
  }
  return means;
}

/** Whether a center was chosen badly for some channel: far from the mean, in σ. */
function isFar(center: Float64Array, { mean, variance }: BatchStatistics): boolean {
  for (let c = 0; c < center.length; c++) {
    if ((mean[c] - center[c]) ** 2 > farInSigmas ** 2 * variance[c]) {
      return true;
    }
  }
  return false;
}

/** What a mean is more than the float32 number that stands for it in a table. */
function centerRemainder(mean: number, meanRemainder: number): number {
  return mean - Math.fround(mean) + meanRemainder;
}

/** Whether float32 arithmetic with a number neither overflows nor meets NaN. */
function isSafe(value: number): boolean {
  return Math.abs(value) <= largestSafe;
}

/** Whether deviations of this mean square have squares that float32 holds. */
function hasSafeSquares(meanSquare: number): boolean {
  return meanSquare >= smallestSafe ** 2 && meanSquare <= largestSafe ** 2;
}

/** Three arrays in one buffer: buffers are what costs time. */
function threePerChannel(channels: number): [Float64Array, Float64Array, Float64Array] {
  const all = new Float64Array(3 * channels);
  return [all.subarray(0, channels), all.subarray(channels, 2 * channels), all.subarray(2 * channels)];
}
