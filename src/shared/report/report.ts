import type { Histogram } from "../../engine/index.ts";
import type { TrainEvalGap } from "../layer/statistics/gap.ts";
import type { ComparedData } from "../layer/compared.ts";
import type { LoadedLayer } from "../layer/parameters.ts";
import type { ReportOptions } from "../options.ts";
import type { Reading } from "./reading.ts";

export type { Histogram };

/**
 * What the report page shows, as the host sends it. Per-feature numbers are columns of typed arrays (length C): they
 * survive the webview's message channel with NaN and Infinity intact, and 10,000 features stay cheap.
 */
export interface ReportSnapshot {
  /** Grows with every snapshot of a session; the page drops older ones. */
  readonly revision: number;
  readonly source: ReportSource;
  readonly options: ReportOptions;
  /** What was said about how the document is read. */
  readonly reading: Reading;
  readonly notices: readonly ReportNotice[];
  readonly features: FeatureColumns;
  /** All values of all features pooled: the "All features" row. x and x̂ with γ = 1 and β = 0. */
  readonly pooled: PooledSummary;
  readonly live: LiveState;
  /** The layer whose γ, β and running statistics were loaded; undefined: a new layer's. */
  readonly layer?: LoadedLayer | undefined;
  /** Another file's statistics that these are compared with. */
  readonly compared?: ComparedData;
  /** Between training and evaluation, of the loaded layer, for γ = 1; null where none with running statistics is loaded. */
  readonly gap: TrainEvalGap | null;
  /** When it was computed, in milliseconds since the epoch. */
  readonly computedAt: number;
}

export interface ReportSource {
  readonly uri: string;
  /** A file that no editor has to show, or statistics without values; by default a document's numbers. */
  readonly kind?: "file" | "statistics";
  /** File name without folders. */
  readonly name: string;
  readonly format: "csv" | "json";
  /** "lines 2–151", "columns 1–64", "activations.layer1": what the link that reveals it says. */
  readonly range: string;
  /** Shape of the tensor as read, after missing rows were omitted. */
  readonly shape: readonly number[];
  /** "(N, C)", "(N, C, H, W)": the axes of `shape` by name. */
  readonly layout: string;
  readonly dtype: "float64" | "float32";
  /** Length of axis 0. */
  readonly sampleCount: number;
  readonly featureCount: number;
  /** Values of one feature (m): samples × spatial positions. */
  readonly valuesPerFeature: number;
  /** How many of them can be listed, where that is not all: a large file keeps a sample. */
  readonly sampledValues?: number;
  /** The columns beside the features; null where features are no columns, which could be left out. */
  readonly columns: ColumnChoice | null;
}

/** What a person can choose of a table besides its features. */
export interface ColumnChoice {
  /** Columns that are not numbers, with one of their texts: they cannot be features. */
  readonly texts: readonly { readonly name: string; readonly example: string }[];
}

/** How many values of a feature can be listed and asked for. */
export function listedValues({ valuesPerFeature, sampledValues }: ReportSource): number {
  return sampledValues ?? valuesPerFeature;
}

/** How many rows what needs values is computed from, where that is not all of them: null. */
export function sampledRows({ sampledValues, valuesPerFeature, sampleCount }: ReportSource): number | null {
  return sampledValues === undefined ? null : Math.round((sampledValues * sampleCount) / Math.max(1, valuesPerFeature));
}

export interface ReportNotice {
  /** Stable, such as "COLUMN_LEFT_OUT". Names what kind it is; never shown. */
  readonly code: string;
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  /** Whether the page can offer Reveal: `source/reveal` with this notice's index. */
  readonly hasPlace: boolean;
  /** Other ways to read the document, as their buttons say: `notice/accept` with this notice's index and theirs. */
  readonly offers: readonly string[];
}

/** follows: recomputed as the document changes. stale: changed since and not followed. closed: no document any more. */
export type LiveState = "follows" | "stale" | "paused" | "closed";

/** One column per statistic, one entry per feature. Variances are biased (divide by m) unless they say otherwise. */
export interface FeatureColumns {
  readonly names: readonly string[];
  /** Values that counted, and those that were missing (policy "ignore"). */
  readonly count: Float64Array;
  readonly missing: Float64Array;
  readonly nan: Float64Array;
  readonly infinite: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  /** Running statistics: in train after this batch, in eval those that normalize. Absent where none are kept. */
  readonly runningMean: Float64Array;
  readonly runningVar: Float64Array;
  /** What x̂ = (x − usedMean) / √(usedVariance + eps) was computed with: the batch's in train, the running ones in eval. */
  readonly usedMean: Float64Array;
  readonly usedVariance: Float64Array;
  readonly normalizedMean: Float64Array;
  readonly normalizedVariance: Float64Array;
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  /** Count of values with |x̂| > 3. */
  readonly outliers: Float64Array;
  /** 5%, 25%, 50%, 75% and 95% of x, five entries per feature, linearly interpolated. Those of x̂ and y follow. */
  readonly quantiles: Float64Array;
  /** Histogram of x per feature. Those of x̂ and y are its affine images. */
  readonly histograms: PackedHistograms;
}

/**
 * Histograms of many features in four arrays. Feature c has bins offset[c] … offset[c + 1] − 1; bin k of it starts at
 * start[c] + k · width[c]. Values outside the bins (a robust range leaves outliers out) are counted in below and above.
 */
export interface PackedHistograms {
  readonly offset: Uint32Array;
  readonly start: Float64Array;
  readonly width: Float64Array;
  readonly counts: Uint32Array;
  readonly below: Uint32Array;
  readonly above: Uint32Array;
  /** 1 where the values lie on a grid coarser than 0.6 σ (integers, labels): draw bars at the values, not boxes. */
  readonly discrete: Uint8Array;
}

export interface ValueSummary {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
  readonly min: number;
  readonly max: number;
  /** 5%, 25%, 50%, 75%, 95%. */
  readonly quantiles: readonly number[];
  readonly outliers: number;
  readonly histogram: Histogram;
}

export interface PooledSummary {
  readonly input: ValueSummary;
  readonly normalized: ValueSummary;
}

/** Quantile probabilities of `FeatureColumns.quantiles` and `ValueSummary.quantiles`. */
export const quantileProbabilities = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** The histogram of feature c, as a view on the packed arrays (no copy). */
export function featureHistogram(packed: PackedHistograms, c: number): Histogram {
  return {
    start: packed.start[c],
    width: packed.width[c],
    counts: packed.counts.subarray(packed.offset[c], packed.offset[c + 1]),
    below: packed.below[c],
    above: packed.above[c],
    discrete: packed.discrete[c] === 1,
  };
}

/** One page of values of one feature: what the Values tab and Explain this value need. */
export interface ValuesPage {
  readonly feature: number;
  /** Index of the first value among the feature's values. */
  readonly start: number;
  readonly x: Float64Array;
  /** 1-based sample number in the tensor, and 1-based line of the text; 0 where a value has no place. */
  readonly sample: Uint32Array;
  readonly line: Uint32Array;
}

/** Which values of one feature are asked for: from ≤ x < to; `hasEnd` where `to` itself is in, as in a last bin. */
export interface ValueRange {
  readonly feature: number;
  readonly from: number;
  readonly to: number;
  readonly hasEnd: boolean;
}

/** The values of one feature within a range, in file order: the first `mostFoundValues` of them. */
export interface FoundValues extends Omit<ValuesPage, "start"> {
  /** How many there are in all. */
  readonly total: number;
  /** Place of each among the feature's values. */
  readonly index: Uint32Array;
}

export const mostFoundValues = 10_000;

/** Samples × features reduced to pixels for the heat maps: row-major (height = features), NaN where nothing is. */
export interface HeatMap {
  readonly width: number;
  readonly height: number;
  readonly before: Float32Array;
  readonly after: Float32Array;
}
