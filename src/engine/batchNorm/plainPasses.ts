import type { ChannelLayout } from "./channelLayout.ts";
import type { BatchStatistics, ChannelCenter, ChannelMap, GradientMap, GradientSums, Passes } from "./passes.ts";
import { correctedSquares, firstFiniteOrZero, roundingError } from "./shifting.ts";
import type { TensorData } from "../tensor.ts";

/**
 * The reference: every pass as one plain loop in the order of the memory, in float64. Rounding to float32 happens once,
 * where a result is stored.
 */
export const plainPasses: Passes = { statistics, mapChannels, gradientSums, mapGradients };

/**
 * Groups (one value or run of every channel) whose sum is taken on its own before it joins the total, which keeps
 * rounding small over millions of rows.
 */
const groupsPerBlock = 512;

/**
 * Two passes about the first value of each channel, so that nothing cancels.
 *
 * mean = s + Σ (x − s) / m; variance = (Σ d² − (Σ d)² / m) / m with d = x − mean
 */
function statistics(input: TensorData, layout: ChannelLayout): BatchStatistics {
  const { outer, channels, inner, valuesPerChannel } = layout;
  const mean = firstFiniteOrZero(input, layout);
  const meanRemainder = new Float64Array(channels);
  const offsets = new BlockSums(channels);
  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      const first = mean[c];
      let sum = 0;
      for (const end = k + inner; k < end; k++) {
        sum += input[k] - first;
      }
      offsets.block[c] += sum;
    }
    offsets.endGroup();
  }
  const offsetSums = offsets.finish();
  for (let c = 0; c < channels; c++) {
    const first = mean[c];
    const offset = offsetSums[c] / valuesPerChannel;
    mean[c] = first + offset;
    meanRemainder[c] = roundingError(first, offset);
  }

  const sums = new BlockSums(channels);
  const squares = new BlockSums(channels);
  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      const channelMean = mean[c];
      const remainder = meanRemainder[c];
      let sum = 0;
      let square = 0;
      for (const end = k + inner; k < end; k++) {
        const deviation = input[k] - channelMean - remainder;
        sum += deviation;
        square += deviation * deviation;
      }
      sums.block[c] += sum;
      squares.block[c] += square;
    }
    sums.endGroup();
    squares.endGroup();
  }
  const remainders = sums.finish();
  const variance = squares
    .finish()
    .map((square, c) => correctedSquares(square, remainders[c], valuesPerChannel) / valuesPerChannel);
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

/** Σ g and Σ g · (x − mean) */
function gradientSums(
  input: TensorData,
  gradOutput: TensorData,
  { outer, channels, inner }: ChannelLayout,
  { mean, meanRemainder }: ChannelCenter,
): GradientSums {
  const grads = new BlockSums(channels);
  const products = new BlockSums(channels);
  for (let n = 0, k = 0; n < outer; n++) {
    for (let c = 0; c < channels; c++) {
      const channelMean = mean[c];
      const remainder = meanRemainder[c];
      let sum = 0;
      let product = 0;
      for (const end = k + inner; k < end; k++) {
        sum += gradOutput[k];
        product += gradOutput[k] * (input[k] - channelMean - remainder);
      }
      grads.block[c] += sum;
      products.block[c] += product;
    }
    grads.endGroup();
    products.endGroup();
  }
  return { grad: grads.finish(), gradTimesDeviation: products.finish() };
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

/** One sum per channel: groups are added to `block`, which joins the total every so many groups. */
class BlockSums {
  readonly block: Float64Array;
  readonly #total: Float64Array;
  #groupsInBlock = 0;

  constructor(channels: number) {
    this.block = new Float64Array(channels);
    this.#total = new Float64Array(channels);
  }

  endGroup(): void {
    this.#groupsInBlock++;
    if (this.#groupsInBlock === groupsPerBlock) {
      this.#endBlock();
    }
  }

  /** The sums of all groups. */
  finish(): Float64Array {
    this.#endBlock();
    return this.#total;
  }

  #endBlock(): void {
    for (let c = 0; c < this.block.length; c++) {
      this.#total[c] += this.block[c];
    }
    this.block.fill(0);
    this.#groupsInBlock = 0;
  }
}
