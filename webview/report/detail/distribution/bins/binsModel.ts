import { t } from "@vscode/l10n";
import type { ValueRange } from "../../../../../src/shared/report/report.ts";
import { formatCount, formatParameter, formatShare, formatWithin } from "../../../../../src/shared/text/numbers.ts";
import type { DistributionBase, Range } from "../../../charts/distributionBase.ts";
import type { DistributionOutput } from "../../../charts/distributionModel.ts";
import { totalCount } from "../../../charts/outline.ts";

/** One bin of one series of the chart. Bin k of x is bin k of x̂ and of y, for one feature. */
export interface Bin {
  readonly series: BinSeries;
  readonly index: number;
}

export type BinSeries = "input" | "normalized" | "output";

/** How far, in widths, rounding may put the last bin's edge below the largest value. */
const edgeSlack = 1e-6;

/** The series that bins are looked for in, from the front to the back. */
const frontToBack: readonly BinSeries[] = ["normalized", "output", "input"];

/** How many bins a series has. */
export function numBins(base: DistributionBase, series: BinSeries): number {
  return histogramOf(base, series).counts.length;
}

/** The series that a person reads with the keyboard: x where it is shown. */
export function firstSeries(base: DistributionBase): BinSeries | null {
  const shown = (["input", "normalized", "output"] as const).filter((series) => isRead(base, series));
  return shown.length === 0 ? null : shown[0];
}

/** From where to where a bin reaches in the units of its series; the ends may be the other way round for a negative γ. */
export function binRange(base: DistributionBase, { gamma, beta }: DistributionOutput, { series, index }: Bin): Range {
  const { start, width } = histogramOf(base, series);
  const [min, max] = [start + index * width, start + (index + 1) * width];
  if (series !== "output") return { min, max };
  const ends = [gamma * min + beta, gamma * max + beta];
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

/** The same on the bottom axis of the chart. */
export function binOnAxis(base: DistributionBase, output: DistributionOutput, bin: Bin): Range {
  const { min, max } = binRange(base, output, bin);
  return bin.series === "input" && base.axes === "own"
    ? { min: (min - base.center) / base.scale, max: (max - base.center) / base.scale }
    : { min, max };
}

/**
 * The bin at a place of the chart: of the bars there the lowest that reaches up to it, else the highest.
 *
 * @param at on the bottom axis
 * @param height density or count, as the chart's axis has it
 */
export function binAt(base: DistributionBase, output: DistributionOutput, at: number, height: number): Bin | null {
  const found = frontToBack.flatMap((series): { bin: Bin; height: number }[] => {
    if (!isRead(base, series)) return [];
    const histogram = histogramOf(base, series);
    const first = binOnAxis(base, output, { series, index: 0 });
    const last = binOnAxis(base, output, { series, index: histogram.counts.length - 1 });
    const isMirrored = series === "output" && output.gamma < 0;
    const width = first.max - first.min;
    const steps = isMirrored ? (first.max - at) / width : (at - first.min) / width;
    const isInside = at >= Math.min(first.min, last.min) && at < Math.max(first.max, last.max);
    const index = Math.floor(steps);
    if (!isInside || !(histogram.counts[index] > 0)) return [];
    const unit = base.view.height === "count" ? 1 : totalCount(histogram) * width;
    return [{ bin: { series, index }, height: histogram.counts[index] / unit }];
  });
  found.sort((a, b) => a.height - b.height);
  return (found.find((each) => each.height >= height) ?? found.at(-1))?.bin ?? null;
}

/** "x 4.85 to 5.05, y −1.2 to −0.96: 22 values, 15%; quantiles 21% to 35%". */
export function binSentence(base: DistributionBase, output: DistributionOutput, bin: Bin): string {
  const { counts, below, discrete } = histogramOf(base, bin.series);
  let before = below;
  for (let k = 0; k < bin.index; k++) before += counts[k];
  const count = counts[bin.index];
  const total = base.count;
  const others: readonly BinSeries[] = base.feature < 0 ? [bin.series] : ["input", "output"];
  const shown = others.includes(bin.series) ? others : [bin.series, ...others];
  const ranges = shown.map((series) => rangeText(base, output, { series, index: bin.index }, discrete));
  const where = [formatShare(count, total), formatShare(before, total), formatShare(before + count, total)];
  return count === 1
    ? t("{0}: 1 value, {1}; quantiles {2} to {3}", ranges.join(", "), ...where)
    : t("{0}: {1} values, {2}; quantiles {3} to {4}", ranges.join(", "), formatCount(count), ...where);
}

/** Which values of the selected feature a bin holds; null where it is a bin of all features. */
export function valuesOfBin(base: DistributionBase, { index }: Bin): ValueRange | null {
  if (base.feature < 0) return null;
  const { start, width, counts } = base.inputHistogram;
  const hasEnd = index === counts.length - 1;
  // The largest value belongs to the last bin, wherever rounding put that bin's edge.
  const slack = hasEnd ? edgeSlack * width : 0;
  return { feature: base.feature, from: start + index * width, to: start + (index + 1) * width + slack, hasEnd };
}

/** A range as the filter of the Values tab says it. */
export function valueRangeText({ from, to }: ValueRange): string {
  return t("{0} to {1}", formatWithin(from, to - from), formatWithin(to, to - from));
}

function rangeText(base: DistributionBase, output: DistributionOutput, bin: Bin, isOneValue: boolean): string {
  const { min, max } = binRange(base, output, bin);
  const symbol = bin.series === "input" ? "x" : bin.series === "normalized" ? "x̂" : "y";
  if (isOneValue) {
    const middle = (min + max) / 2;
    return `${symbol} ${bin.series === "input" ? formatParameter(Number(middle.toPrecision(12))) : formatWithin(middle, max - min)}`;
  }
  return t("{0} {1} to {2}", symbol, formatWithin(min, max - min), formatWithin(max, max - min));
}

/** y has bins of its own only through x̂'s; of all features with different γ and β it has none. */
function isRead(base: DistributionBase, series: BinSeries): boolean {
  return !base.isConstant && !base.view.hidden.includes(series) && (series !== "output" || base.feature >= 0);
}

function histogramOf(base: DistributionBase, series: BinSeries) {
  return series === "input" ? base.inputHistogram : base.normalizedHistogram;
}
