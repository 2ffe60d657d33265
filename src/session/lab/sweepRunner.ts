import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import { guessingLoss } from "../../shared/lab/data.ts";
import { settingProblems } from "../../shared/lab/settingProblems.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import { cellSettings, noSweep, sweepOrder, type SweepSpec, type SweepState } from "../../shared/lab/sweep.ts";
import type { Compute } from "../compute/compute.ts";
import type { LabText } from "./sourceReader.ts";

/** Runs a sweep cell by cell on a thread of its own; cancelling keeps what is done. */
export class SweepRunner {
  readonly #compute: Compute;
  readonly #onChange: (state: SweepState) => void;
  readonly #onFailure: (failure: Failure) => void;
  #state: SweepState = noSweep;

  constructor(compute: Compute, onChange: (state: SweepState) => void, onFailure: (failure: Failure) => void) {
    this.#compute = compute;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
  }

  get state(): SweepState {
    return this.#state;
  }

  /** The sweep of an earlier session. */
  restore(sweep: SweepState): void {
    this.#set(sweep);
  }

  async run(spec: SweepSpec, settings: LabSettings, readText: () => Promise<LabText>): Promise<void> {
    if (this.#state.running !== null) return;
    const base = { ...settings, steps: spec.steps, seeds: spec.seeds };
    const order = sweepOrder(spec);
    this.#set({ spec, settings: base, cells: [], running: order[0], failure: null });
    try {
      await this.#compute.request("lab/open", await readText());
      const { target, predict, validationShare } = base;
      const data = await this.#compute.request("lab/target", { target, predict, validationShare });
      const problem =
        data.problem ??
        Object.values(settingProblems({ ...base, batchSize: Math.min(base.batchSize, data.trainingRows) }, data)).at(0);
      if (problem) {
        this.#set({ running: null, failure: problem.message });
        return;
      }
      this.#set({ guessingLoss: guessingLoss(data) });
      for (const { row, column } of order) {
        this.#set({ running: { row, column } });
        const networks = await this.#compute.request("lab/sweepCell", {
          settings: cellSettings(base, spec, row, column),
        });
        this.#set({ cells: [...this.#state.cells, { row, column, networks }] });
      }
      this.#set({ running: null });
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#set({ running: null, failure: failure.kind === "cancelled" ? null : failure.message });
      if (failure.kind !== "cancelled") this.#onFailure(failure);
    }
  }

  cancel(): void {
    this.#compute.cancel();
  }

  dispose(): void {
    this.#compute.dispose();
  }

  #set(change: Partial<SweepState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }
}
