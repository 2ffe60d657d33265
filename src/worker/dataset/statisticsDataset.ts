import { t } from "@vscode/l10n";
import { readStatistics } from "../../documents/statistics/index.ts";
import { DocumentError } from "../../documents/index.ts";
import type { Analysis, DatasetInfo, DatasetNotice, GivenStatistics } from "../../session/compute/compute.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { ReportOptions } from "../../shared/options.ts";
import { formatMeasured, formatShare } from "../../shared/text/numbers.ts";
import type { FeatureColumns } from "../../shared/report/report.ts";
import type { AnyDataset } from "./dataset.ts";
import { analyzeChannels, type ChannelSummary } from "./channelAnalysis.ts";
import type { ChannelDistribution } from "../files/scan/channelSketch.ts";
import { analysisNotices } from "./notices.ts";
import { BinnedDistribution } from "./binnedDistribution.ts";
import { mergeStatistics, type MergedFeature } from "./mergeStatistics.ts";

const fineBins = 256;

/** Statistics that were computed elsewhere, as a dataset without values: what needs values is refused. */
export class StatisticsDataset implements AnyDataset {
  readonly range: { readonly start: number; readonly end: number };
  readonly #features: readonly MergedFeature[];
  readonly #numRecords: number;
  readonly #samples: number;
  #analyzed: FeatureColumns | null = null;

  /** @throws DocumentError EMPTY, BROKEN_JSON, NO_STATISTICS */
  constructor(text: string, languageId: string) {
    const rows = readStatistics(text, languageId);
    this.range = { start: 0, end: text.length };
    this.#numRecords = rows.length;
    this.#features = mergeStatistics(rows);
    this.#samples = this.#features.reduce((most, { moments, missing }) => Math.max(most, moments.count + missing), 0);
    if (this.#features.every(({ moments }) => moments.count === 0)) {
      throw new DocumentError("EMPTY", t("the statistics are of no values: every count is 0"), this.range);
    }
  }

  get info(): DatasetInfo {
    return {
      format: "csv",
      shape: [this.#samples, this.#features.length],
      rangeLabel: t("statistics of {0} features", this.#features.length),
      range: this.range,
      featurePlaces: this.#features.map(() => null),
      columns: null,
      notices: this.#notices(),
    };
  }

  analyze(options: ReportOptions, statistics: GivenStatistics | null): Analysis {
    const channels = this.#features.map(({ name, moments, missing, histogram }): ChannelSummary => {
      return {
        name,
        moments,
        missing,
        distribution: histogram === null ? unknown : new BinnedDistribution(histogram, moments),
      };
    });
    const { features, pooled } = analyzeChannels(channels, options, statistics);
    this.#analyzed = features;
    const isUnknown = this.#features.some(({ histogram }) => histogram === null);
    const { input, normalized } = pooled;
    const quantiles = input.quantiles.map(() => NaN);
    return {
      shape: [this.#samples, this.#features.length],
      layout: "(N, C)",
      valuesPerFeature: this.#samples,
      sampledValues: 0,
      features,
      pooled: isUnknown ? { input: { ...input, quantiles }, normalized: { ...normalized, quantiles } } : pooled,
      notices: analysisNotices(options, statistics),
    };
  }

  /** x̂ as its bins tell it. */
  fineHistogram(feature: number): { start: number; width: number; counts: Uint32Array } {
    const { histogram, moments } = this.#features[feature];
    const counts = new Uint32Array(histogram === null ? 0 : fineBins);
    const analyzed = this.#analyzed;
    if (histogram === null || analyzed === null) return { start: NaN, width: NaN, counts };
    const distribution = new BinnedDistribution(histogram, moments);
    const from = moments.min;
    const step = (moments.max - moments.min) / fineBins;
    const edge = (k: number): number =>
      k === fineBins ? distribution.total : distribution.countBelow(from + k * step);
    for (let k = 0; k < fineBins; k++) counts[k] = Math.round(edge(k + 1)) - Math.round(edge(k));
    const scale =
      analyzed.usedVariance[feature] > 0 ? Math.sqrt(analyzed.normalizedVariance[feature] / moments.variance) : 0;
    return { start: (from - analyzed.usedMean[feature]) * scale, width: step * scale, counts };
  }

  /** The questions below are about values: they are asked where there are some. */
  normalizeWith(): void {
    return undefined;
  }

  place(): null {
    return null;
  }

  valueAt(): null {
    return null;
  }

  outliers(): Uint32Array {
    return new Uint32Array(0);
  }

  columns(): null {
    return null;
  }

  values(): never {
    throw noValues();
  }

  valuesBetween(): never {
    throw noValues();
  }

  heatMap(): never {
    throw noValues();
  }

  activation(): never {
    throw noValues();
  }

  batches(): never {
    throw noValues();
  }

  gradients(): never {
    throw noValues();
  }

  rank(): never {
    throw noValues();
  }

  rows(): never {
    throw noValues();
  }

  output(): never {
    throw noValues();
  }

  edits(): never {
    throw noValues();
  }

  write(): never {
    throw noValues();
  }

  /** What the mean of the records' variances leaves out: how far their means are apart. */
  #lostByAveraging(): string | null {
    if (this.#numRecords === this.#features.length) return null;
    const share = ({ moments, averagedVariance }: MergedFeature): number =>
      moments.variance > 0 ? (moments.variance - averagedVariance) / moments.variance : 0;
    const worst = this.#features.reduce((most, feature) => (share(feature) > share(most) ? feature : most));
    if (!(share(worst) > 0)) return null;
    return t(
      "Merged by their counts, the variance between the records' means included. Averaging the variances would lose up to {0} of it: {1} instead of {2} in {3}.",
      formatShare(share(worst), 1),
      formatMeasured(worst.averagedVariance),
      formatMeasured(worst.moments.variance),
      worst.name,
    );
  }

  #notices(): DatasetNotice[] {
    const add = (code: string, severity: DatasetNotice["severity"], message: string): DatasetNotice => {
      return { code, severity, message, place: null };
    };
    const numFeatures = this.#features.length;
    const loaded =
      this.#numRecords > numFeatures
        ? t(
            "Statistics of {0} features, merged from {1} records: there are no values. Quantiles and outliers are read from the histograms.",
            numFeatures,
            this.#numRecords,
          )
        : t(
            "Statistics of {0} features: there are no values. Quantiles and outliers are read from the histograms.",
            numFeatures,
          );
    const notices = [add("STATISTICS_LOADED", "info", loaded)];
    const lost = this.#lostByAveraging();
    if (lost !== null) notices.push(add("MERGED", "info", lost));
    const without = this.#features.filter(({ histogram, moments }) => histogram === null && moments.count > 0);
    if (without.length > 0) {
      const message = t(
        "{0} features come without a histogram that can be shown: their quantiles and outliers are not known.",
        without.length,
      );
      notices.push(add("NO_HISTOGRAMS", "warning", message));
    }
    return notices;
  }
}

/** Of a feature that comes without bins. */
const unknown: ChannelDistribution = {
  total: 0,
  countBelow: () => NaN,
  quantile: () => NaN,
  histogram: () => ({ start: NaN, width: NaN, counts: new Float64Array(0), below: 0, above: 0, discrete: false }),
};

function noValues(): Failure {
  const message = t("Only statistics were loaded: there are no values for this");
  return new Failure({ kind: "input", code: "NO_VALUES", message, place: null });
}
