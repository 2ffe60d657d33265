import {
  affineHistogram,
  inverseRoot,
  mergeMoments,
  mixHistograms,
  updateRunningStatistics,
  type Histogram,
  type Moments,
} from "../../engine/index.ts";
import type { Analysis, GivenStatistics } from "../../session/compute/compute.ts";
import type { ReportOptions } from "../../shared/options.ts";
import { quantileProbabilities, type FeatureColumns, type ValueSummary } from "../../shared/report/report.ts";
import { layerOptions } from "./normalizeFeature.ts";
import { packHistograms } from "./packHistograms.ts";
import type { ChannelDistribution } from "../files/scan/channelSketch.ts";

/** An outlier is farther than this from the mean, in standard deviations. */
const outlierDistance = 3;

/** What is known of one channel without its values. */
export interface ChannelSummary {
  readonly name: string;
  readonly moments: Moments;
  readonly missing: number;
  readonly distribution: ChannelDistribution;
}

/** x̂ = (x − mean) · invStd of one channel, and the running statistics beside it. */
interface ChannelNormalization {
  readonly mean: number;
  readonly variance: number;
  readonly invStd: number;
  readonly runningMean: number;
  readonly runningVar: number;
}

/**
 * What a report shows, from statistics alone: those of x̂ follow by its affine map. Quantiles and outliers are as exact
 * as the distributions are.
 */
export function analyzeChannels(
  channels: readonly ChannelSummary[],
  options: ReportOptions,
  statistics: GivenStatistics | null,
): Pick<Analysis, "features" | "pooled"> {
  const normalizations = channels.map(({ moments }, c) => normalizationOf(moments, c, options, statistics));
  const histograms = channels.map(({ distribution }) => distribution.histogram());
  const outliers = channels.map((channel, c) => countOutliers(channel, normalizations[c]));
  const column = (of: (channel: ChannelSummary, c: number) => number): Float64Array => Float64Array.from(channels, of);
  const normalized = channels.map(({ moments }, c) => normalizedMoments(moments, normalizations[c]));
  const features: FeatureColumns = {
    names: channels.map(({ name }) => name),
    count: column(({ moments }) => moments.count),
    missing: column(({ missing }) => missing),
    nan: column(() => 0),
    infinite: column(({ moments }) => moments.infiniteCount),
    mean: column(({ moments }) => moments.mean),
    variance: column(({ moments }) => moments.variance),
    min: column(({ moments }) => moments.min),
    max: column(({ moments }) => moments.max),
    runningMean: column((_, c) => normalizations[c].runningMean),
    runningVar: column((_, c) => normalizations[c].runningVar),
    usedMean: column((_, c) => normalizations[c].mean),
    usedVariance: column((_, c) => normalizations[c].variance),
    normalizedMean: column((_, c) => normalized[c].mean),
    normalizedVariance: column((_, c) => normalized[c].variance),
    gamma: column(() => 1),
    beta: column(() => 0),
    outliers: Float64Array.from(outliers),
    quantiles: Float64Array.from(
      channels.flatMap(({ distribution }) => quantileProbabilities.map((p) => distribution.quantile(p))),
    ),
    histograms: packHistograms(histograms),
  };
  const maps = normalizations.map(({ mean, invStd }) => ({ scale: invStd, shift: -mean * invStd }));
  const identity = channels.map(() => ({ scale: 1, shift: 0 }));
  return {
    features,
    pooled: {
      input: pooledSummary(
        channels,
        identity,
        channels.map(({ moments }) => moments),
        histograms,
        0,
      ),
      normalized: pooledSummary(
        channels,
        maps,
        normalized,
        histograms,
        outliers.reduce((sum, count) => sum + count, 0),
      ),
    },
  };
}

/** What normalizes a channel: in train its own statistics, in eval the running ones, given or of a new layer. */
function normalizationOf(
  { mean, variance, count }: Moments,
  c: number,
  options: ReportOptions,
  given: GivenStatistics | null,
): ChannelNormalization {
  const { momentum, runningVariance, eps } = layerOptions(options);
  const running = {
    mean: Float64Array.of(given?.runningMean[c] ?? 0),
    variance: Float64Array.of(given?.runningVar[c] ?? 1),
  };
  if (options.mode === "train" || given === null) {
    const batch = {
      mean: Float64Array.of(mean),
      meanRemainder: Float64Array.of(0),
      variance: Float64Array.of(variance),
    };
    updateRunningStatistics(running, batch, {
      factor: momentum ?? 1,
      valuesPerChannel: count,
      estimate: runningVariance,
    });
  }
  const [runningMean] = running.mean;
  const [runningVar] = running.variance;
  const used = options.mode === "train" ? { mean, variance } : { mean: runningMean, variance: runningVar };
  const invStd = inverseRoot(used.variance, eps, options.mode);
  return { ...used, invStd, runningMean, runningVar };
}

function normalizedMoments(moments: Moments, { mean, invStd }: ChannelNormalization): Moments {
  const map = (x: number): number => (x - mean) * invStd;
  const m2 = moments.m2 * invStd * invStd;
  return {
    ...moments,
    mean: map(moments.mean),
    variance: moments.variance * invStd * invStd,
    m2,
    min: map(moments.min),
    max: map(moments.max),
  };
}

function countOutliers({ distribution, moments }: ChannelSummary, { mean, invStd }: ChannelNormalization): number {
  if (!(invStd > 0)) return 0;
  const distance = outlierDistance / invStd;
  const below = moments.min < mean - distance ? distribution.countBelow(mean - distance) : 0;
  const above = moments.max > mean + distance ? distribution.total - distribution.countBelow(mean + distance) : 0;
  return Math.round(below + above);
}

/** All channels pooled, each mapped by its own scale and shift. */
function pooledSummary(
  channels: readonly ChannelSummary[],
  maps: readonly { scale: number; shift: number }[],
  moments: readonly Moments[],
  histograms: readonly Histogram[],
  outliers: number,
): ValueSummary {
  const { count, mean, variance, min, max } = moments.reduce(mergeMoments);
  const total = channels.reduce((sum, { distribution }) => sum + distribution.total, 0);
  const countBelow = (x: number): number =>
    channels.reduce((sum, { distribution }, c) => {
      const { scale, shift } = maps[c];
      return sum + (scale > 0 ? distribution.countBelow((x - shift) / scale) : x > shift ? distribution.total : 0);
    }, 0);
  return {
    count,
    mean,
    variance,
    min,
    max,
    quantiles: quantileProbabilities.map((p) => invert(countBelow, p * total, min, max)),
    outliers,
    histogram: mixHistograms(
      histograms.map((histogram, c) => affineHistogram(histogram, maps[c].scale, maps[c].shift)),
    ),
  };
}

/** The x at which a rising function reaches a value, by halving. */
function invert(rising: (x: number) => number, wanted: number, min: number, max: number): number {
  let low = min;
  let high = max;
  for (let step = 0; step < 60 && high > low; step++) {
    const middle = low + (high - low) / 2;
    if (rising(middle) < wanted) low = middle;
    else high = middle;
  }
  return high;
}
