import { gridStep, histogram, moments, sortValues } from "../../../engine/index.ts";

/**
 * Where the values of one channel are counted: uniform fine bins over the range that a sample of the rows suggests and
 * half as much on either side, and two tails beyond. Counts of two parts of a file add up to those of the whole.
 */
export interface ChannelBins {
  /** A value near the mean, about which sums are taken. */
  readonly shift: number;
  readonly start: number;
  /** Width of a fine bin. */
  readonly width: number;
  readonly count: number;
  /** Fine bins in one bin of the histogram. */
  readonly perBin: number;
  /** Width of the first quarter octave of a tail is a quarter of this. */
  readonly tailUnit: number;
  readonly discrete: boolean;
  /** Whether the sample's values lie on a grid, each in the middle of a fine bin. */
  readonly isGrid: boolean;
}

/** Memory for the fine bins of all channels, in bytes, and the most that one bin of the histogram is divided in. */
const countsBudget = 1 << 22;
const maxPerBin = 32;
/** Steps of a grid in one bin of the histogram, at most. */
const maxStepsPerBin = 1 << 12;
/** A constant sample says nothing about the scale of other values: this part of the value has to do. */
const scaleOfConstant = 2 ** -10;

/** Chooses the bins of a channel by the engine's own rules for a histogram, applied to a sample of its values. */
export function chooseChannelBins(sample: ArrayLike<number>, channels: number): ChannelBins {
  const sorted = sortValues(sample);
  const finite = sorted.filter(Number.isFinite);
  if (finite.length === 0) {
    return { shift: 0, start: 0, width: 1, count: 1, perBin: 1, tailUnit: 1, discrete: false, isGrid: false };
  }
  const { start, width, counts, discrete } = histogram(finite, { sorted: true });
  const margin = Math.max(4, Math.ceil(counts.length / 2));
  const bins = counts.length + 2 * margin;
  const affordable = Math.floor(countsBudget / 4 / channels / bins);
  const gridStepOrNone = gridStep(finite);
  // Numbers as small as there are have a grid that no bin of a histogram can be divided into.
  const step = width / gridStepOrNone <= maxStepsPerBin ? gridStepOrNone : 0;
  const perBin = step > 0 ? Math.round(width / step) : Math.max(1, Math.min(maxPerBin, affordable));
  const isConstant = finite[0] === finite[finite.length - 1];
  return {
    shift: moments(finite).mean,
    start: start - margin * width,
    width: width / perBin,
    count: bins * perBin,
    perBin,
    tailUnit: isConstant ? Math.max(1, Math.abs(finite[0])) * scaleOfConstant : width,
    discrete,
    isGrid: step > 0 || isConstant,
  };
}
