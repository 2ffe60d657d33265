import type { ComputeRequests } from "../../session/compute/compute.ts";
import type { LabComputeRequests } from "../../session/compute/labRequests.ts";
import type { ProbeFrame } from "../../shared/lab/run.ts";
import { traceDivergence } from "./divergence.ts";
import type { AnswerShift } from "./experiments/common.ts";
import { ExperimentRun } from "./experimentRun.ts";
import { LabRun } from "./labRun.ts";
import { sweepCell } from "./sweepCell.ts";
import { labData, type LabData } from "./labData.ts";
import { trialMsPerStep } from "./trial.ts";
import { readLabTable, type LabTable } from "./labTable.ts";

type LabHandlers = {
  readonly [K in keyof LabComputeRequests]: (params: ComputeRequests[K]["params"]) => ComputeRequests[K]["value"];
};

/** The lab's part of the computing thread: keeps the table, the chosen target and the run. */
export class LabServer {
  #table: LabTable | null = null;
  #data: LabData | null = null;
  /** The run, with the rows that it trains on: another source may have been opened since. */
  #run: { readonly networks: LabRun; readonly data: LabData } | null = null;

  #experiment: ExperimentRun | null = null;
  /** The networks of experiment 9, once it was run. */
  #answerShift: AnswerShift | null = null;

  readonly handlers: LabHandlers = {
    "lab/open": ({ text, read, name }) => {
      this.#table = readLabTable(text, read, name);
      this.#data = null;
      return undefined;
    },
    "lab/target": (choice) => {
      this.#data = labData(opened(this.#table), choice);
      return this.#data.summary;
    },
    "lab/prepare": ({ id, settings }) => {
      const data = opened(this.#data);
      const networks = new LabRun(id, settings, data);
      this.#run = { networks, data };
      return { info: networks.info, frame: networks.probe(), trialMsPerStep: trialMsPerStep(settings, data) };
    },
    "lab/advance": ({ budgetMs, steps }) => {
      const run = opened(this.#run).networks;
      const end = performance.now() + budgetMs;
      const last = run.step + (steps ?? Infinity);
      const frames: ProbeFrame[] = [];
      do {
        const frame = run.advance(() => performance.now() >= end, last);
        if (frame !== null) frames.push(frame);
      } while (!run.isFinished && run.step < last && performance.now() < end);
      // Who goes slowly wants to see every piece of the way.
      if (run.step === last && frames.at(-1)?.step !== last) frames.push(run.probe());
      return { frames, step: run.step, finished: run.isFinished };
    },
    "lab/step": () => {
      const run = opened(this.#run).networks;
      const frame = run.stepOnce();
      return { frames: frame === null ? [] : [frame], step: run.step, finished: run.isFinished };
    },
    "lab/experiment": ({ order, seeds }) => {
      this.#experiment = new ExperimentRun(order, opened(this.#data), seeds);
      return undefined;
    },
    "lab/experimentWork": () => {
      const experiment = opened(this.#experiment);
      const done = experiment.advance();
      this.#answerShift = experiment.answerShift ?? this.#answerShift;
      return done;
    },
    "lab/shift": (question) => this.#answerShift?.(question) ?? null,
    "lab/sweepCell": ({ settings }) => sweepCell(settings, opened(this.#data)),
    "lab/unit": ({ unit }) => opened(this.#run).networks.unitHistograms(unit),
    "lab/trace": (where) => {
      const { networks, data } = opened(this.#run);
      return traceDivergence(where, networks.info.settings, data);
    },
  };
}

function opened<T>(value: T | null): T {
  if (value === null) throw new Error("the lab has no data yet");
  return value;
}
