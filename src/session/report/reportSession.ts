import { t } from "@vscode/l10n";
import type { LayerFile } from "../../documents/layers/index.ts";
import { cancelled, Failure, toFailure } from "../../shared/messages/failure.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import { pooledEstimate } from "../../shared/layer/recalibration.ts";
import type { LearnedLayer } from "../../shared/report/learn.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type {
  AffineChange,
  HistoryDirection,
  HistoryLabels,
  ReportFailure,
  ReportProgress,
  ReportRequests,
} from "../../shared/report/protocol.ts";
import type { Reading } from "../../shared/report/reading.ts";
import type { LiveState, ReportSnapshot } from "../../shared/report/report.ts";
import { AffineEdits } from "./affineEdits.ts";
import type {
  Analysis,
  Compute,
  ComputeName,
  ComputeRequests,
  DatasetInfo,
  DatasetNotice,
} from "../compute/compute.ts";
import type { ReadProgress } from "../compute/fileRequest.ts";
import { describeReading } from "./readingProgress.ts";
import { defaultDoctorSettings, examineReport } from "../doctor/examineReport.ts";
import { findingNotices, type FindingNotice } from "../doctor/findingNotices.ts";
import { findingPlace, type FindingPlace } from "../doctor/findingPlace.ts";
import type { Finding, Thresholds } from "../doctor/index.ts";
import { layerNotices } from "../layer/layerNotices.ts";
import { checkLayer, statisticsOf } from "../layer/loadedLayer.ts";
import { offeredReading } from "../options/reading.ts";
import { comparedWith } from "../layer/compareWith.ts";
import { estimateStatistics, recalibrated } from "../layer/recalibrate.ts";
import {
  isSameData,
  readRequest,
  withLayer,
  withLearned,
  withNewLayer,
  withSettings,
  withStep,
  type ReportInput,
  type TextSource,
} from "./reportInput.ts";
import { EditHistory, isAffineOnly, stateAfter } from "./history/editHistory.ts";
import { affineEntry, layerEntry } from "./history/entries.ts";
import { ReportStatus, type SessionListener } from "./reportStatus.ts";
import { restoreState, type RestoreState } from "./restoreState.ts";
import { buildSnapshot } from "./snapshot.ts";
import { trackSpans, type TextChange } from "./trackSpans.ts";

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
  readonly #status: ReportStatus;
  #dataset: Dataset | null = null;
  #input: ReportInput | null = null;
  #attempted: ReportInput | null = null;
  readonly #affine = new AffineEdits();
  readonly #history: EditHistory;
  /** Steps through the history go one after the other, however fast the keys are. */
  #steps: Promise<unknown> = Promise.resolve();
  #current: { readonly of: ReportSnapshot; readonly edit: number; readonly snapshot: ReportSnapshot } | null = null;
  #findings: readonly Finding[] = [];
  #notices: readonly (DatasetNotice | FindingNotice)[] = [];
  #live = true;
  #run = 0;
  #running = false;
  #revision = 0;
  #liveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(compute: Compute, listener: Partial<SessionListener> = {}) {
    this.#compute = compute;
    this.#status = new ReportStatus(listener);
    this.#history = new EditHistory((labels) => listener.historyChanged?.(labels));
  }

  /** The report shown, with γ and β as they are now. A later change makes another snapshot. */
  get snapshot(): ReportSnapshot | null {
    const of = this.#status.snapshot;
    if (of === null) return null;
    const { values, revision: edit } = this.#affine;
    if (this.#current?.of !== of || this.#current.edit !== edit) {
      const { gamma, beta } = values;
      const isSame = of.features.gamma === gamma && of.features.beta === beta;
      this.#current = { of, edit, snapshot: isSame ? of : { ...of, features: { ...of.features, gamma, beta } } };
    }
    return this.#current.snapshot;
  }

  /** What undo and redo would go over. */
  get history(): HistoryLabels {
    return this.#history.labels;
  }

  get progress(): ReportProgress | null {
    return this.#status.progress;
  }

  get failure(): ReportFailure | null {
    return this.#status.failure;
  }

  /** The document of the report shown, or of the run that is to replace it. */
  get source(): TextSource | null {
    return (this.#attempted ?? this.#input)?.source ?? null;
  }

  /** Whether the report shown is about the text as it is now. */
  get isCurrent(): boolean {
    return this.#dataset !== null && this.#dataset.version === this.#input?.source.version && !this.#running;
  }

  /** What the report is made again from, with γ and β as they are now; null before the first good run. */
  get restoreState(): RestoreState | null {
    return this.#input && restoreState(this.#input, this.#affine.values);
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

  /** Where a notice of the report shown leads to; null where it has no place. */
  async noticePlace(index: number): Promise<FindingPlace | null> {
    const notice = this.#notices.at(index);
    if (notice === undefined) return null;
    if ("finding" in notice) return findingPlace(this, notice.finding);
    return notice.place && { uri: null, span: notice.place };
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
    return this.#perform({ ...input, isNew: true }, "told");
  }

  /**
   * Makes the report again from a changed input.
   *
   * @throws what `next` throws: nothing has changed then
   */
  async change(next: (input: ReportInput) => ReportInput): Promise<void> {
    const input = this.#attempted ?? this.#input;
    if (input !== null) await this.#perform(next(input), "shown");
  }

  /** @throws Failure of kind "option" if the change is not valid; nothing has changed then. */
  async setOptions(change: Partial<ReportOptions>): Promise<void> {
    await this.change((input) => withSettings(input, { options: change }));
  }

  /**
   * Puts the parameters of a loaded layer on the data. Running statistics are shown at work: in evaluation.
   *
   * @throws Failure LAYER_MISMATCH for another number of channels, NO_REPORT where there are no data: nothing has changed.
   */
  async setLayer(layer: LoadedLayer): Promise<ReportSnapshot> {
    return this.#performOrStay(withLayer(this.#wanted(), layer));
  }

  /**
   * Reads the document in another way.
   *
   * @throws Failure where it cannot be read so: nothing has changed then
   */
  async setReading(change: Partial<Reading>): Promise<void> {
    await this.#performOrStay(withSettings(this.#wanted(), { reading: change }));
  }

  /**
   * Reads the document as a notice offers; an offer of a report that is no longer shown leaves things as they are.
   *
   * @throws Failure where it cannot be read so: nothing has changed then
   */
  async acceptOffer({ revision, notice, offer }: ReportRequests["notice/accept"]["params"]): Promise<void> {
    const offered = this.#notices.at(notice)?.offers?.at(offer);
    const { snapshot } = this;
    if (offered === undefined || snapshot?.revision !== revision) return;
    await this.setReading(offeredReading(this.#wanted().reading, offered, snapshot.features.names));
  }

  /**
   * Gives the loaded layer, or a new one, the statistics of the data as its running ones, together with those of further
   * files: what many batches of the same kind would bring it to.
   *
   * @throws Failure NO_REPORT, COMPARE_MISMATCH for a file with other features
   */
  async recalibrate(choice = pooledEstimate, files: readonly LayerFile[] = []): Promise<ReportSnapshot> {
    const { snapshot } = this;
    if (snapshot === null) throw noReport();
    const estimated = await estimateStatistics(snapshot, choice, files, {
      describe: (file) => this.query("tensor/describe", { file, options: snapshot.options }),
      averageBatches: (batchSize) => this.query("dataset/batchAverage", { batchSize }),
    });
    return this.setLayer(recalibrated(snapshot, estimated));
  }

  /** Takes the last recalibration back: the running statistics are again those that it replaced. */
  async undoRecalibration(): Promise<void> {
    const { recalibration } = this.#wanted().layer ?? {};
    if (recalibration === undefined) return;
    if (recalibration.before === null) await this.removeLayer();
    else
      await this.setLayer({
        ...recalibration.before,
        gamma: this.#affine.values.gamma,
        beta: this.#affine.values.beta,
      });
  }

  /**
   * Shows the report beside another file, or (null) alone again.
   *
   * @throws Failure COMPARE_MISMATCH for other features; what the worker says of a file without numbers
   */
  async compareWith(file: LayerFile | null): Promise<void> {
    const input = this.#wanted();
    const { snapshot } = this;
    if (file === null || snapshot === null) {
      await this.#perform({ ...input, compared: undefined }, "shown");
      return;
    }
    const other = await this.query("tensor/describe", { file, options: input.options });
    const compared = comparedWith(snapshot.features.names, file.fileName, other);
    await this.#perform({ ...this.#wanted(), compared }, "shown");
  }

  /** Puts the layer that was learned on the data; they are normalized as before. The findings are made anew too. */
  async keepLearned(learned: LearnedLayer): Promise<void> {
    await this.#perform(withLearned(this.#wanted(), learned), "shown");
  }

  /** Goes back to a new layer, in training. */
  async removeLayer(): Promise<void> {
    await this.#perform(withNewLayer(this.#wanted()), "shown");
  }

  setAffine(change: AffineChange): void {
    const before = this.#affine.values;
    this.#affine.change(change);
    const entry = affineEntry(change, this.#input?.layer, before, this.#affine.values);
    if (entry !== null) this.#history.add(entry);
  }

  /**
   * Takes back the last change of γ, β or the layer.
   *
   * @throws Failure where the layer of before does not fit the data any more: nothing has changed then
   */
  async undo(): Promise<void> {
    await this.#step("undo");
  }

  /**
   * Does again what was undone last.
   *
   * @throws Failure where that layer does not fit the data any more: nothing has changed then
   */
  async redo(): Promise<void> {
    await this.#step("redo");
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
    this.#status.setProgress(null);
  }

  /** Whether the report follows the document as it is edited. */
  setLive(live: boolean): void {
    this.#live = live;
    const isCurrent = this.#input === null || this.#input.source.version === this.#dataset?.version;
    if (live && !isCurrent) void this.#update();
    this.#status.setLive(live ? "follows" : isCurrent ? "paused" : "stale");
  }

  /** The document was edited: the selections move with the text, and the report follows if it is live. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    if (this.#input?.source.uri !== uri || this.#input.source.file !== undefined) return;
    this.#input = { ...this.#input, selections: trackSpans(this.#input.selections, changes) };
    if (!this.#live) {
      this.#status.setLive("stale");
      return;
    }
    clearTimeout(this.#liveTimer);
    this.#liveTimer = setTimeout(() => void this.#update(), liveDelayMs);
  }

  documentClosed(uri: string): void {
    if (this.#input?.source.uri === uri) this.#status.setLive("closed");
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
    if (this.#held === null && !this.#running) await this.retry();
    return this.#compute.request(type, params, onProgress);
  }

  dispose(): void {
    clearTimeout(this.#liveTimer);
    this.#run++;
    this.#compute.dispose();
  }

  /** What the compute has right now. Its thread may have ended since it was opened. */
  get #held(): Dataset | null {
    return this.#compute.isAlive ? this.#dataset : null;
  }

  #wanted(): ReportInput {
    const input = this.#attempted ?? this.#input;
    if (input !== null) return input;
    throw noReport();
  }

  /** What cannot be done must not come back with the next change of an option. */
  async #performOrStay(input: ReportInput, inputFailure: "told" | "shown" = "told"): Promise<ReportSnapshot> {
    try {
      return await this.#perform(input, inputFailure);
    } catch (thrown) {
      if (this.#attempted === input) this.#attempted = null;
      throw thrown;
    }
  }

  #step(direction: HistoryDirection): Promise<void> {
    const step = this.#steps.then(() => this.#go(direction));
    this.#steps = step.catch(() => undefined);
    return step;
  }

  async #go(direction: HistoryDirection): Promise<void> {
    const entry = this.#history.peek(direction);
    const shown = this.#status.snapshot;
    if (entry === null || shown === null) return;
    const step = { direction, entry };
    if (!isAffineOnly(entry)) {
      await this.#performOrStay(withStep(this.#wanted(), step), "shown");
      return;
    }
    this.#affine.restore(stateAfter(step).affine);
    this.#history.step(step);
    const { gamma, beta } = this.#affine.values;
    this.#status.replaceSnapshot({
      ...shown,
      revision: ++this.#revision,
      features: { ...shown.features, gamma, beta },
    });
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
      if (run === this.#run) this.#status.setProgress(this.#describeProgress(input));
    }, progressDelayMs);
    try {
      const { version } = input.source;
      const info = await this.#read(input);
      if (run === this.#run && this.progress !== null) this.#status.setProgress(this.#describeProgress(input));
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
    const held = this.#held;
    if (held !== null && isSameData(held.input, held.version, input)) return held.info;
    const { version } = input.source;
    const run = this.#run;
    const info = await this.#compute.request("dataset/open", readRequest(input), (progress) => {
      if (run === this.#run) this.#status.setProgress(describeReading(input.source.name, progress));
    });
    this.#dataset = { input, version, info };
    return info;
  }

  #commit(input: ReportInput, version: number, info: DatasetInfo, analysis: Analysis): ReportSnapshot {
    const before = this.#input;
    const affineBefore = this.#affine.values;
    const isOtherDocument = this.#input?.source.uri !== input.source.uri;
    const isLayerGone = this.#input?.layer !== undefined && input.layer === undefined;
    if (isOtherDocument || isLayerGone) this.#affine.clear();
    const { gamma, beta, isNew = false, step, ...kept } = input;
    this.#affine.fit(analysis.features.names, { gamma, beta });
    if (step !== undefined) this.#affine.restore(stateAfter(step).affine);
    // From here on γ and β are the person's: following the document must not bring back those that it began with, nor ask.
    this.#input = { ...kept, asksIfSeveral: false };
    this.#attempted = null;
    const isFile = input.source.file !== undefined;
    const live: LiveState = isFile
      ? "closed"
      : this.#live
        ? "follows"
        : version === input.source.version
          ? "paused"
          : "stale";
    const affine = this.#affine.values;
    const features = { ...analysis.features, gamma: affine.gamma, beta: affine.beta };
    const examined = { features, options: input.options, sampleCount: analysis.shape[0], layer: input.layer };
    this.#findings = examineReport(examined, input.doctor ?? defaultDoctorSettings);
    const titles = { names: features.names, isLayer: input.layer !== undefined };
    const notices = [
      ...findingNotices(this.#findings, titles),
      ...layerNotices(input.layer, input.options),
      ...info.notices,
      ...analysis.notices,
    ];
    this.#notices = notices;
    const parts = { input, info, analysis, notices, affine, live, revision: ++this.#revision };
    const snapshot = buildSnapshot(parts);
    this.#status.setSnapshot(snapshot);
    if (before === null || isNew || isOtherDocument) this.#history.clear();
    else if (step !== undefined) this.#history.step(step);
    else {
      const entry = layerEntry(before, input, affineBefore, affine);
      if (entry !== null) this.#history.add(entry);
    }
    return snapshot;
  }

  #fail(failure: Failure, inputFailure: "told" | "shown"): void {
    this.#status.setProgress(null);
    if (failure.kind === "stopped") this.#dataset = null;
    // The question that follows leads to another run: a change of an option must not ask again.
    if (failure.code === "SEVERAL_TENSORS") this.#attempted = null;
    if (failure.kind === "cancelled" || failure.kind === "option") return;
    if (failure.kind === "input" && inputFailure === "told") return;
    this.#status.setFailure({ message: failure.message, canRetry: failure.kind !== "input" });
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
}

function noReport(): Failure {
  return new Failure({ kind: "input", code: "NO_REPORT", message: t("There is no report yet"), place: null });
}
