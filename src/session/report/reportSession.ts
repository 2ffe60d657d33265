import { t } from "@vscode/l10n";
import { Failure } from "../../shared/messages/failure.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { ReportOptions } from "../../shared/options.ts";
import type {
  AffineChange,
  HistoryDirection,
  HistoryLabels,
  ReportFailure,
  ReportProgress,
} from "../../shared/report/protocol.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import type { Compute, ComputeRequests, DatasetInfo, DatasetQuery } from "../compute/compute.ts";
import type { ReadProgress } from "../compute/fileRequest.ts";
import type { Finding } from "../doctor/index.ts";
import type { Examined } from "./examined.ts";
import { LiveFollower } from "./liveFollower.ts";
import { withLayer, withSettings, type ReportInput, type TextSource } from "./reportInput.ts";
import { ReportState, type ToldBy } from "./reportState.ts";
import type { SessionListener } from "./reportStatus.ts";
import type { RestoreState } from "./restoreState.ts";
import { RunGate } from "./runGate.ts";

/**
 * One report: reads the selection, computes, keeps the last good result, follows the document. A run that is overtaken
 * by a newer one or cancelled leaves no trace; a run that fails leaves the last good result in place.
 */
export class ReportSession {
  /** Whether and how the report follows its document. */
  readonly live: LiveFollower;
  readonly #compute: Compute;
  readonly #state: ReportState;
  readonly #runs: RunGate;
  /** The run that began last. */
  #run: Promise<unknown> = Promise.resolve();
  /** Questions that wait for their answer. */
  #asked = 0;
  /** Steps through the history go one after the other, however fast the keys are. */
  #steps: Promise<unknown> = Promise.resolve();

  constructor(compute: Compute, listener: Partial<SessionListener> = {}) {
    this.#compute = compute;
    this.#state = new ReportState(listener);
    this.#runs = new RunGate(compute, (progress) => {
      this.#state.status.setProgress(progress);
    });
    // A live run that fails says so in the page: the person is typing, a notification would be in the way.
    this.live = new LiveFollower(this.#state, this.#runs, (input) => {
      this.#perform(input, "page").catch(() => undefined);
    });
  }

  /** The report shown, with γ and β as they are now. A later change makes another snapshot. */
  get snapshot(): ReportSnapshot | null {
    return this.#state.snapshot;
  }

  /** What undo and redo would go over. */
  get history(): HistoryLabels {
    return this.#state.edits.labels;
  }

  get progress(): ReportProgress | null {
    return this.#state.status.progress;
  }

  get failure(): ReportFailure | null {
    return this.#state.status.failure;
  }

  /** What the report shown is made from, or the run that is to replace it. */
  get input(): ReportInput | null {
    return this.#state.wanted;
  }

  /** The document of that input. */
  get source(): TextSource | null {
    return this.input?.source ?? null;
  }

  /** What the report is made again from, with γ and β as they are now; null before the first good run. */
  get restoreState(): RestoreState | null {
    return this.#state.restoreState;
  }

  /** What was read, with the places in the text; null before the first good run. */
  get info(): DatasetInfo | null {
    return this.#runs.dataset?.info ?? null;
  }

  /** What the doctor found in the report shown. */
  get findings(): readonly Finding[] {
    return this.#state.examined.findings;
  }

  /** What else was found, and the limits it was found with. */
  get examined(): Examined {
    return this.#state.examined;
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
   * Makes the report again from a changed input; leaves things as they are where there is no report yet. The page shows
   * what goes wrong, and further changes are made to the changed input.
   *
   * @throws what `next` throws: nothing has changed then
   */
  async change(next: (input: ReportInput) => ReportInput): Promise<void> {
    const { input } = this;
    if (input !== null) await this.#perform(next(input), "page");
  }

  /**
   * Makes the report again from a changed input, or leaves it as it is.
   *
   * @throws Failure NO_REPORT, what `next` throws, and why the changed report cannot be made: nothing has changed then
   */
  async tryChange(next: (input: ReportInput) => ReportInput, toldBy: ToldBy = "caller"): Promise<ReportSnapshot> {
    const { wanted } = this.#state;
    if (wanted === null) {
      throw new Failure({ kind: "input", code: "NO_REPORT", message: t("There is no report yet"), place: null });
    }
    const input = next(wanted);
    try {
      return await this.#perform(input, toldBy);
    } catch (thrown) {
      // What cannot be done must not come back with the next change of an option.
      this.#state.giveUp(input);
      throw thrown;
    }
  }

  /** @throws Failure of kind "option" if the change is not valid; nothing has changed then. */
  async setOptions(options: Partial<ReportOptions>): Promise<void> {
    await this.change((input) => withSettings(input, { options }));
  }

  /** @throws Failure LAYER_MISMATCH for another number of channels: nothing has changed then */
  async setLayer(layer: LoadedLayer): Promise<ReportSnapshot> {
    return this.tryChange((input) => withLayer(input, layer));
  }

  setAffine(change: AffineChange): void {
    this.#state.setAffine(change);
  }

  /**
   * Takes back the last change of γ, β or the layer, or does again what was undone last.
   *
   * @throws Failure where that layer does not fit the data any more: nothing has changed then
   */
  async step(direction: HistoryDirection): Promise<void> {
    const step = this.#steps.then(async () => {
      const input = this.#state.go(direction);
      if (input !== null) await this.tryChange(() => input, "page");
    });
    this.#steps = step.catch(() => undefined);
    await step;
  }

  /** Runs again what failed last, or what is shown. */
  async retry(): Promise<void> {
    await this.change((input) => input);
  }

  cancel(): void {
    this.#state.giveUp();
    this.#runs.cancel();
  }

  /** Whether the values behind the report are in memory. */
  get isHeld(): boolean {
    return this.#runs.isHeld;
  }

  /**
   * Frees the memory of the values, which are read again when they are asked for.
   *
   * @returns false where they are in use, or might not be found as they are: the report does not follow its text
   */
  release(): boolean {
    if (this.#runs.isRunning || this.#asked > 0 || !this.live.isLive) return false;
    this.#runs.release();
    return true;
  }

  /**
   * Asks the compute about the dataset of the report shown, reading it again if it is no longer in memory.
   *
   * @throws Failure
   */
  async query<K extends DatasetQuery>(
    type: K,
    params: ComputeRequests[K]["params"],
    onProgress?: (progress: ReadProgress) => void,
  ): Promise<ComputeRequests[K]["value"]> {
    this.#asked++;
    try {
      if (!this.isHeld) await (this.#runs.isRunning ? this.#run : this.retry());
      return await this.#compute.request(type, params, onProgress);
    } finally {
      this.#asked--;
    }
  }

  dispose(): void {
    this.live.rest();
    this.#runs.dispose();
  }

  #perform(input: ReportInput, toldBy: ToldBy): Promise<ReportSnapshot> {
    this.#state.attempt(input);
    this.live.rest();
    const run = this.#runs.run(input, {
      onResult: (result) => this.#state.commit(input, result, this.live.stateOf(input, result.version)),
      onFailure: (failure) => {
        this.#state.fail(failure, toldBy);
      },
    });
    this.#run = run;
    return run;
  }
}
