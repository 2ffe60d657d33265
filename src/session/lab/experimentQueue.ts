import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import {
  sameOrder,
  type ExperimentOrder,
  type ExperimentResult,
  type ExperimentsState,
} from "../../shared/lab/experiments.ts";
import type { ShiftQuestion, ShiftReading } from "../../shared/lab/shift.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";
import type { Compute } from "../compute/compute.ts";
import type { LabText } from "./sourceReader.ts";

/** Seeds of an experiment: a verdict is about all of them. */
const seeds = 3;

/** Runs experiments one after the other on a thread of their own, so that training in the other view goes on. */
export class ExperimentQueue {
  readonly #compute: Compute;
  readonly #onChange: (state: ExperimentsState) => void;
  readonly #onFailure: (failure: Failure) => void;
  #state: ExperimentsState = { results: [], running: null, waiting: [], failure: null };

  constructor(compute: Compute, onChange: (state: ExperimentsState) => void, onFailure: (failure: Failure) => void) {
    this.#compute = compute;
    this.#onChange = onChange;
    this.#onFailure = onFailure;
  }

  get state(): ExperimentsState {
    return this.#state;
  }

  /** Results of an earlier session. */
  restore(results: readonly ExperimentResult[]): void {
    this.#set({ results });
  }

  /** Queues experiments on the rows that the settings name; what is running goes on. */
  async run(
    orders: readonly ExperimentOrder[],
    settings: LabSettings,
    readText: () => Promise<LabText>,
  ): Promise<void> {
    const { waiting, running } = this.#state;
    const isKnown = (order: ExperimentOrder): boolean =>
      [...waiting, ...(running === null ? [] : [running])].some((each) => sameOrder(each, order));
    const added = orders.filter((order) => !isKnown(order));
    this.#set({ waiting: [...waiting, ...added], failure: null });
    if (running !== null) return;
    try {
      await this.#work(settings, readText);
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#set({ running: null, waiting: [], failure: failure.kind === "cancelled" ? null : failure.message });
      if (failure.kind !== "cancelled") this.#onFailure(failure);
    }
  }

  /** What the networks of experiment 9 make of moved rows. */
  shift(question: ShiftQuestion): Promise<ShiftReading | null> {
    return this.#compute.request("lab/shift", question);
  }

  /** Ends what runs and forgets what waits; results stay. */
  cancel(): void {
    this.#compute.cancel();
  }

  dispose(): void {
    this.#compute.dispose();
  }

  async #work({ target, predict, validationShare }: LabSettings, readText: () => Promise<LabText>): Promise<void> {
    this.#set({ running: { ...this.#state.waiting[0], progress: 0 } });
    await this.#compute.request("lab/open", await readText());
    const { problem } = await this.#compute.request("lab/target", { target, predict, validationShare });
    if (problem !== null) {
      this.#set({ running: null, waiting: [], failure: problem.message });
      return;
    }
    while (this.#state.waiting.length > 0) {
      const [order, ...waiting] = this.#state.waiting;
      this.#set({ running: { ...order, progress: 0 }, waiting });
      await this.#compute.request("lab/experiment", { order, seeds });
      for (;;) {
        const { progress, result } = await this.#compute.request("lab/experimentWork", undefined);
        if (result !== null) {
          const others = this.#state.results.filter((each) => !sameOrder(each, order));
          this.#set({ results: [...others, result], running: null });
          break;
        }
        this.#set({ running: { ...order, progress } });
      }
    }
  }

  #set(change: Partial<ExperimentsState>): void {
    this.#state = { ...this.#state, ...change };
    this.#onChange(this.#state);
  }
}
