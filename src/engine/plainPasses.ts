import type { ChannelLayout } from "./channelLayout.ts";
import type { BatchStatistics, ChannelCenter, ChannelMap, GradientMap, GradientSums, Passes } from "./passes.ts";
import { correctedSquares, firstFiniteOrZero, roundingError } from "./shifting.ts";
import type { TensorData } from "./tensor.ts";

/**
 * The reference: every pass as one plain loop in the order of the memory, in float64. Rounding to float32 happens once,
 * where a result is stored.
 */
export const plainPasses: Passes = { statistics, mapChannels, gradientSums, mapGradients };

/** Groups summed on their own before they join the total, which keeps rounding small over millions of rows. */
const groupsPerBlock = 512;

/**
 * Two passes about the first value of each channel, so that nothing cancels.
 *
 * mean = s + Σ (x − s) / m; variance = (Σ d² − (Σ d)² / m) / m with d = x − mean
 */
function statistics(input: TensorData, layout: ChannelLayout): BatchStatistics {
  const { channels, inner, valuesPerChannel } = layout;
  const mean = firstFiniteOrZero(input, layout);
  const meanRemainder = new Float64Array(channels);
  const sums = sumBlocks(layout, (sum, c, k) => {
    for (const end = k + inner; k < end; k++) {
      sum[c] += input[k] - mean[c];
    }
  });
  for (let c = 0; c < channels; c++) {
    const first = mean[c];
    const offset = sums[c] / valuesPerChannel;
    mean[c] = first + offset;
    meanRemainder[c] = roundingError(first, offset);
  }

  const remainders = new Float64Array(channels);
  const variance = sumBlocks(layout, (sum, c, k) => {
    for (const end = k + inner; k < end; k++) {
      const deviation = input[k] - mean[c] - meanRemainder[c];
      sum[c] += deviation * deviation;
      remainders[c] += deviation;
    }
  });
  for (let c = 0; c < channels; c++) {
    variance[c] = correctedSquares(variance[c], remainders[c], valuesPerChannel) / valuesPerChannel;
  }
  return { mean, meanRemainder, variance };
}

/** y = (x − mean − meanRemainder) · scale + shift */
function mapChannels(input: TensorData, output: TensorData, layout: ChannelLayout, map: ChannelMap): void {
  const { outer, channels, inner } = layout;
  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      const mean = map.mean[c];
      const meanRemainder = map.meanRemainder[c];
      const scale = map.scale[c];
      const shift = map.shift[c];
      for (const end = k + inner; k < end; k++) {
        output[k] = (input[k] - mean - meanRemainder) * scale + shift;
      }
    }
  }
}

function gradientSums(
  input: TensorData,
  gradOutput: TensorData,
  layout: ChannelLayout,
  { mean, meanRemainder }: ChannelCenter,
): GradientSums {
  const { inner } = layout;
  const grad = sumBlocks(layout, (sum, c, k) => {
    for (const end = k + inner; k < end; k++) {
      sum[c] += gradOutput[k];
    }
  });
  const gradTimesDeviation = sumBlocks(layout, (sum, c, k) => {
    for (const end = k + inner; k < end; k++) {
      sum[c] += gradOutput[k] * (input[k] - mean[c] - meanRemainder[c]);
    }
  });
  return { grad, gradTimesDeviation };
}

/** gradInput = (g − gradMean − (x − mean − meanRemainder) · slope) · scale */
function mapGradients(
  input: TensorData,
  gradOutput: TensorData,
  gradInput: TensorData,
  layout: ChannelLayout,
  map: GradientMap,
): void {
  const { outer, channels, inner } = layout;
  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      const mean = map.mean[c];
      const meanRemainder = map.meanRemainder[c];
      const gradMean = map.gradMean[c];
      const slope = map.slope[c];
      const scale = map.scale[c];
      for (const end = k + inner; k < end; k++) {
        const deviation = input[k] - mean - meanRemainder;
        gradInput[k] = (gradOutput[k] - gradMean - deviation * slope) * scale;
      }
    }
  }
}

/** Calls `addRun` for every run of `inner` values of one channel that starts at k; returns the sums per channel. */
function sumBlocks(
  { outer, channels, inner }: ChannelLayout,
  addRun: (sum: Float64Array, c: number, k: number) => void,
): Float64Array {
  const total = new Float64Array(channels);
  const block = new Float64Array(channels);
  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++, k += inner) {
      addRun(block, c, k);
    }
    if ((n + 1) % groupsPerBlock === 0 || n === outer - 1) {
      block.forEach((sum, c) => (total[c] += sum));
      block.fill(0);
    }
  }
  return total;
}
