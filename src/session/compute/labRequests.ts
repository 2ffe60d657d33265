import type { ReadOptions } from "../../documents/types.ts";
import type { DataSummary } from "../../shared/lab/data.ts";
import type { ExperimentOrder, ExperimentResult } from "../../shared/lab/experiments.ts";
import type { DivergenceTrace, ProbeFrame, RunInfo, UnitHistograms } from "../../shared/lab/run.ts";
import type { ShiftQuestion, ShiftReading } from "../../shared/lab/shift.ts";
import type { CellNetwork } from "../../shared/lab/sweep.ts";
import type { LabSettings } from "../../shared/lab/settings.ts";

/** What the lab asks of whoever computes. One table and one run at a time; another replaces it. */
export interface LabComputeRequests {
  /** Reads a text into a table and keeps it. */
  "lab/open": { params: { text: string; read: ReadOptions; name: string }; value: undefined };
  /** Chooses the target among the table's columns. */
  "lab/target": { params: Pick<LabSettings, "target" | "predict" | "validationShare">; value: DataSummary };
  /** Makes the networks of a run, looks at them before their first step, and times a few steps of others like them. */
  "lab/prepare": {
    params: { id: number; settings: LabSettings };
    value: { info: RunInfo; frame: ProbeFrame; trialMsPerStep: number };
  };
  /**
   * Trains for about so long; a long run is many of these, so that it can be paused at any of them. With a number of
   * steps it takes no more than those, and looks at the networks after them.
   */
  "lab/advance": { params: { budgetMs: number; steps: number | null }; value: Advance };
  /** One step of all networks. */
  "lab/step": { params: undefined; value: Advance };
  "lab/unit": { params: { unit: number }; value: UnitHistograms };
  "lab/trace": {
    params: { runId: number; network: number; seed: number; divergedAt: number };
    value: DivergenceTrace;
  };
  /** Begins an experiment on the chosen target; another replaces it. */
  "lab/experiment": { params: { order: ExperimentOrder; seeds: number }; value: undefined };
  /** What the networks of experiment 9 make of moved rows; null where it has not been run. */
  "lab/shift": { params: ShiftQuestion; value: ShiftReading | null };
  /** Trains both networks of a sweep's cell. */
  "lab/sweepCell": { params: { settings: LabSettings }; value: readonly [CellNetwork, CellNetwork] };
  /** Does one more piece of the experiment. */
  "lab/experimentWork": { params: undefined; value: { progress: number; result: ExperimentResult | null } };
}

export interface Advance {
  readonly frames: readonly ProbeFrame[];
  readonly step: number;
  readonly finished: boolean;
}
