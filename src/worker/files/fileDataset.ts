import type { DatasetColumns } from "../dataset/datasetColumns.ts";
import type { DatasetRows } from "../dataset/datasetRows.ts";
import { t } from "@vscode/l10n";
import { inverseRoot } from "../../engine/index.ts";
import { comma } from "../../documents/text/characters.ts";
import { noPlaces } from "../../documents/numbers/places.ts";
import type { PositionMask } from "../../documents/masks/positionMask.ts";
import { columnHints } from "../../documents/table/hints.ts";
import { missingIgnoredMessage, noCompleteRowMessage, rowsOmittedMessage } from "../../documents/table/tableWords.ts";
import { linesLabel } from "../../documents/text/rangeLabel.ts";
import type { TextTensor } from "../../documents/types.ts";
import type { ActivationAnswer, ActivationQuestion } from "../../shared/report/questions.ts";
import type { BatchAnswer, BatchQuestion, GradientAnswer, GradientQuestion } from "../../shared/report/questions.ts";
import type { Analysis, DatasetInfo, DatasetNotice, GivenStatistics } from "../../session/compute/compute.ts";
import { formatCount } from "../../shared/text/numbers.ts";
import type { Failure } from "../../shared/messages/failure.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { FeatureColumns, FoundValues, HeatMap, ValueRange, ValuesPage } from "../../shared/report/report.ts";
import { resolveAxes } from "../dataset/axes.ts";
import { Dataset, type AnyDataset, type Beside } from "../dataset/dataset.ts";
import { analysisNotices } from "../dataset/notices.ts";
import { ChannelSketch } from "./scan/channelSketch.ts";
import { analyzeChannels, type ChannelSummary } from "../dataset/channelAnalysis.ts";
import { fileFailure } from "./fileFailure.ts";
import type { FileScan } from "./scan/fileScan.ts";

/** 1-based line of a row of the sample; 0 where the file has no lines. */
function lineOf({ plan }: FileScan, lines: Float64Array, rows: Float64Array, row: number): number {
  if (plan.rows.kind !== "binary") return lines[row];
  return plan.memory?.text?.lines[plan.dataLine - 1 + rows[row]] ?? 0;
}

/** Brackets and a few short members may stand behind an array without more ado. */
const closingBytes = 1024;
const noPlace = { start: 0, end: 0 };

/**
 * A file of which statistics are kept and some rows, as a dataset: the statistics are those of all rows, and what needs
 * values is answered from the sample. A file whose rows are all in the sample is as exact as a selection.
 */
export class FileDataset implements AnyDataset {
  readonly scan: FileScan;
  readonly #sample: Dataset;
  readonly #tensor: TextTensor;
  readonly #distributions: readonly ChannelSketch[];
  readonly #masks: readonly PositionMask[];

  /** Tells the file as it was read from any other. */
  readonly version: string;
  #normalization: FileNormalization | null = null;

  constructor(scan: FileScan, version: string, beside?: Beside) {
    this.#masks = beside?.masks ?? [];
    this.scan = scan;
    this.version = version;
    const { totals, bins } = scan;
    const { values, rows, lines } = totals.sample();
    this.#tensor = sampleTensor(scan, values, rows);
    const rowLength = scan.plan.lengths.reduce((size, length) => size * length, 1);
    const lineOfValue = (flat: number): number => lineOf(scan, lines, rows, Math.floor(flat / rowLength));
    this.#sample = new Dataset(this.#tensor, "", lineOfValue, beside);
    this.#distributions = bins.map(
      (channelBins, c) =>
        new ChannelSketch({
          bins: channelBins,
          counts: totals.counts[c],
          min: totals.moments[c].min,
          max: totals.moments[c].max,
        }),
    );
  }

  get info(): DatasetInfo {
    return {
      format: this.#tensor.format,
      shape: [this.scan.totals.rows, ...this.scan.plan.lengths],
      rangeLabel: this.#tensor.rangeLabel,
      range: noPlace,
      featurePlaces: this.#tensor.features.map(() => null),
      columns: columnsOf(this.scan),
      notices: this.#notices(),
    };
  }

  get range(): typeof noPlace {
    return noPlace;
  }

  analyze(options: ReportOptions, statistics: GivenStatistics | null): Analysis {
    const { totals, plan } = this.scan;
    if (totals.isSampleComplete) {
      const analysis = this.#sample.analyze(options, statistics);
      this.#normalization = normalizationOf(analysis.features, options);
      return analysis;
    }
    const shape = [totals.rows, ...plan.lengths];
    const axes = resolveAxes(shape, options.layout, options.preset);
    const channels = this.#distributions.map((distribution, c): ChannelSummary => {
      const name = axes.channelAxis === 1 && c < plan.names.length ? plan.names[c] : `Channel ${c + 1}`;
      return { name, moments: totals.moments[c], missing: totals.missing[c], distribution };
    });
    const { features, pooled } = analyzeChannels(channels, options, statistics);
    this.#normalization = normalizationOf(features, options);
    const runningMean = Float64Array.from(features.usedMean);
    const runningVar = Float64Array.from(features.usedVariance);
    this.#sample.normalizeWith({ ...options, mode: "eval" }, { runningMean, runningVar });
    return {
      shape,
      layout: axes.label,
      valuesPerFeature: axes.valuesPerFeature,
      sampledValues: (this.#tensor.shape[0] * axes.valuesPerFeature) / Math.max(1, totals.rows),
      features,
      pooled,
      notices: analysisNotices(options, statistics),
    };
  }

  /** How the last analysis normalizes. */
  normalization(): FileNormalization {
    if (this.#normalization === null) throw new Error("the file has not been analyzed");
    return this.#normalization;
  }

  normalizeWith(options: ReportOptions, statistics: GivenStatistics | null): void {
    this.#sample.normalizeWith(options, statistics);
  }

  /** Those of the sample: a file that is larger is not kept. */
  rows(): DatasetRows {
    return this.#sample.rows();
  }

  columns(): DatasetColumns | null {
    return this.#sample.columns();
  }

  values(feature: number, start: number, count: number): ValuesPage {
    return this.#sample.values(feature, start, count);
  }

  valuesBetween(range: ValueRange): FoundValues {
    return this.#sample.valuesBetween(range);
  }

  fineHistogram(feature: number): { start: number; width: number; counts: Uint32Array } {
    return this.#sample.fineHistogram(feature);
  }

  heatMap(width: number, height: number): HeatMap {
    return this.#sample.heatMap(width, height);
  }

  activation(question: ActivationQuestion): ActivationAnswer {
    return this.#sample.activation(question);
  }

  batches(question: BatchQuestion): BatchAnswer {
    return this.#sample.batches(question);
  }

  gradients(question: GradientQuestion): GradientAnswer {
    return this.#sample.gradients(question);
  }

  place(): null {
    return null;
  }

  valueAt(): null {
    return null;
  }

  rank(feature: number, index: number): { less: number; same: number } {
    return this.#sample.rank(feature, index);
  }

  /** No editor shows the file: there is nothing to mark. */
  outliers(): Uint32Array {
    return new Uint32Array(0);
  }

  output(): never {
    throw valuesNotKept();
  }

  edits(): never {
    throw valuesNotKept();
  }

  write(): never {
    throw valuesNotKept();
  }

  #notices(): DatasetNotice[] {
    const { plan, totals, end, rest } = this.scan;
    const notices: DatasetNotice[] = [...plan.notices, ...this.scan.notices].map((notice) => ({
      ...notice,
      place: null,
    }));
    const add = (code: string, severity: "info" | "warning", message: string): void => {
      notices.push({ code, severity, message, place: null });
    };
    if (rest > closingBytes) {
      const message = t(
        "The array ends at byte {0} of {1}: what stands behind it is not read.",
        formatCount(end),
        formatCount(end + rest),
      );
      add("MORE_BEHIND", "warning", message);
    }
    if (totals.unknownMembers > 0) {
      const message = t(
        "{0} values are left out: their keys are not among those of the first objects.",
        formatCount(totals.unknownMembers),
      );
      add("KEYS_LEFT_OUT", "warning", message);
    }
    if (totals.incompleteRows > 0) {
      const all = totals.rows + totals.incompleteRows;
      const message = rowsOmittedMessage(totals.incompleteRows, all);
      add("ROWS_OMITTED", "warning", message);
    }
    const missing = totals.missing.reduce((sum, count) => sum + count, 0);
    if (missing > 0) {
      const message = missingIgnoredMessage(missing);
      add("MISSING_IGNORED", "warning", message);
    }
    if (plan.rows.kind === "table" || plan.rows.kind === "records") {
      const { data, features } = this.#tensor;
      const [first] = plan.table?.columns ?? [];
      const hasUnnamedFirst = plan.table?.hasHeader === true && !first.isNamed && plan.rows.uses[0] === "numbers";
      notices.push(...columnHints({ data, features, hasUnnamedFirst }));
    }
    if (!totals.isSampleComplete) {
      const message = t(
        "Statistics and histograms are of all {0} rows; quantiles and outliers are read from fine histograms; the heat map, the list of values and what is computed from them show {1} rows picked by chance.",
        formatCount(totals.rows),
        formatCount(this.#tensor.shape[0]),
      );
      add("FILE_SAMPLED", "info", message);
      for (const { name } of this.#masks) {
        const counted = t(
          "{0} stands beside the data. The file is too large to leave padding out: every position counts.",
          name,
        );
        add("PADDING_COUNTS", "info", counted);
      }
    }
    return notices;
  }
}

/** What can be chosen of a table, or of an array that was read whole. */
function columnsOf({ plan }: FileScan): DatasetInfo["columns"] {
  const { rows, columns, lengths, memory, format } = plan;
  if (lengths.length !== 1) return null;
  if (rows.kind !== "table" && rows.kind !== "records") {
    return memory !== undefined && format === "json" ? { texts: [] } : null;
  }
  const names = columns?.filter((_, c) => rows.uses[c] === "watch") ?? [];
  return { texts: names.map((name) => ({ name, example: "" })) };
}

/** x̂ = (x − mean) · invStd of every channel. */
export interface FileNormalization {
  readonly mean: Float64Array;
  readonly invStd: Float64Array;
  readonly precision: ReportOptions["precision"];
}

function normalizationOf(
  { usedMean, usedVariance }: FeatureColumns,
  { eps, mode, precision }: ReportOptions,
): FileNormalization {
  const invStd = usedVariance.map((variance) => inverseRoot(variance, eps, mode));
  return { mean: usedMean, invStd, precision };
}

function valuesNotKept(): Failure {
  return fileFailure(
    "UNSUPPORTED",
    t("The values of a file are not kept: run Export Normalized File… to write them to another file"),
  );
}

function sampleTensor({ plan, totals }: FileScan, values: Float64Array, rows: Float64Array): TextTensor {
  const { format, lengths, names, path } = plan;
  if (totals.rows === 0) {
    throw fileFailure("MISSING_VALUE", noCompleteRowMessage(totals.incompleteRows));
  }
  const range = rangeOf(plan, totals);
  return {
    format,
    data: values,
    shape: [rows.length, ...lengths],
    places: noPlaces(values.length),
    features: names.map((name) => ({ name, place: null })),
    rangeLabel: path === "" ? range : `${path} (${range})`,
    range: noPlace,
    sampleIndex: Uint32Array.from(rows, (row) => plan.memory?.text?.samples[plan.dataLine - 1 + row] ?? row),
    numSamplesInText: plan.memory?.text?.numSamples ?? totals.rows + totals.incompleteRows,
    decimalPoint: plan.rows.kind === "table" && plan.rows.format.decimalPoint === comma ? "," : ".",
    leftOut: [],
    notices: [],
  };
}

/** Which lines, or of an array in binary which rows, were read. */
function rangeOf({ rows, dataLine, widthLine, memory }: FileScan["plan"], totals: FileScan["totals"]): string {
  const text = memory?.text;
  if (text?.lines.length === totals.rows + totals.incompleteRows) return text.rangeLabel;
  if (rows.kind === "binary") {
    const last = dataLine + totals.rows + totals.incompleteRows - 1;
    return t("rows {0}–{1}", formatCount(dataLine), formatCount(last));
  }
  return linesLabel([{ first: Math.min(dataLine, widthLine), last: Math.max(totals.nextLine - 1, dataLine) }]);
}
