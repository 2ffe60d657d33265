// Snapshots for the preview and the unit tests of the page, made of plain columns in a few lines and without the
// worker. What people see comes from src/session; this only has to be of the same shape and right.
import { normalizedValue } from "../../src/shared/layer/normalizingMap.ts";
import { defaultReading } from "../../src/shared/report/reading.ts";
import type { ReportOptions } from "../../src/shared/options.ts";
import {
  type FeatureColumns,
  type Histogram,
  type PackedHistograms,
  quantileProbabilities,
  type ReportSnapshot,
  type ValueSummary,
} from "../../src/shared/report/report.ts";

/** A snapshot of columns given by name: γ = 1, β = 0, running statistics after one batch of the preset. */
export function snapshotOf(
  columns: Readonly<Record<string, readonly number[]>>,
  options: ReportOptions,
  running?: { readonly mean: readonly number[]; readonly variance: readonly number[] },
): ReportSnapshot {
  const names = Object.keys(columns);
  const data = Object.values(columns).map((values) => summarize(values));
  const perFeature = (of: (summary: ValueSummary, c: number) => number) => Float64Array.from(data, of);
  const keep = options.preset === "pytorch" ? 1 - (options.momentum ?? 0) : (options.momentum ?? 0);
  const correction = (count: number) => (options.preset === "pytorch" ? count / (count - 1) : 1);
  const runningMean = perFeature((it, c) => running?.mean[c] ?? (1 - keep) * it.mean);
  const runningVar = perFeature(
    (it, c) => running?.variance[c] ?? keep + (1 - keep) * it.variance * correction(it.count),
  );
  const train = options.mode === "train";
  const usedMean = train ? perFeature((it) => it.mean) : runningMean;
  const usedVariance = train ? perFeature((it) => it.variance) : runningVar;
  const scaled = (c: number, value: number) =>
    normalizedValue(value, { mean: usedMean[c], variance: usedVariance[c] }, options.eps, options.mode);
  const normalized = Object.values(columns).map((values, c) => values.map((value) => scaled(c, value)));
  const normalizedData = normalized.map((values) => summarize(values));
  const features: FeatureColumns = {
    names,
    count: perFeature((it) => it.count),
    missing: new Float64Array(names.length),
    nan: perFeature((_, c) => Object.values(columns)[c].filter(Number.isNaN).length),
    infinite: perFeature((_, c) => Object.values(columns)[c].filter((value) => Math.abs(value) === Infinity).length),
    mean: perFeature((it) => it.mean),
    variance: perFeature((it) => it.variance),
    min: perFeature((it) => it.min),
    max: perFeature((it) => it.max),
    runningMean,
    runningVar,
    usedMean,
    usedVariance,
    normalizedMean: Float64Array.from(normalizedData, (it) => it.mean),
    normalizedVariance: Float64Array.from(normalizedData, (it) => it.variance),
    gamma: new Float64Array(names.length).fill(1),
    beta: new Float64Array(names.length),
    outliers: Float64Array.from(normalizedData, (it) => it.outliers),
    quantiles: Float64Array.from(data.flatMap((it) => it.quantiles)),
    histograms: pack(data.map((it) => it.histogram)),
  };
  const sampleCount = Object.values(columns)[0]?.length ?? 0;
  return {
    revision: 1,
    source: {
      name: "iris.csv",
      format: "csv",
      range: `lines 2–${sampleCount + 1}`,
      shape: [sampleCount, names.length],
      columns: null,
      layout: "(N, C)",
      uri: "file:///iris.csv",
      dtype: options.precision,
      sampleCount,
      featureCount: names.length,
      valuesPerFeature: sampleCount,
    },
    options,
    reading: defaultReading,
    notices: [],
    features,
    pooled: { input: summarize(Object.values(columns).flat()), normalized: summarize(normalized.flat()) },
    live: "follows",
    gap: null,
    computedAt: Date.UTC(2026, 0, 1, 14, 2),
  };
}

function summarize(values: readonly number[]): ValueSummary {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort();
  const quantile = (p: number) => {
    const at = p * (sorted.length - 1);
    const below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
  };
  return {
    count: values.length,
    mean,
    variance,
    min: sorted[0],
    max: sorted[sorted.length - 1],
    quantiles: quantileProbabilities.map(quantile),
    outliers: values.filter((value) => Math.abs(value) > 3).length,
    histogram: histogramOf(sorted, quantile(0.005), quantile(0.995)),
  };
}

/** Bins as UX section 8 has them: multiples of the data's resolution, a robust range where the full one is too wide. */
function histogramOf(sorted: Float64Array, low: number, high: number): Histogram {
  const full = sorted[sorted.length - 1] - sorted[0];
  if (!(full > 0)) {
    const counts = Uint32Array.of(sorted.length);
    return { start: sorted.length > 0 ? sorted[0] : 0, width: 0, counts, below: 0, above: 0, discrete: false };
  }
  const [from, to] = full > 2 * (high - low) && high > low ? [low, high] : [sorted[0], sorted[sorted.length - 1]];
  const q = (p: number) => sorted[Math.round(p * (sorted.length - 1))];
  const freedmanDiaconis = (2 * (q(0.75) - q(0.25))) / Math.cbrt(sorted.length);
  const byCount = (to - from) / (1.6 * (Math.log2(sorted.length) + 1));
  const finest = Math.min(freedmanDiaconis > 0 ? freedmanDiaconis : Infinity, byCount);
  let width = Math.max(finest, (to - from) / 48);
  const resolution = [1, 0.1, 0.01, 0.001].find((step) =>
    sorted.every((value) => Math.abs(value / step - Math.round(value / step)) < 1e-6),
  );
  let start = from;
  if (resolution !== undefined) {
    width = Math.max(1, Math.round(width / resolution)) * resolution;
    start = from - resolution / 2;
  }
  const numBins = Math.max(1, Math.ceil((to - start) / width - 1e-9));
  const counts = new Uint32Array(numBins);
  let [below, above] = [0, 0];
  for (const value of sorted) {
    const bin = Math.floor((value - start) / width);
    if (value < from) below++;
    else if (value > to) above++;
    else counts[Math.min(bin, numBins - 1)]++;
  }
  return { start, width, counts, below, above, discrete: false };
}

function pack(histograms: readonly Histogram[]): PackedHistograms {
  const offset = new Uint32Array(histograms.length + 1);
  histograms.forEach((histogram, c) => (offset[c + 1] = offset[c] + histogram.counts.length));
  return {
    offset,
    start: Float64Array.from(histograms, (it) => it.start),
    width: Float64Array.from(histograms, (it) => it.width),
    counts: Uint32Array.from(histograms.flatMap((it) => [...it.counts])),
    below: Uint32Array.from(histograms, (it) => it.below),
    above: Uint32Array.from(histograms, (it) => it.above),
    discrete: Uint8Array.from(histograms, (it) => (it.discrete ? 1 : 0)),
  };
}
