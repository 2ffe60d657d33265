import { cancelled, toFailure, type Failure } from "../../shared/messages/failure.ts";
import type { DataSummary } from "../../shared/lab/data.ts";
import { followRows } from "../../shared/lab/dataDefaults.ts";
import { addFrames } from "../../shared/lab/frames.ts";
import type { RunRecord } from "../../shared/lab/record.ts";
import type { DivergenceTrace, ProbeFrame, UnitHistograms } from "../../shared/lab/run.ts";
import { hasProblems, settingProblems } from "../../shared/lab/settingProblems.ts";
import { defaultLabSettings, type LabSettings } from "../../shared/lab/settings.ts";
import { firstStatus, type LabStatus } from "../../shared/lab/protocol.ts";
import type { Compute } from "../compute/compute.ts";
import type { Advance } from "../compute/labRequests.ts";
import type { RunPace } from "./runPace.ts";
import { SourceReader, type ReadSource } from "./sourceReader.ts";

/** How long the thread trains before it reports; shorter is smoother, longer has less overhead. */
const budgetMs = 80;

/** How often a run with a chosen speed reports in a second, and how long the thread may take for that. */
const ticksPerSecond = 10;
const tickBudgetMs = 1000;

/** What happens in a session, for whoever shows it. */
export interface LabListener {
  settingsChanged(settings: LabSettings, data: DataSummary | null): void;
  runChanged(run: RunRecord | null): void;
  framesArrived(runId: number, frames: readonly ProbeFrame[]): void;
  traceArrived(trace: DivergenceTrace): void;
  statusChanged(status: LabStatus): void;
  failed(failure: Failure): void;
}

/** The lab as an application: settings, data, and the run with all that it showed. Knows neither VS Code nor threads. */
export class LabSession {
  readonly #compute: Compute;
  readonly #listener: LabListener;
  readonly #source: SourceReader;
  readonly #pace: RunPace;
  #settings: LabSettings = defaultLabSettings;
  #data: DataSummary | null = null;
  /** Training rows of the last data without a problem: the settings' own defaults are for so many. */
  #fittedRows: number | null = null;
  #run: { info: RunRecord["info"]; dataName: string; frames: ProbeFrame[]; traces: DivergenceTrace[] } | null = null;
  #status: LabStatus = firstStatus;
  #trialMsPerStep = 0;
  #lastRunId = 0;
  #revision = 0;
  #turn = 0;
  /** Whether the compute still has the run: after a reload of the window it does not. */
  #isLive = false;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(compute: Compute, listener: LabListener, readSource: ReadSource, pace: RunPace) {
    this.#pace = pace;
    this.#compute = compute;
    this.#listener = listener;
    this.#source = new SourceReader(compute, readSource);
  }

  get settings(): LabSettings {
    return this.#settings;
  }

  get data(): DataSummary | null {
    return this.#data;
  }

  get status(): LabStatus {
    return this.#status;
  }

  get run(): RunRecord | null {
    return this.#run === null ? null : { ...this.#run, elapsedMs: this.#status.elapsedMs };
  }

  /** Shows a run of an earlier session: its settings and its result, not running. */
  restore(settings: LabSettings, run: RunRecord | null): Promise<void> {
    if (run !== null) {
      this.#lastRunId = run.info.id;
      this.#run = { ...run, frames: [...run.frames], traces: [...run.traces] };
      const step = run.frames.at(-1)?.step ?? 0;
      const state = step === 0 ? "ready" : "finished";
      this.#status = { ...this.#status, runId: run.info.id, state, step, elapsedMs: run.elapsedMs, failure: null };
      // The page may have asked for the state before it was read.
      this.#listener.runChanged(this.run);
      this.#listener.statusChanged(this.#status);
    }
    return this.setSettings(settings);
  }

  /** Takes settings. Never starts a run; one that has not begun is made anew, so that its first picture is right. */
  setSettings(settings: LabSettings): Promise<void> {
    this.#settings = settings;
    const revision = ++this.#revision;
    return this.#inTurn(async () => {
      if (revision !== this.#revision) return;
      this.#data = await this.#source.read(this.#settings);
      if (revision !== this.#revision) return;
      this.#fit(this.#data);
      this.#listener.settingsChanged(this.#settings, this.#data);
      if (this.#status.state === "ready") await this.#prepare();
    });
  }

  /** Reads the source again, though its name is the same: another selection. */
  sourceChanged(): void {
    this.#source.forget();
  }

  /** Runs: a paused run goes on, anything else begins anew. Does nothing while settings have problems. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#status.state === "running" || (this.#status.state !== "paused" && !this.#isPossible)) return;
      if (this.#status.state !== "paused" && this.#status.step > 0) await this.#prepare();
      if (!this.#isLive || this.#status.step >= (this.#run?.info.settings.steps ?? 0)) return;
      this.#setStatus({ state: "running" });
      void this.#work(this.#status.runId);
    });
  }

  pause(): void {
    if (this.#status.state === "running") this.#setStatus({ state: "paused" });
  }

  /** How fast a run goes on; null: as fast as the thread can. */
  setSpeed(stepsPerSecond: number | null): void {
    this.#setStatus({ stepsPerSecond });
  }

  /** One step of all networks. */
  step(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#status.state === "running") return;
      if (this.#status.state === "finished") await this.#prepare();
      if (!this.#isLive) return;
      await this.#take(await this.#compute.request("lab/step", undefined), "paused");
    });
  }

  /** Back to the first weights, with the settings as they are now. */
  reset(): Promise<void> {
    this.pause();
    return this.#inTurn(() => this.#prepare());
  }

  unit(unit: number): Promise<UnitHistograms> {
    return this.#isLive ? this.#compute.request("lab/unit", { unit }) : Promise.reject(cancelled());
  }

  dispose(): void {
    this.#compute.dispose();
  }

  /** One thing after the other: the compute has one table and one run. */
  #inTurn(action: () => Promise<void>): Promise<void> {
    const next = this.#queue.then(action).catch((thrown: unknown) => {
      this.#fail(thrown);
    });
    this.#queue = next;
    return next;
  }

  /** Other data than before have other defaults: 60 rows open on a lab that runs, not on a batch that is too large. */
  #fit({ problem, trainingRows }: DataSummary): void {
    if (problem !== null) return;
    this.#settings = followRows(this.#settings, this.#fittedRows, trainingRows);
    this.#fittedRows = trainingRows;
  }

  /** Whether networks can be made with the settings as they are. */
  get #isPossible(): boolean {
    return this.#data !== null && !hasProblems(settingProblems(this.#settings, this.#data));
  }

  async #prepare(): Promise<void> {
    if (this.#data === null || !this.#isPossible) return;
    const id = ++this.#lastRunId;
    const { info, frame, trialMsPerStep } = await this.#compute.request("lab/prepare", {
      id,
      settings: this.#settings,
    });
    this.#run = { info, dataName: this.#data.name, frames: [frame], traces: [] };
    this.#isLive = true;
    this.#trialMsPerStep = trialMsPerStep;
    const expectedMs = this.#pace.expectedMs(trialMsPerStep, info.settings.steps);
    this.#status = { ...this.#status, runId: id, state: "ready", step: 0, elapsedMs: 0, expectedMs, failure: null };
    this.#listener.runChanged(this.run);
    this.#listener.statusChanged(this.#status);
  }

  async #work(runId: number): Promise<void> {
    const turn = ++this.#turn;
    try {
      // A run that is paused and goes on at once has a new turn: the old one only brings home what it asked for.
      while (this.#status.state === "running" && this.#status.runId === runId && this.#turn === turn) {
        const started = performance.now();
        const { step, stepsPerSecond } = this.#status;
        const pace =
          stepsPerSecond === null
            ? { budgetMs, steps: null }
            : { budgetMs: tickBudgetMs, steps: Math.max(1, Math.round(stepsPerSecond / ticksPerSecond)) };
        const advance = await this.#compute.request("lab/advance", pace);
        if (this.#status.runId !== runId) return;
        const taken = performance.now() - started;
        this.#status = { ...this.#status, elapsedMs: this.#status.elapsedMs + taken };
        if (stepsPerSecond === null) this.#observe(runId, taken, advance.step - step);
        await this.#take(advance, this.#status.state);
        if (stepsPerSecond !== null && !advance.finished) {
          await delay(((advance.step - step) * 1000) / stepsPerSecond - taken);
        }
      }
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  /** A network that has diverged trains no more: what is left is no measure of the next run. */
  #observe(runId: number, ms: number, steps: number): void {
    const last = this.#run?.frames.at(-1);
    if (last?.networks.some(({ divergedAt }) => divergedAt.some((at) => at >= 0))) return;
    this.#pace.observe(runId, { ms, steps, trialMsPerStep: this.#trialMsPerStep });
  }

  /** Adds what the compute has done to the run, and asks how networks grew whose loss is no longer finite. */
  async #take({ frames, step, finished }: Advance, state: LabStatus["state"]): Promise<void> {
    const run = this.#run;
    if (run === null) return;
    run.frames = addFrames(run.frames, frames, run.info);
    if (frames.length > 0) this.#listener.framesArrived(run.info.id, frames);
    this.#setStatus({ step, state: finished ? "finished" : state });
    const last = frames.at(-1);
    for (const [network, { divergedAt }] of (last?.networks ?? []).entries()) {
      const seat = divergedAt[0] >= 0 ? 0 : divergedAt.findIndex((at) => at >= 0);
      const isKnown = run.traces.some((trace) => trace.network === network);
      if (seat < 0 || isKnown || (seat > 0 && !finished)) continue;
      const seed = run.info.settings.firstSeed + seat;
      const where = { runId: run.info.id, network, seed, divergedAt: divergedAt[seat] };
      const trace = await this.#compute.request("lab/trace", where);
      run.traces.push(trace);
      this.#listener.traceArrived(trace);
    }
  }

  #setStatus(change: Partial<LabStatus>): void {
    this.#status = { ...this.#status, ...change };
    this.#listener.statusChanged(this.#status);
  }

  #fail(thrown: unknown): void {
    const failure = toFailure(thrown);
    if (failure.kind === "cancelled") return;
    this.#isLive = false;
    this.#source.forget();
    const { state } = this.#status;
    this.#setStatus({ state: state === "ready" ? "ready" : "finished", failure: failure.message });
    this.#listener.failed(failure);
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, ms));
  });
}
