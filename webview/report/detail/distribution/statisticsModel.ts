import {
  fewestDecimals,
  columnDecimals,
  formatFixed,
  formatVariance,
  formatWithin,
  spreadDecimals,
  zeroIfRounding,
} from "../../../../src/shared/text/numbers.ts";
import type { Histogram, ReportSnapshot } from "../../../../src/shared/report/report.ts";
import { quantileProbabilities } from "../../../../src/shared/report/report.ts";
import { commonValue } from "../../charts/distributionModel.ts";
import { normalizedValue } from "../../../../src/shared/layer/normalizingMap.ts";
import { pooledMoments, pooledOutput } from "../../charts/pooledOutput.ts";

/** The statistics of the table, in its order. */
export const statisticNames = ["mean", "variance", "min", "q5", "q25", "median", "q75", "q95", "max"] as const;
export type StatisticName = (typeof statisticNames)[number];

export interface StatisticCell {
  readonly text: string;
  readonly value: number;
}

/** x, x̂ or y by all statistics. */
export interface StatisticRow {
  readonly series: "input" | "normalized" | "output";
  readonly cells: readonly StatisticCell[];
  /** The quantiles come from a histogram: they are right within a bin. */
  readonly approximate: boolean;
}

interface Summary {
  readonly mean: number;
  readonly variance: number;
  /** min, 5%, 25%, 50%, 75%, 95%, max. */
  readonly order: readonly number[];
}

/** The text twin of the distribution chart, for one feature or (−1) all of them. */
export function statisticsRows(
  snapshot: ReportSnapshot,
  feature: number,
  gammas: Float64Array,
  betas: Float64Array,
): StatisticRow[] {
  const [input, normalized] = feature < 0 ? pooledSummaries(snapshot) : featureSummaries(snapshot, feature);
  const gamma = feature < 0 ? commonValue(gammas) : gammas[feature];
  const beta = feature < 0 ? commonValue(betas) : betas[feature];
  const mixed = Number.isNaN(gamma) || Number.isNaN(beta);
  const output = mixed ? mixedOutput(snapshot, gammas, betas) : mapSummary(normalized, gamma, beta);
  return [
    { series: "input", cells: cells(input, fewestDecimals(input.order)), approximate: false },
    { series: "normalized", cells: cells(normalized, columnDecimals(normalized.order)), approximate: false },
    { series: "output", cells: cells(output, mixed ? 2 : columnDecimals(output.order)), approximate: mixed },
  ];
}

function cells({ mean, variance, order }: Summary, decimals: number): StatisticCell[] {
  const deviation = Math.sqrt(variance);
  const areFar = order.some((value) => Number.isFinite(value) && Math.abs(value) >= 1e6);
  const needMore = areFar || (spreadDecimals(deviation) ?? 0) > Math.max(decimals, 4);
  return [
    { text: formatWithin(zeroIfRounding(mean, deviation), deviation), value: mean },
    { text: formatVariance(variance), value: variance },
    ...order.map((value) => ({
      text: needMore ? formatWithin(value, deviation) : formatFixed(zeroIfRounding(value, deviation), decimals),
      value,
    })),
  ];
}

/** Those of v ↦ scale · v + shift; a negative scale turns the order round. */
function mapSummary({ mean, variance, order }: Summary, scale: number, shift: number): Summary {
  const mapped = order.map((value) => value * scale + shift);
  return {
    mean: mean * scale + shift,
    variance: variance * scale * scale,
    order: scale < 0 ? mapped.reverse() : mapped,
  };
}

function featureSummaries({ features, options }: ReportSnapshot, c: number): [Summary, Summary] {
  const numQuantiles = quantileProbabilities.length;
  const quantiles = features.quantiles.subarray(c * numQuantiles, (c + 1) * numQuantiles);
  const order = [features.min[c], ...quantiles, features.max[c]];
  const used = { mean: features.usedMean[c], variance: features.usedVariance[c] };
  return [
    { mean: features.mean[c], variance: features.variance[c], order },
    {
      mean: features.normalizedMean[c],
      variance: features.normalizedVariance[c],
      order: order.map((value) => normalizedValue(value, used, options.eps, options.mode)),
    },
  ];
}

function pooledSummaries({ pooled }: ReportSnapshot): [Summary, Summary] {
  const [input, normalized] = [pooled.input, pooled.normalized].map(({ mean, variance, min, max, quantiles }) => ({
    mean,
    variance,
    order: [min, ...quantiles, max],
  }));
  return [input, normalized];
}

/** All features with different γ or β: mean, variance, min and max are exact, the quantiles a histogram's. */
function mixedOutput(snapshot: ReportSnapshot, gammas: Float64Array, betas: Float64Array): Summary {
  const { mean, variance, min, max } = pooledMoments(snapshot, gammas, betas);
  const { histogram } = pooledOutput(snapshot, gammas, betas, 256);
  const quantiles = quantileProbabilities.map((share) =>
    Math.min(Math.max(histogramQuantile(histogram, share), min), max),
  );
  return { mean, variance, order: [min, ...quantiles, max] };
}

/** The value under which a share of a histogram's values lies, taking each bin as evenly filled. */
export function histogramQuantile({ start, width, counts, below, above }: Histogram, share: number): number {
  let total = below + above;
  for (let k = 0; k < counts.length; k++) {
    total += counts[k];
  }
  let rest = share * total - below;
  for (let k = 0; k < counts.length; k++) {
    if (rest <= counts[k] && counts[k] > 0) {
      return start + (k + Math.max(0, rest) / counts[k]) * width;
    }
    rest -= counts[k];
  }
  return start + counts.length * width;
}
