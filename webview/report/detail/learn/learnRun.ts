import type { LearnChoice, LearnChunk, LearnedLayer, LearnOptions } from "../../../../src/shared/report/learn.ts";
import type { ReportStore } from "../../store/store.ts";

export type LearnState = "idle" | "running" | "paused" | "done" | "diverged";

/** A piece of work should take about so long: short enough to pause at once, long enough not to be all messages. */
const pieceMs = 80;

/**
 * Learning γ and β as the page runs it: it asks the host for some steps, shows what came of them, and asks again until
 * it is done, paused or stopped. The frame shown is the report's γ and β until it is kept or thrown away.
 */
export class LearnRun {
  state: LearnState = "idle";
  losses: number[] = [];
  frames: LearnedLayer[] = [];
  /** Number of the frame shown. */
  shown = 0;
  error = "";
  /** What is being learned. */
  choice: LearnChoice | null = null;
  readonly #store: ReportStore;
  readonly #changed = new Set<() => void>();
  #run = 0;

  /** The features whose γ and β are learned. */
  #names: readonly string[] = [];

  constructor(store: ReportStore) {
    this.#store = store;
    store.subscribe((change) => {
      if (change === "snapshot" && this.state !== "idle" && !this.#isOfThese()) this.#forget();
    });
  }

  subscribe(listener: () => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  async start(choice: LearnChoice, options: LearnOptions): Promise<void> {
    this.discard();
    const run = ++this.#run;
    this.state = "running";
    this.choice = choice;
    this.#names = this.#store.snapshot?.features.names ?? [];
    await this.#guard(run, async () => {
      this.#take(await this.#store.host.request("learn/start", { choice, options }));
      await this.#continue(run);
    });
  }

  async resume(): Promise<void> {
    const run = ++this.#run;
    this.state = "running";
    await this.#guard(run, () => this.#continue(run));
  }

  pause(): void {
    this.#run++;
    if (this.state === "running") this.state = "paused";
    this.#store.releaseAffine();
    this.#notify();
  }

  /** Shows the distributions as they were after a frame. */
  show(index: number): void {
    this.shown = index;
    const { gamma, beta } = this.frames[index];
    gamma.forEach((value, feature) => {
      this.#store.dragAffine({ feature, gamma: value, beta: beta[feature] });
    });
    // While it runs the axes only grow. What stands still is drawn and told as it is.
    if (this.state !== "running") this.#store.releaseAffine();
    this.#notify();
  }

  /** Makes the frame shown the report's layer. */
  async keep(): Promise<void> {
    this.pause();
    const { version } = this.#store.affine;
    await this.#store.host.request("learn/keep", this.frames[this.shown]);
    this.#store.affine.confirm(version);
  }

  /** Forgets what was learned: γ and β are again what they were before. */
  discard(): void {
    this.#run++;
    const { snapshot, affine } = this.#store;
    if (this.frames.length > 0 && snapshot !== null) {
      snapshot.features.gamma.forEach((gamma, feature) => {
        this.#store.dragAffine({ feature, gamma, beta: snapshot.features.beta[feature] });
      });
      affine.confirm(affine.version);
      this.#store.releaseAffine();
    }
    this.#forget();
  }

  #isOfThese(): boolean {
    const names = this.#store.snapshot?.features.names ?? [];
    return names.length === this.#names.length && names.every((name, c) => name === this.#names[c]);
  }

  #forget(): void {
    this.#run++;
    this.state = "idle";
    this.losses = [];
    this.frames = [];
    this.shown = 0;
    this.error = "";
    this.#notify();
  }

  async #continue(run: number): Promise<void> {
    let steps = 1;
    while (run === this.#run && this.state === "running") {
      const begin = performance.now();
      const chunk = await this.#store.host.request("learn/run", { steps });
      if (run !== this.#run) return;
      this.#take(chunk);
      const elapsed = performance.now() - begin;
      steps = Math.max(1, Math.min(500, Math.round((steps * pieceMs) / Math.max(1, elapsed))));
    }
  }

  #take(chunk: LearnChunk): void {
    const { losses, frames, isDone, hasDiverged } = chunk;
    for (const loss of losses) this.losses.push(loss);
    const width = frames.steps.length === 0 ? 0 : frames.gamma.length / frames.steps.length;
    frames.steps.forEach((step, i) => {
      const part = (values: Float64Array): Float64Array => values.slice(i * width, (i + 1) * width);
      const [gamma, beta] = [frames.gamma, frames.beta].map(part);
      const [runningMean, runningVar] = [frames.runningMean, frames.runningVar].map(part);
      this.frames.push({ step, gamma, beta, runningMean, runningVar });
    });
    if (hasDiverged) this.state = "diverged";
    else if (isDone) this.state = "done";
    if (this.frames.length > 0) this.show(this.frames.length - 1);
    else this.#notify();
  }

  async #guard(run: number, work: () => Promise<void>): Promise<void> {
    this.error = "";
    this.#notify();
    try {
      await work();
    } catch (thrown) {
      if (run !== this.#run) return;
      this.state = this.frames.length > 1 ? "paused" : "idle";
      this.#store.releaseAffine();
      this.error = thrown instanceof Error ? thrown.message : String(thrown);
      this.#notify();
    }
  }

  #notify(): void {
    for (const listener of [...this.#changed]) listener();
  }
}

const runs = new WeakMap<ReportStore, LearnRun>();

/** The run of a page: it goes on while another tab of the detail is shown. */
export function learnRunOf(store: ReportStore): LearnRun {
  const run = runs.get(store) ?? new LearnRun(store);
  runs.set(store, run);
  return run;
}
