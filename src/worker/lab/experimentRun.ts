import type { ExperimentOrder, ExperimentResult } from "../../shared/lab/experiments.ts";
import type { AnswerShift, Finding } from "./experiments/common.ts";
import { commonSettings } from "./experiments/common.ts";
import { experiments } from "./experiments/index.ts";
import type { LabData } from "./labData.ts";

/** Steps of a whole run in an experiment. */
const steps = 300;

/** An experiment at work: it is asked to go on until it has a result. */
export class ExperimentRun {
  readonly #order: ExperimentOrder;
  readonly #data: LabData;
  readonly #seeds: number;
  readonly #work: Generator<number, Finding>;
  #elapsedMs = 0;
  /** What moves the rows of the networks that were trained, where the experiment offers it. */
  answerShift: AnswerShift | null = null;

  constructor(order: ExperimentOrder, data: LabData, seeds: number) {
    this.#order = order;
    this.#data = data;
    this.#seeds = seeds;
    this.#work = experiments[order.id]({
      data,
      seeds: Array.from({ length: seeds }, (_, k) => k),
      steps,
      activation: order.activation ?? "relu",
    });
  }

  /** The next piece of work: one training, as a rule. */
  advance(): { readonly progress: number; readonly result: ExperimentResult | null } {
    const started = performance.now();
    const next = this.#work.next();
    this.#elapsedMs += performance.now() - started;
    if (next.done !== true) return { progress: next.value, result: null };
    this.answerShift = next.value.answerShift ?? null;
    const { verdict, sentence, charts, table, settings } = next.value;
    const { name } = this.#data.summary;
    return {
      progress: 1,
      result: {
        ...this.#order,
        verdict,
        sentence,
        charts,
        table,
        settings: { ...commonSettings, ...settings },
        dataName: name,
        seeds: this.#seeds,
        elapsedMs: this.#elapsedMs,
      },
    };
  }
}
