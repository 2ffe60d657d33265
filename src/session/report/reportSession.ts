import { t } from "@vscode/l10n";
import type { LayerFile } from "../../documents/layers/index.ts";
import { Failure } from "../../shared/messages/failure.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import { pooledEstimate } from "../../shared/layer/statistics/recalibration.ts";
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
import type { Compute, ComputeName, ComputeRequests, DatasetInfo } from "../compute/compute.ts";
import type { ReadProgress } from "../compute/fileRequest.ts";
import { defaultDoctorSettings } from "../doctor/examineReport.ts";
import { findingPlace, type FindingPlace } from "../doctor/findingPlace.ts";
import type { Finding, Thresholds } from "../doctor/index.ts";
import { offeredReading } from "../options/reading.ts";
import { comparedWith } from "../layer/compareWith.ts";
import { estimateStatistics, recalibrated } from "../layer/recalibrate.ts";
import { examined, type Examined } from "./examined.ts";
import { isAffineOnly } from "./history/editHistory.ts";
import { LiveFollower } from "./liveFollower.ts";
import { ReportEdits } from "./reportEdits.ts";
import {
  withLayer,
  withLearned,
  withNewLayer,
  withSettings,
  withStep,
  type ReportInput,
  type TextSource,
} from "./reportInput.ts";
import { ReportStatus, type SessionListener } from "./reportStatus.ts";
import { restoreState, type RestoreState } from "./restoreState.ts";
import { RunGate, type RunResult } from "./runGate.ts";
import { buildSnapshot } from "./snapshot.ts";
import { trackSpans, type TextChange } from "./trackSpans.ts";

/** What can be asked about the values behind the report shown. */
export type DatasetQuery = Exclude<ComputeName, "dataset/open" | "dataset/analyze" | "text/tensors" | "file/preview">;

/** Who tells the person what is wrong with an input: the caller, or the page has to show it. */
type ToldBy = "caller" | "page";

/**
 * One report: reads the selection, computes, keeps the last good result, follows the document. A run that is overtaken
 * by a newer one or cancelled leaves no trace; a run that fails leaves the last good result in place.
 */
export class ReportSession {
  readonly #compute: Compute;
  readonly #status: ReportStatus;
  readonly #runs: RunGate;
  readonly #edits: ReportEdits;
  readonly #follower = new LiveFollower(() => void this.#update());
  #input: ReportInput | null = null;
  #attempted: ReportInput | null = null;
  /** Steps through the history go one after the other, however fast the keys are. */
  #steps: Promise<unknown> = Promise.resolve();
  #examined: Examined = { findings: [], notices: [] };
  #revision = 0;

  constructor(compute: Compute, listener: Partial<SessionListener> = {}) {
    this.#compute = compute;
    this.#status = new ReportStatus(listener);
    this.#runs = new RunGate(compute, (progress) => {
      this.#status.setProgress(progress);
    });
    this.#edits = new ReportEdits((labels) => listener.historyChanged?.(labels));
  }

  /** The report shown, with γ and β as they are now. A later change makes another snapshot. */
  get snapshot(): ReportSnapshot | null {
    const { snapshot } = this.#status;
    return snapshot && this.#edits.applyTo(snapshot);
  }

  /** What undo and redo would go over. */
  get history(): HistoryLabels {
    return this.#edits.labels;
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
    return this.#input !== null && !this.#runs.isRunning && this.#isRead;
  }

  /** What the report is made again from, with γ and β as they are now; null before the first good run. */
  get restoreState(): RestoreState | null {
    return this.#input && restoreState(this.#input, this.#edits.values);
  }

  /** What was read, with the places in the text; null before the first good run. */
  get info(): DatasetInfo | null {
    return this.#runs.dataset?.info ?? null;
  }

  /** The doctor's limits for the report shown. */
  get thresholds(): Thresholds {
    return (this.#input?.doctor ?? defaultDoctorSettings).thresholds;
  }

  /** What the doctor found in the report shown. */
  get findings(): readonly Finding[] {
    return this.#examined.findings;
  }

  /** Where a notice of the report shown leads to; null where it has no place. */
  async noticePlace(index: number): Promise<FindingPlace | null> {
    const notice = this.#examined.notices.at(index);
    if (notice === undefined) return null;
    if ("finding" in notice) return findingPlace(this, notice.finding);
    return notice.place && { uri: null, span: notice.place };
  }

  /** The version of the document that the report shown was read from; null if there is none. */
  get readVersion(): number | null {
    return this.#runs.dataset?.version ?? null;
  }

  /**
   * Reads and computes a new input.
   *
   * @throws Failure: the last good report stays.
   */
  async open(input: ReportInput): Promise<ReportSnapshot> {
    return this.#perform({ ...input, isNew: true }, "caller");
  }

  /**
   * Makes the report again from a changed input.
   *
   * @throws what `next` throws: nothing has changed then
   */
  async change(next: (input: ReportInput) => ReportInput): Promise<void> {
    const input = this.#attempted ?? this.#input;
    if (input !== null) await this.#perform(next(input), "page");
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
    const offered = this.#examined.notices.at(notice)?.offers?.at(offer);
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
    const { gamma, beta } = this.#edits.values;
    if (recalibration.before === null) await this.removeLayer();
    else await this.setLayer({ ...recalibration.before, gamma, beta });
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
      await this.#perform({ ...input, compared: undefined }, "page");
      return;
    }
    const other = await this.query("tensor/describe", { file, options: input.options });
    const compared = comparedWith(snapshot.features.names, file.fileName, other);
    await this.#perform({ ...this.#wanted(), compared }, "page");
  }

  /** Puts the layer that was learned on the data; they are normalized as before. The findings are made anew too. */
  async keepLearned(learned: LearnedLayer): Promise<void> {
    await this.#perform(withLearned(this.#wanted(), learned), "page");
  }

  /** Goes back to a new layer, in training. */
  async removeLayer(): Promise<void> {
    await this.#perform(withNewLayer(this.#wanted()), "page");
  }

  setAffine(change: AffineChange): void {
    this.#edits.set(change, this.#input?.layer);
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
    if (input !== null) await this.#perform(input, "page");
  }

  cancel(): void {
    this.#attempted = null;
    this.#runs.cancel();
  }

  /** Whether the report follows the document as it is edited. */
  setLive(live: boolean): void {
    this.#status.setLive(this.#follower.setLive(live, this.#isRead));
  }

  /** The document was edited: the selections move with the text, and the report follows if it is live. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    if (this.#input?.source.uri !== uri || this.#input.source.file !== undefined) return;
    this.#input = { ...this.#input, selections: trackSpans(this.#input.selections, changes) };
    if (this.#follower.isLive) this.#follower.edited();
    else this.#status.setLive("stale");
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
    if (!this.#runs.isHeld && !this.#runs.isRunning) await this.retry();
    return this.#compute.request(type, params, onProgress);
  }

  dispose(): void {
    this.#follower.rest();
    this.#runs.dispose();
  }

  /** Whether what was read last is the text as it is now. */
  get #isRead(): boolean {
    return this.#input === null || this.#input.source.version === this.#runs.dataset?.version;
  }

  #wanted(): ReportInput {
    const input = this.#attempted ?? this.#input;
    if (input !== null) return input;
    throw noReport();
  }

  /** What cannot be done must not come back with the next change of an option. */
  async #performOrStay(input: ReportInput, toldBy: ToldBy = "caller"): Promise<ReportSnapshot> {
    try {
      return await this.#perform(input, toldBy);
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
    const entry = this.#edits.next(direction);
    const shown = this.#status.snapshot;
    if (entry === null || shown === null) return;
    const step = { direction, entry };
    if (!isAffineOnly(entry)) {
      await this.#performOrStay(withStep(this.#wanted(), step), "page");
      return;
    }
    this.#edits.go(step);
    this.#status.replaceSnapshot({ ...this.#edits.applyTo(shown), revision: ++this.#revision });
  }

  async #update(): Promise<void> {
    if (this.#input === null) return;
    // A live run that fails says so in the page: the person is typing, a notification would be in the way.
    await this.#perform(this.#input, "page").catch(() => undefined);
  }

  #perform(input: ReportInput, toldBy: ToldBy): Promise<ReportSnapshot> {
    this.#attempted = input;
    this.#follower.rest();
    return this.#runs.run(input, {
      onResult: (result) => this.#commit(input, result),
      onFailure: (failure) => {
        this.#fail(failure, toldBy);
      },
    });
  }

  #commit(input: ReportInput, { version, info, analysis }: RunResult): ReportSnapshot {
    const record = this.#edits.take(this.#input, input, analysis.features.names);
    const { values } = this.#edits;
    // From here on γ and β are the person's: following the document must not bring back those that it began with, nor ask.
    this.#input = { ...input, gamma: undefined, beta: undefined, step: undefined, isNew: false, asksIfSeveral: false };
    this.#attempted = null;
    const isFile = input.source.file !== undefined;
    const live: LiveState = isFile ? "closed" : this.#follower.state(version === input.source.version);
    this.#examined = examined(input, info, analysis, values);
    const { notices } = this.#examined;
    const parts = { input, info, analysis, notices, affine: values, live, revision: ++this.#revision };
    const snapshot = buildSnapshot(parts);
    this.#status.setSnapshot(snapshot);
    record();
    return snapshot;
  }

  #fail(failure: Failure, toldBy: ToldBy): void {
    // The question that follows leads to another run: a change of an option must not ask again.
    if (failure.code === "SEVERAL_TENSORS") this.#attempted = null;
    if (failure.kind === "cancelled" || failure.kind === "option") return;
    if (failure.kind === "input" && toldBy === "caller") return;
    this.#status.setFailure({ message: failure.message, canRetry: failure.kind !== "input" });
  }
}

function noReport(): Failure {
  return new Failure({ kind: "input", code: "NO_REPORT", message: t("There is no report yet"), place: null });
}
