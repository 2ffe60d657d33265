import type { Span } from "../../documents/types.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ComparedData } from "../../shared/layer/compared.ts";
import type { LearnedLayer } from "../../shared/report/learn.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type { ComputeRequests } from "../compute/compute.ts";
import type { DoctorSettings } from "../doctor/examineReport.ts";
import type { FileRequest } from "../compute/fileRequest.ts";
import type { RequestText } from "../../shared/messages/largeText.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { Reading } from "../../shared/report/reading.ts";
import { stateAfter, type HistoryStep } from "./history/editHistory.ts";
import { isSameReading, readOptionsOf } from "../options/reading.ts";
import { changeOptions, optionsForLayer } from "../options/resolveOptions.ts";

/** The document that a report is about, as its editor has it now, unsaved changes included. */
export interface TextSource {
  readonly uri: string;
  readonly name: string;
  readonly languageId: string;
  /** Grows with every change of the text. */
  readonly version: number;
  getText(): RequestText;
  /** A file that is read by itself, not through an editor: it has no text. */
  readonly file?: FileRequest;
  /** Whether the text holds statistics of features, not values. */
  readonly isStatistics?: boolean;
}

/** What of a document is normalized, and how. */
export interface ReportInput {
  readonly source: TextSource;
  readonly selections: readonly Span[];
  readonly options: ReportOptions;
  readonly reading: Reading;
  /** γ and β to start with; by default 1 and 0, or what the person set before for the same document. */
  readonly gamma?: number | readonly number[] | undefined;
  readonly beta?: number | readonly number[] | undefined;
  /** A loaded layer, which has to have a channel for every feature; by default a new one. */
  readonly layer?: LoadedLayer | undefined;
  /** Another file's statistics, beside which the report's are shown. */
  readonly compared?: ComparedData | undefined;
  /** Whether a cursor in none of several tensors is a Failure, SEVERAL_TENSORS; by default the largest is read. */
  readonly asksIfSeveral?: boolean;
  /** Whether the report is a new one: what was done in the one before cannot be undone in it. */
  readonly isNew?: boolean;
  /** The step through the history that leads to this input. */
  readonly step?: HistoryStep | undefined;
  /** What the doctor looks for; by default everything, with its own limits. */
  readonly doctor?: DoctorSettings | undefined;
}

/** What a compute has to read for an input. */
export function readRequest({
  source,
  selections,
  options,
  reading,
  asksIfSeveral = false,
}: ReportInput): ComputeRequests["dataset/open"]["params"] {
  const { missingValues } = options;
  const { languageId } = source;
  const read = { languageId, selections, missingValues, ...readOptionsOf(reading), asksIfSeveral };
  const { file, isStatistics = false } = source;
  if (file === undefined) return { text: source.getText(), read, isStatistics };
  return { text: "", read, file: { ...file, layout: options.layout, preset: options.preset } };
}

/** Whether what was read for `input` at a version of its text is what `wanted` needs: only options differ. */
export function isSameData(input: ReportInput, version: number, wanted: ReportInput): boolean {
  return (
    input.source.uri === wanted.source.uri &&
    input.source.isStatistics === wanted.source.isStatistics &&
    version === wanted.source.version &&
    input.selections === wanted.selections &&
    isSameReading(input.reading, wanted.reading) &&
    input.options.missingValues === wanted.options.missingValues
  );
}

/** Settings of a report that change: those options and ways of reading, and all that the doctor looks for. */
export interface SettingsChange {
  readonly options?: Partial<ReportOptions>;
  readonly reading?: Partial<Reading>;
  readonly doctor?: DoctorSettings | undefined;
}

/**
 * The input under changed settings.
 *
 * @throws Failure of kind "option" for an eps or a momentum that is out of range
 */
export function withSettings(input: ReportInput, { options = {}, reading = {}, doctor }: SettingsChange): ReportInput {
  return {
    ...input,
    options: changeOptions(input.options, options),
    reading: { ...input.reading, ...reading },
    doctor: doctor ?? input.doctor,
  };
}

/**
 * The input with a loaded layer on it: its γ, β, running statistics and, where the names of its parts are another
 * framework's, that one's conventions.
 *
 * @throws Failure of kind "option" for an eps or a momentum that is out of range
 */
export function withLayer(input: ReportInput, layer: LoadedLayer): ReportInput {
  return {
    ...input,
    options: optionsForLayer(input.options, layer),
    layer,
    step: undefined,
    gamma: layer.gamma === null ? 1 : Array.from(layer.gamma),
    beta: layer.beta === null ? 0 : Array.from(layer.beta),
  };
}

/** The input with a new layer, in training: γ 1, β 0, no running statistics but its own. */
export function withNewLayer(input: ReportInput): ReportInput {
  return { ...input, options: changeOptions(input.options, { mode: "train" }), layer: undefined, step: undefined };
}

/** The input with a layer that was learned on its data. Unlike a loaded one's, its statistics are not put to work. */
export function withLearned(input: ReportInput, { step, ...parts }: LearnedLayer): ReportInput {
  const { preset, eps, momentum } = input.options;
  const layer: LoadedLayer = {
    ...{ name: "bn", fileName: input.source.name, framework: preset, numFeatures: parts.gamma.length },
    ...{ ...parts, numBatchesTracked: step, eps, momentum, isLearned: true },
  };
  return { ...input, layer, gamma: Array.from(parts.gamma), beta: Array.from(parts.beta), step: undefined };
}

/** The input with the running statistics of before the last recalibration; γ and β stay as they are. */
export function withoutRecalibration(
  input: ReportInput,
  { gamma, beta }: Pick<ReportSnapshot["features"], "gamma" | "beta">,
): ReportInput {
  const { recalibration } = input.layer ?? {};
  if (recalibration === undefined) return input;
  return recalibration.before === null
    ? withNewLayer(input)
    : withLayer(input, { ...recalibration.before, gamma, beta });
}

/** The input beside another file's statistics, or (undefined) alone again. */
export function withCompared(input: ReportInput, compared: ComparedData | undefined): ReportInput {
  return { ...input, compared };
}

/** The input as a step through the history leaves it. The options that the layer did not bring stay as they are. */
export function withStep(input: ReportInput, step: HistoryStep): ReportInput {
  const { layer, options } = stateAfter(step);
  return { ...input, options: { ...input.options, ...options }, layer, gamma: undefined, beta: undefined, step };
}
