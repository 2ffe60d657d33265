import { t } from "@vscode/l10n";
import { cancelled, toFailure, type Failure } from "../../shared/messages/failure.ts";
import type { ReportProgress } from "../../shared/report/protocol.ts";
import type { Analysis, Compute, DatasetInfo } from "../compute/compute.ts";
import { checkLayer, statisticsOf } from "../layer/loadedLayer.ts";
import { describeReading } from "./readingProgress.ts";
import { isSameData, readRequest, type ReportInput } from "./reportInput.ts";

/** What the compute holds: the text at a version, the selections in it, and how missing values were treated. */
export interface Dataset {
  readonly input: ReportInput;
  readonly version: number;
  readonly info: DatasetInfo;
}

/** What a run has read and computed. */
export interface RunResult extends Pick<Dataset, "version" | "info"> {
  readonly analysis: Analysis;
}

/** What becomes of a run. Of one that was overtaken or cancelled meanwhile nobody hears. */
export interface RunEnd<Value> {
  readonly onResult: (result: RunResult) => Value;
  readonly onFailure: (failure: Failure) => void;
}

/** Shorter runs show no progress. */
const progressDelayMs = 500;

/** Lets one run through at a time: a newer one ends the one before. Keeps what was read, so that it is not read again. */
export class RunGate {
  readonly #compute: Compute;
  readonly #onProgress: (progress: ReportProgress | null) => void;
  #dataset: Dataset | null = null;
  /** Whether the compute's thread, if it lives, is the one that has read the dataset. */
  #isHeld = false;
  #run = 0;
  #running = false;
  /** Whether progress is shown, of this run or of one that it has overtaken. */
  #isShown = false;

  constructor(compute: Compute, onProgress: (progress: ReportProgress | null) => void) {
    this.#compute = compute;
    this.#onProgress = onProgress;
  }

  /** What was read last; null before the first run and after one that was ended. */
  get dataset(): Dataset | null {
    return this.#dataset;
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** Whether the compute still has what was read. Its thread may have ended meanwhile. */
  get isHeld(): boolean {
    return this.#compute.isAlive && this.#isHeld;
  }

  /**
   * Reads and computes an input.
   *
   * @throws Failure what `onFailure` was told, or CANCELLED
   */
  async run<Value>(input: ReportInput, { onResult, onFailure }: RunEnd<Value>): Promise<Value> {
    if (this.#running) this.#end();
    const run = ++this.#run;
    this.#running = true;
    const tell = (progress: ReportProgress): void => {
      if (run === this.#run) this.#show(progress);
    };
    const timer = setTimeout(() => {
      tell(this.#describe(input));
    }, progressDelayMs);
    try {
      const { version } = input.source;
      const info = await this.#read(input, tell);
      if (this.#isShown) tell(this.#describe(input));
      const statistics = statisticsOf(input.layer);
      const analysis = await this.#compute.request("dataset/analyze", { options: input.options, statistics });
      checkLayer(input.layer, analysis);
      if (run !== this.#run) throw cancelled();
      this.#show(null);
      return onResult({ version, info, analysis });
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (run === this.#run) {
        if (failure.kind === "stopped") this.#forget();
        this.#show(null);
        onFailure(failure);
      }
      throw failure;
    } finally {
      clearTimeout(timer);
      if (run === this.#run) this.#running = false;
    }
  }

  /** Ends what is running: what was read is gone with its thread. */
  cancel(): void {
    this.#run++;
    this.#running = false;
    this.#end();
    this.#show(null);
  }

  /** Frees the memory of what was read: what is known of it stays, its values are read again by the next run. */
  release(): void {
    this.#isHeld = false;
    this.#compute.cancel();
  }

  dispose(): void {
    this.#run++;
    this.#compute.dispose();
  }

  #show(progress: ReportProgress | null): void {
    this.#isShown = progress !== null;
    this.#onProgress(progress);
  }

  #end(): void {
    this.#compute.cancel();
    this.#forget();
  }

  #forget(): void {
    this.#dataset = null;
    this.#isHeld = false;
  }

  async #read(input: ReportInput, onProgress: (progress: ReportProgress) => void): Promise<DatasetInfo> {
    const held = this.isHeld ? this.#dataset : null;
    if (held !== null && isSameData(held.input, held.version, input)) return held.info;
    const { version, name } = input.source;
    // A thread that is started for this has nothing until it is done; one that lives keeps what it has until then.
    this.#isHeld = this.isHeld;
    const info = await this.#compute.request("dataset/open", readRequest(input), (progress) => {
      onProgress(describeReading(name, progress));
    });
    this.#dataset = { input, version, info };
    this.#isHeld = true;
    return info;
  }

  #describe({ source: { name } }: ReportInput): ReportProgress {
    const info = this.#dataset?.info;
    return info === undefined
      ? { message: t("Reading {0}…", name), name, detail: "" }
      : { message: t("Computing {0} features…", info.shape[1] ?? 1), name, detail: info.rangeLabel };
  }
}
