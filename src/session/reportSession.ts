import { t } from "@vscode/l10n";
import type { Span } from "../documents/types.ts";
import { cancelled, Failure, toFailure } from "../shared/failure.ts";
import type { LoadedLayer } from "../shared/layer.ts";
import type { ReportOptions } from "../shared/options.ts";
import type { AffineChange, ReportFailure, ReportProgress } from "../shared/protocol.ts";
import type { LiveState, ReportSnapshot } from "../shared/report.ts";
import { Affine } from "./affine.ts";
import type { Analysis, Compute, ComputeName, ComputeRequests, DatasetInfo } from "./compute.ts";
import type { FileRequest, ReadProgress } from "./fileRequest.ts";
import { delimiterOption, type DelimiterName } from "./optionGuards.ts";
import { describeReading } from "./readingProgress.ts";
import { defaultDoctorSettings, examineReport, type DoctorSettings } from "./doctor/examineReport.ts";
import { findingNotices } from "./doctor/findingNotices.ts";
import type { Finding, Thresholds } from "./doctor/index.ts";
import { checkLayer, statisticsOf } from "./layer/loadedLayer.ts";
import { recalibrated } from "./layer/recalibrate.ts";
import { changeOptions, optionsForLayer } from "./resolveOptions.ts";
import { buildSnapshot } from "./snapshot.ts";
import { trackSpans, type TextChange } from "./trackSpans.ts";

/** The document that a report is about, as its editor has it now, unsaved changes included. */
export interface TextSource {
  readonly uri: string;
  readonly name: string;
  readonly languageId: string;
  /** Grows with every change of the text. */
  readonly version: number;
  getText(): string;
  /** A file that is read by itself, not through an editor: it has no text. */
  readonly file?: FileRequest;
}

/** What of a document is normalized, and how. */
export interface ReportInput {
  readonly source: TextSource;
  readonly selections: readonly Span[];
  readonly options: ReportOptions;
  readonly header: "auto" | "present" | "absent";
  /** What separates a table's cells; "auto" is found by looking. */
  readonly delimiter?: DelimiterName | undefined;
  /** γ and β to start with; by default 1 and 0, or what the person set before for the same document. */
  readonly gamma?: number | readonly number[] | undefined;
  readonly beta?: number | readonly number[] | undefined;
  /** A loaded layer, which has to have a channel for every feature; by default a new one. */
  readonly layer?: LoadedLayer | undefined;
  /** What the doctor looks for; by default everything, with its own limits. */
  readonly doctor?: DoctorSettings | undefined;
}

/** What a session tells whoever shows it. Each is the whole truth about its subject: null means there is none. */
export interface SessionListener {
  snapshotChanged(snapshot: ReportSnapshot): void;
  progressChanged(progress: ReportProgress | null): void;
  failureChanged(failure: ReportFailure | null): void;
  liveChanged(live: LiveState): void;
}

/** What the compute holds: the text at a version, the selections in it, and how missing values were treated. */
interface Dataset {
  readonly input: ReportInput;
  readonly version: number;
  readonly info: DatasetInfo;
}

/** What can be asked about the values behind the report shown. */
export type DatasetQuery = Exclude<ComputeName, "dataset/open" | "dataset/analyze" | "text/tensors" | "file/preview">;

const progressDelayMs = 500;
const liveDelayMs = 250;

/**
 * One report: reads the selection, computes, keeps the last good result, follows the document. A run that is overtaken
 * by a newer one or cancelled leaves no trace; a run that fails leaves the last good result in place.
 */
export class ReportSession {
  readonly #compute: Compute;
  readonly #listener: Partial<SessionListener>;
  #dataset: Dataset | null = null;
  #input: ReportInput | null = null;
  #attempted: ReportInput | null = null;
  #affine = new Affine();
  #snapshot: ReportSnapshot | null = null;
  #findings: readonly Finding[] = [];
  #noticePlaces: readonly (Span | null)[] = [];
  #progress: ReportProgress | null = null;
  #failure: ReportFailure | null = null;
  #live = true;
  #run = 0;
  #running = false;
  #revision = 0;
  #liveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(compute: Compute, listener: Partial<SessionListener> = {}) {
    this.#compute = compute;
    this.#listener = listener;
  }

  get snapshot(): ReportSnapshot | null {
    return this.#snapshot;
  }

  get progress(): ReportProgress | null {
    return this.#progress;
  }

  get failure(): ReportFailure | null {
    return this.#failure;
  }

  /** The document of the report shown, or of the run that is to replace it. */
  get source(): TextSource | null {
    return (this.#attempted ?? this.#input)?.source ?? null;
  }

  /** Whether the report shown is about the text as it is now. */
  get isCurrent(): boolean {
    return this.#dataset !== null && this.#dataset.version === this.#input?.source.version && !this.#running;
  }

  /** What was read, with the places in the text; null before the first good run. */
  get info(): DatasetInfo | null {
    return this.#dataset?.info ?? null;
  }

  /** The doctor's limits for the report shown. */
  get thresholds(): Thresholds {
    return (this.#input?.doctor ?? defaultDoctorSettings).thresholds;
  }

  /** What the doctor found in the report shown. */
  get findings(): readonly Finding[] {
    return this.#findings;
  }

  /** Places of the notices of the report shown, in its order. */
  get noticePlaces(): readonly (Span | null)[] {
    return this.#noticePlaces;
  }

  /** The version of the document that the report shown was read from; null if there is none. */
  get readVersion(): number | null {
    return this.#dataset?.version ?? null;
  }

  /**
   * Reads and computes a new input.
   *
   * @throws Failure: the last good report stays.
   */
  async open(input: ReportInput): Promise<ReportSnapshot> {
    return this.#perform(input, "told");
  }

  /** @throws Failure of kind "option" if the change is not valid; nothing has changed then. */
  async setOptions(change: Partial<ReportOptions>): Promise<void> {
    const input = this.#attempted ?? this.#input;
    if (input !== null) await this.#perform({ ...input, options: changeOptions(input.options, change) }, "shown");
  }

  /**
   * Puts the parameters of a loaded layer on the data: γ, β, the running statistics and, where the names of its parts
   * are another framework's, that one's conventions. Running statistics are shown at work: in evaluation.
   *
   * @throws Failure LAYER_MISMATCH for another number of channels, NO_REPORT where there are no data: nothing has changed.
   */
  async setLayer(layer: LoadedLayer): Promise<ReportSnapshot> {
    const input = this.#current();
    const options = optionsForLayer(input.options, layer);
    const gamma = layer.gamma === null ? 1 : Array.from(layer.gamma);
    const beta = layer.beta === null ? 0 : Array.from(layer.beta);
    const next = { ...input, options, layer, gamma, beta };
    try {
      return await this.#perform(next, "told");
    } catch (thrown) {
      // A layer that does not fit must not come back with the next change of an option.
      if (this.#attempted === next) this.#attempted = null;
      throw thrown;
    }
  }

  /**
   * Gives the loaded layer, or a new one, the statistics of the data as its running ones: what many batches of the same
   * kind would bring it to.
   *
   * @throws Failure NO_REPORT
   */
  async recalibrate(): Promise<ReportSnapshot> {
    const { snapshot } = this;
    if (snapshot === null) throw noReport();
    return this.setLayer(recalibrated(snapshot));
  }

  /** Makes γ and β of all features those given: what was learned. The report is computed anew, its findings too. */
  async setParameters({ gamma, beta }: { gamma: Float64Array; beta: Float64Array }): Promise<void> {
    await this.#perform({ ...this.#current(), gamma: Array.from(gamma), beta: Array.from(beta) }, "shown");
  }

  /** Goes back to a new layer, in training: γ 1, β 0, no running statistics but its own. */
  async removeLayer(): Promise<void> {
    const input = this.#current();
    const options = changeOptions(input.options, { mode: "train" });
    await this.#perform({ ...input, options, layer: undefined }, "shown");
  }

  setAffine(change: AffineChange): void {
    this.#affine.change(change);
  }

  /** Runs again what failed last, or what is shown. */
  async retry(): Promise<void> {
    const input = this.#attempted ?? this.#input;
    if (input !== null) await this.#perform(input, "shown");
  }

  cancel(): void {
    this.#run++;
    this.#running = false;
    this.#attempted = null;
    this.#compute.cancel();
    this.#dataset = null;
    this.#setProgress(null);
  }

  /** Whether the report follows the document as it is edited. */
  setLive(live: boolean): void {
    this.#live = live;
    const isCurrent = this.#input === null || this.#input.source.version === this.#dataset?.version;
    if (live && !isCurrent) void this.#update();
    this.#publishLive(live ? "follows" : isCurrent ? "paused" : "stale");
  }

  /** The document was edited: the selections move with the text, and the report follows if it is live. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    if (this.#input?.source.uri !== uri || this.#input.source.file !== undefined) return;
    this.#input = { ...this.#input, selections: trackSpans(this.#input.selections, changes) };
    if (!this.#live) {
      this.#publishLive("stale");
      return;
    }
    clearTimeout(this.#liveTimer);
    this.#liveTimer = setTimeout(() => void this.#update(), liveDelayMs);
  }

  documentClosed(uri: string): void {
    if (this.#input?.source.uri === uri) this.#publishLive("closed");
  }

  /**
   * Asks the compute about the dataset of the report shown, reading it again if the thread was ended meanwhile.
   *
   * @throws Failure
   */
  async query<K extends DatasetQuery>(
    type: K,
    params: ComputeRequests[K]["params"],
    onProgress?: (progress: ReadProgress) => void,
  ): Promise<ComputeRequests[K]["value"]> {
    if (this.#dataset === null && !this.#running) await this.retry();
    return this.#compute.request(type, params, onProgress);
  }

  dispose(): void {
    clearTimeout(this.#liveTimer);
    this.#run++;
    this.#compute.dispose();
  }

  #current(): ReportInput {
    const input = this.#attempted ?? this.#input;
    if (input !== null) return input;
    throw noReport();
  }

  async #update(): Promise<void> {
    if (this.#input === null) return;
    // A live run that fails says so in the page: the person is typing, a notification would be in the way.
    await this.#perform(this.#input, "shown").catch(() => undefined);
  }

  /** @param inputFailure whether the caller tells the user what is wrong with the input, or the page has to show it */
  async #perform(input: ReportInput, inputFailure: "told" | "shown"): Promise<ReportSnapshot> {
    if (this.#running) {
      this.#compute.cancel();
      this.#dataset = null;
    }
    const run = ++this.#run;
    this.#running = true;
    this.#attempted = input;
    clearTimeout(this.#liveTimer);
    const timer = setTimeout(() => {
      if (run === this.#run) this.#setProgress(this.#describeProgress(input));
    }, progressDelayMs);
    try {
      const { version } = input.source;
      const info = await this.#read(input);
      if (run === this.#run && this.#progress !== null) this.#setProgress(this.#describeProgress(input));
      const statistics = statisticsOf(input.layer);
      const analysis = await this.#compute.request("dataset/analyze", { options: input.options, statistics });
      checkLayer(input.layer, analysis);
      if (run === this.#run) return this.#commit(input, version, info, analysis);
      throw cancelled();
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (run === this.#run) this.#fail(failure, inputFailure);
      throw failure;
    } finally {
      clearTimeout(timer);
      if (run === this.#run) this.#running = false;
    }
  }

  async #read(input: ReportInput): Promise<DatasetInfo> {
    if (this.#dataset !== null && isSameData(this.#dataset, input)) return this.#dataset.info;
    const { version } = input.source;
    const run = this.#run;
    const info = await this.#compute.request("dataset/open", readRequest(input), (progress) => {
      if (run === this.#run) this.#setProgress(describeReading(input.source.name, progress));
    });
    this.#dataset = { input, version, info };
    return info;
  }

  #commit(input: ReportInput, version: number, info: DatasetInfo, analysis: Analysis): ReportSnapshot {
    const isOtherDocument = this.#input?.source.uri !== input.source.uri;
    const isLayerGone = this.#input?.layer !== undefined && input.layer === undefined;
    if (isOtherDocument || isLayerGone) this.#affine = new Affine();
    const { gamma, beta, ...kept } = input;
    this.#affine.fit(analysis.features.names, { gamma, beta });
    // From here on γ and β are the person's: following the document must not bring back those that it began with.
    this.#input = kept;
    this.#attempted = null;
    const isFile = input.source.file !== undefined;
    const live: LiveState = isFile
      ? "closed"
      : this.#live
        ? "follows"
        : version === input.source.version
          ? "paused"
          : "stale";
    const features = { ...analysis.features, gamma: this.#affine.gamma, beta: this.#affine.beta };
    const examined = { features, options: input.options, sampleCount: analysis.shape[0], layer: input.layer };
    this.#findings = examineReport(examined, input.doctor ?? defaultDoctorSettings);
    const said = [...info.notices, ...analysis.notices];
    const codes = new Set(said.map(({ code }) => code));
    const notices = [...said, ...findingNotices(this.#findings, features.names, info.featurePlaces, codes)];
    this.#noticePlaces = notices.map(({ place }) => place);
    const parts = { input, info, analysis, notices, affine: this.#affine, live, revision: ++this.#revision };
    this.#snapshot = buildSnapshot(parts);
    this.#setProgress(null);
    this.#setFailure(null);
    this.#listener.snapshotChanged?.(this.#snapshot);
    return this.#snapshot;
  }

  #fail(failure: Failure, inputFailure: "told" | "shown"): void {
    this.#setProgress(null);
    if (failure.kind === "stopped") this.#dataset = null;
    if (failure.kind === "cancelled" || failure.kind === "option") return;
    if (failure.kind === "input" && inputFailure === "told") return;
    this.#setFailure({ message: failure.message, canRetry: failure.kind !== "input" });
  }

  #describeProgress({ source }: ReportInput): ReportProgress {
    const info = this.#dataset?.info;
    const detail = info === undefined ? "" : info.rangeLabel;
    return {
      message: info === undefined ? t("Reading {0}…", source.name) : t("Computing {0} features…", info.shape[1] ?? 1),
      name: source.name,
      detail,
    };
  }

  #publishLive(live: LiveState): void {
    if (this.#snapshot === null || this.#snapshot.live === live) return;
    this.#snapshot = { ...this.#snapshot, live };
    this.#listener.liveChanged?.(live);
  }

  #setProgress(progress: ReportProgress | null): void {
    if (this.#progress === null && progress === null) return;
    this.#progress = progress;
    this.#listener.progressChanged?.(progress);
  }

  #setFailure(failure: ReportFailure | null): void {
    if (this.#failure === null && failure === null) return;
    this.#failure = failure;
    this.#listener.failureChanged?.(failure);
  }
}

/** What a compute has to read for an input. */
export function readRequest({
  source,
  selections,
  options,
  header,
  delimiter,
}: ReportInput): ComputeRequests["dataset/open"]["params"] {
  const { missingValues } = options;
  const read = { languageId: source.languageId, selections, missingValues, header, ...delimiterOption(delimiter) };
  const { file } = source;
  if (file === undefined) return { text: source.getText(), read };
  return { text: "", read, file: { ...file, layout: options.layout, preset: options.preset } };
}

function noReport(): Failure {
  return new Failure({ kind: "input", code: "NO_REPORT", message: t("There is no report yet"), place: null });
}

function isSameData({ input, version }: Dataset, wanted: ReportInput): boolean {
  return (
    input.source.uri === wanted.source.uri &&
    version === wanted.source.version &&
    input.selections === wanted.selections &&
    input.header === wanted.header &&
    input.delimiter === wanted.delimiter &&
    input.options.missingValues === wanted.options.missingValues
  );
}
