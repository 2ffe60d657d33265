import { histogram } from "../../engine/index.ts";
import { readTensor } from "../../documents/index.ts";
import { hasToken, placeOf, tokenAt } from "../../documents/numbers/places.ts";
import { indexWhere } from "../../documents/numbers/indexWhere.ts";
import { textMasks } from "../../documents/masks/findMasks.ts";
import type { PositionMask } from "../../documents/masks/positionMask.ts";
import type { ReadOptions, Span, TextTensor } from "../../documents/types.ts";
import {
  csvText,
  inputDigits,
  jsonText,
  mergeNumberEdits,
  npyBytes,
  numpyText,
  replaceNumbers,
  torchText,
  type Digits,
  type NumberEdits,
} from "../../documents/write/index.ts";
import type {
  Analysis,
  DatasetInfo,
  DatasetNotice,
  GivenStatistics,
  WriteFormat,
  WrittenValues,
} from "../../session/compute/compute.ts";
import type {
  ActivationAnswer,
  ActivationQuestion,
  BatchAnswer,
  BatchQuestion,
  GradientAnswer,
  GradientQuestion,
} from "../../shared/report/questions.ts";
import { defaultReportOptions, type ReportOptions } from "../../shared/options.ts";
import {
  mostFoundValues,
  type FoundValues,
  type HeatMap,
  type ValueRange,
  type ValuesPage,
} from "../../shared/report/report.ts";
import { analyze } from "./analyze.ts";
import { featureIndex, featureNames, featureValues, flatIndex, resolveAxes, type Axes } from "./axes.ts";
import { activationShares, type FeatureValues } from "../questions/activationShares.ts";
import { featureGradients } from "../questions/featureGradients.ts";
import { miniBatches } from "../questions/batchNoise.ts";
import type { DatasetColumns } from "./datasetColumns.ts";
import type { DatasetRows } from "./datasetRows.ts";
import { heatMap } from "./heatMap.ts";
import { layerOptions, normalizeFeature, presentValues } from "./normalizeFeature.ts";
import { zerosNotice } from "./notices.ts";
import { findPadding, noPaddingNotice, paddingNotice, withoutPadding, type Padding } from "./padding.ts";
import { LineIndex } from "../../documents/text/lineIndex.ts";

const fineBins = 256;
/** This many significant digits tell any two numbers of 32 bits apart. */
const float32Digits = 9;
/** An editor takes one edit over all values faster than more single ones than this. */
const mostSingleEdits = 5000;

/** Masks and lengths beside a tensor, and the one that counts; "" for none. */
export interface Beside {
  readonly masks: readonly PositionMask[];
  readonly wanted: string;
}

const nothingBeside: Beside = { masks: [], wanted: "" };

/** 1-based line of a value of the tensor, 0 where it has no place. */
type LineOfValue = (flat: number) => number;

/** What can be asked of a dataset, whatever it was read from. */
export type AnyDataset = { readonly [K in keyof Dataset]: Dataset[K] };

/** A tensor read from a text, and the options that it was last analyzed with: what all questions about values refer to. */
export class Dataset {
  readonly #text: string;
  /** As it was read, with all positions. */
  readonly #read: TextTensor;
  readonly #beside: Beside;
  readonly #lineOf: LineOfValue;
  /** What counts of it. */
  #tensor: TextTensor;
  #padding: Padding | null = null;
  #axes: Axes;
  #options: ReportOptions = defaultReportOptions;
  #statistics: GivenStatistics | null = null;

  /** @param text what the tensor's places are in; "" where it has none */
  constructor(tensor: TextTensor, text: string, lineOf: LineOfValue, beside: Beside = nothingBeside) {
    this.#text = text;
    this.#read = tensor;
    this.#tensor = tensor;
    this.#beside = beside;
    this.#lineOf = lineOf;
    this.#axes = resolveAxes(this.#tensor.shape, this.#options.layout, this.#options.preset);
  }

  /**
   * Reads the tensor that the selections mean out of a text.
   *
   * @throws DocumentError that names what is wrong with the text, and where
   */
  static ofText(text: string, read: ReadOptions): Dataset {
    const tensor = readTensor(text, read);
    const { places } = tensor;
    let lines: LineIndex | undefined;
    const lineOf: LineOfValue = (flat) => {
      lines ??= new LineIndex(text);
      return hasToken(places, flat) ? lines.lineAt(places.startOf(flat)) : 0;
    };
    const isJson = tensor.format === "json" && tensor.shape.length > 2;
    const masks = isJson ? textMasks(text, tensor.range.start) : [];
    return new Dataset(tensor, text, lineOf, { masks, wanted: read.mask ?? "" });
  }

  get info(): DatasetInfo {
    const { format, shape, rangeLabel, range, features, leftOut, notices } = this.#tensor;
    const texts = leftOut.map(({ name, values }) => ({ name, example: values.find((text) => text !== "") ?? "" }));
    const columns = shape.length === 2 ? { texts } : null;
    return { format, shape, rangeLabel, range, columns, notices, featurePlaces: features.map(({ place }) => place) };
  }

  get range(): Span {
    return this.#tensor.range;
  }

  analyze(options: ReportOptions, statistics: GivenStatistics | null): Analysis {
    this.#useAxes(options);
    const analysis = analyze(this.#tensor, this.#axes, options, statistics);
    this.normalizeWith(options, statistics);
    return { ...analysis, notices: [...analysis.notices, ...this.#paddingNotices()] };
  }

  /** Sets what the questions below refer to, without the statistics of an analysis. */
  normalizeWith(options: ReportOptions, statistics: GivenStatistics | null): void {
    this.#useAxes(options);
    this.#options = options;
    this.#statistics = statistics;
  }

  /** Padding lies on the axes that are not the channels': with other axes other positions count. */
  #useAxes({ layout, preset }: ReportOptions): void {
    const axes = resolveAxes(this.#read.shape, layout, preset);
    if (this.#padding === null || axes.channelAxis !== this.#axes.channelAxis) {
      this.#padding = findPadding(this.#read, axes, this.#beside.masks);
      this.#tensor = this.#isPaddingOut(this.#padding) ? withoutPadding(this.#read, axes, this.#padding) : this.#read;
    }
    this.#axes = axes;
  }

  #isPaddingOut(padding: Padding | null): padding is Padding {
    return padding !== null && padding.mask.name === this.#beside.wanted;
  }

  #paddingNotices(): DatasetNotice[] {
    const { wanted } = this.#beside;
    if (wanted !== "" && !this.#isPaddingOut(this.#padding)) return [noPaddingNotice(wanted)];
    if (this.#padding !== null) return [paddingNotice(this.#padding, this.#isPaddingOut(this.#padding))];
    const zeros = zerosNotice(this.#tensor.data, this.#tensor.shape);
    return zeros === null ? [] : [zeros];
  }

  rows(): DatasetRows {
    const { channels, valuesPerFeature, valuesPerSample } = this.#axes;
    const data = new Float64Array(channels * valuesPerFeature);
    for (let c = 0; c < channels; c++) {
      featureValues(this.#tensor.data, this.#axes, c).forEach((value, i) => (data[i * channels + c] = value));
    }
    const rows = { data, shape: [valuesPerFeature, channels] };
    const spatial = this.#tensor.shape.filter((_, axis) => axis > 0 && axis !== this.#axes.channelAxis);
    return { rows, valuesPerSample, spatial, leftOut: this.#tensor.leftOut, options: this.#options };
  }

  /** The columns of a table; null where features are no columns. */
  columns(): DatasetColumns | null {
    const { shape, data, leftOut } = this.#tensor;
    if (shape.length !== 2) return null;
    const valuesOf = (feature: number): Float64Array => featureValues(data, this.#axes, feature);
    return { names: featureNames(this.#tensor, this.#axes), valuesOf, leftOut };
  }

  values(feature: number, start: number, count: number): ValuesPage {
    const end = Math.min(start + count, this.#axes.valuesPerFeature);
    const length = Math.max(0, end - start);
    const page: ValuesPage = {
      feature,
      start,
      x: new Float64Array(length),
      sample: new Uint32Array(length),
      line: new Uint32Array(length),
    };
    for (let i = 0; i < length; i++) {
      const flat = flatIndex(this.#axes, feature, start + i);
      page.x[i] = this.#tensor.data[flat];
      page.sample[i] = this.#sampleOf(start + i);
      page.line[i] = this.#lineOf(flat);
    }
    return page;
  }

  valuesBetween({ feature, from, to, hasEnd }: ValueRange): FoundValues {
    const values = featureValues(this.#tensor.data, this.#axes, feature);
    const all = Uint32Array.from(values.keys()).filter((i) => {
      const x = values[i];
      return x >= from && (x < to || (hasEnd && x === to));
    });
    const index = all.subarray(0, mostFoundValues);
    return {
      feature,
      total: all.length,
      index: index.slice(),
      x: Float64Array.from(index, (i) => values[i]),
      sample: index.map((i) => this.#sampleOf(i)),
      line: index.map((i) => this.#lineOf(flatIndex(this.#axes, feature, i))),
    };
  }

  /** 1-based number in the text of the sample that a value belongs to. */
  #sampleOf(index: number): number {
    return this.#tensor.sampleIndex[Math.floor(index / this.#axes.valuesPerSample)] + 1;
  }

  fineHistogram(feature: number): { start: number; width: number; counts: Uint32Array } {
    const { start, width, counts } = histogram(this.#normalized(feature).present, { bins: fineBins });
    return { start, width, counts: Uint32Array.from(counts) };
  }

  heatMap(width: number, height: number): HeatMap {
    const { channels, valuesPerSample } = this.#axes;
    return heatMap({ width, height, channels, samples: this.#tensor.shape[0], valuesPerSample }, (feature) => {
      const values = featureValues(this.#tensor.data, this.#axes, feature);
      return { before: values, after: this.#normalized(feature).all };
    });
  }

  activation(question: ActivationQuestion): ActivationAnswer {
    return activationShares(this.#features(question.feature), question, this.#options.eps);
  }

  batches(question: BatchQuestion): BatchAnswer {
    const values = featureValues(this.#tensor.data, this.#axes, question.feature);
    const { valuesPerSample } = this.#axes;
    return miniBatches({ values, valuesPerSample }, question, layerOptions(this.#options));
  }

  gradients(question: GradientQuestion): GradientAnswer {
    const { feature, index } = question;
    const all = featureValues(this.#tensor.data, this.#axes, feature);
    const values = presentValues(all, this.#options);
    const missingBefore = all.subarray(0, index).filter(Number.isNaN).length;
    const row = Number.isNaN(all[index]) ? -1 : index - missingBefore;
    const { runningMean, runningVar } = normalizeFeature(values, feature, this.#options, this.#statistics);
    const { mode } = this.#options;
    return featureGradients({ values, row, mode, runningMean, runningVar }, question, layerOptions(this.#options));
  }

  place(feature: number, index: number | "firstInfinite"): Span | null {
    const found =
      index === "firstInfinite" ? indexWhere(featureValues(this.#tensor.data, this.#axes, feature), isInfinite) : index;
    return this.#placeAt(found === null ? null : flatIndex(this.#axes, feature, found));
  }

  #placeAt(flat: number | null): Span | null {
    const { places } = this.#tensor;
    return flat !== null && hasToken(places, flat) ? placeOf(places, flat) : null;
  }

  valueAt(offset: number): { feature: number; index: number } | null {
    const flat = tokenAt(this.#tensor.places, offset);
    return flat === null ? null : featureIndex(this.#axes, flat);
  }

  rank(feature: number, index: number): { less: number; same: number } {
    const values = featureValues(this.#tensor.data, this.#axes, feature);
    const x = values[index];
    let less = 0;
    let same = 0;
    for (let i = 0; i < values.length; i++) {
      if (values[i] < x) less++;
      else if (values[i] === x) same++;
    }
    return { less, same };
  }

  outliers(threshold: number, limit: number): Uint32Array {
    const { places } = this.#tensor;
    const found: number[] = [];
    for (let c = 0; c < this.#axes.channels; c++) {
      this.#normalized(c).all.forEach((value, i) => {
        const flat = flatIndex(this.#axes, c, i);
        if (Math.abs(value) > threshold && hasToken(places, flat)) found.push(flat);
      });
    }
    const shown = found.sort((a, b) => places.startOf(a) - places.startOf(b)).slice(0, limit);
    return Uint32Array.from(shown.flatMap((flat) => [places.startOf(flat), places.endOf(flat)]));
  }

  /** y of every value, in the tensor's own order; NaN where a value is missing. Padding that is left out stays as it is. */
  output(gamma: Float64Array, beta: Float64Array): { shape: readonly number[]; data: Float64Array } {
    const data = Float64Array.from(this.#read.data);
    for (let c = 0; c < this.#axes.channels; c++) {
      this.#normalized(c).all.forEach((value, i) => {
        const flat = flatIndex(this.#axes, c, i);
        if (!Number.isNaN(this.#tensor.data[flat])) data[flat] = gamma[c] * value + beta[c];
      });
    }
    return { shape: this.#tensor.shape, data };
  }

  /** One feature, or (−1) one after the other. */
  *#features(feature: number): Iterable<FeatureValues> {
    const [first, end] = feature < 0 ? [0, this.#axes.channels] : [feature, feature + 1];
    for (let c = first; c < end; c++) {
      const values = presentValues(featureValues(this.#tensor.data, this.#axes, c), this.#options);
      const { normalized } = normalizeFeature(values, c, this.#options, this.#statistics);
      yield { feature: c, values, normalized };
    }
  }

  edits({ gamma, beta, digits }: WrittenValues): NumberEdits {
    const edits = replaceNumbers(this.#tensor, this.output(gamma, beta).data, this.#digits(digits));
    return edits.texts.length > mostSingleEdits ? mergeNumberEdits(this.#text, edits) : edits;
  }

  write({ gamma, beta, digits: wanted }: WrittenValues, format: WriteFormat): string | Uint8Array {
    const digits = this.#digits(wanted);
    const output = this.output(gamma, beta);
    const { precision } = this.#options;
    switch (format) {
      case "json":
        return jsonText(output, digits);
      case "csv":
        return csvText(output, featureNames(this.#tensor, this.#axes), digits);
      case "pytorch":
        return torchText(output, digits, precision);
      case "numpy":
        return numpyText(output, digits, precision);
      case "npy":
        return npyBytes(output, precision);
    }
  }

  /** What was computed with 32 bits has no more digits than those hold. */
  #digits(wanted: WrittenValues["digits"]): Digits {
    if (wanted !== "input") return wanted;
    const digits = inputDigits(this.#tensor.data);
    return this.#options.precision === "float32" && digits > float32Digits ? "float32" : digits;
  }

  /** x̂ of a feature: of the values that are there, and of all with NaN where one is missing. */
  #normalized(feature: number): { present: ArrayLike<number>; all: Float64Array } {
    const values = featureValues(this.#tensor.data, this.#axes, feature);
    const present = presentValues(values, this.#options);
    const { normalized } = normalizeFeature(present, feature, this.#options, this.#statistics);
    let next = 0;
    return { present: normalized, all: values.map((value) => (Number.isNaN(value) ? NaN : normalized[next++])) };
  }
}

function isInfinite(value: number): boolean {
  return Math.abs(value) === Infinity;
}
