import { t } from "@vscode/l10n";
import type { Span } from "../documents/types.ts";
import { cancelled, toFailure, type Failure } from "../shared/failure.ts";
import type { ReportOptions } from "../shared/options.ts";
import type { AffineChange, ReportFailure, ReportProgress } from "../shared/protocol.ts";
import type { LiveState, ReportSnapshot } from "../shared/report.ts";
import { Affine } from "./affine.ts";
import type { Analysis, Compute, ComputeName, ComputeRequests, DatasetInfo } from "./compute.ts";
import type { FileRequest } from "./fileRequest.ts";
import { delimiters, type DelimiterName } from "./optionGuards.ts";
import { describeReading } from "./readingProgress.ts";
import { changeOptions } from "./resolveOptions.ts";
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
  ): Promise<ComputeRequests[K]["value"]> {
    if (this.#dataset === null && !this.#running) await this.retry();
    return this.#compute.request(type, params);
  }

  dispose(): void {
    clearTimeout(this.#liveTimer);
    this.#run++;
    this.#compute.dispose();
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
      const analysis = await this.#compute.request("dataset/analyze", { options: input.options, statistics: null });
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
    if (isOtherDocument) this.#affine = new Affine();
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
    const notices = [...info.notices, ...analysis.notices];
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
  delimiter = "auto",
}: ReportInput): ComputeRequests["dataset/open"]["params"] {
  const { missingValues } = options;
  const separator = delimiter === "auto" ? {} : { delimiter: delimiters[delimiter] };
  const read = { languageId: source.languageId, selections, missingValues, header, ...separator };
  const { file } = source;
  if (file === undefined) return { text: source.getText(), read };
  return { text: "", read, file: { ...file, layout: options.layout, preset: options.preset } };
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
