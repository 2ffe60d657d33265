import type { DataSummary } from "./data.ts";
import type { ExperimentOrder, ExperimentsState } from "./experiments.ts";
import type { RunRecord } from "./record.ts";
import type { DivergenceTrace, ProbeFrame, RunState, UnitHistograms } from "./run.ts";
import type { ShiftQuestion, ShiftReading } from "./shift.ts";
import type { SweepSpec, SweepState } from "./sweep.ts";
import type { LabSettings, SourceName } from "./settings.ts";

/**
 * Messages between the lab's page and the host, in the form of `protocol.ts`: every request gets exactly one reply, the
 * host sends events.
 */
export interface LabRequests {
  /** The page speaks first, and again whenever it wakes: it wants the whole state. */
  "page/ready": { params: undefined; value: LabPageState };
  /** All settings as they are after a change. Never starts a run. */
  "settings/set": { params: LabSettings; value: undefined };
  "run/start": { params: undefined; value: undefined };
  "run/pause": { params: undefined; value: undefined };
  "run/step": { params: undefined; value: undefined };
  "run/reset": { params: undefined; value: undefined };
  /** Steps a second; null is as fast as it goes. */
  "run/speed": { params: { stepsPerSecond: number | null }; value: undefined };
  /** Tries again after an internal error. */
  "run/retry": { params: undefined; value: undefined };
  "run/unit": { params: { unit: number }; value: UnitHistograms };
  /** Adds experiments to those that run; on the source and target of the settings. */
  "experiments/run": { params: { orders: readonly ExperimentOrder[] }; value: undefined };
  "experiments/cancel": { params: undefined; value: undefined };
  /** Moves the rows that experiment 9 evaluates; null where its networks are gone: it has to be run again. */
  "experiments/shift": { params: ShiftQuestion; value: ShiftReading | null };
  /** A grid of two settings around those of Train. */
  "sweep/run": { params: SweepSpec; value: undefined };
  "sweep/cancel": { params: undefined; value: undefined };
  "log/show": { params: undefined; value: undefined };
  "clipboard/write": { params: { text: string }; value: undefined };
  "link/copy": { params: undefined; value: undefined };
  "file/save": { params: { suggestedName: string; data: Uint8Array }; value: undefined };
  /** Opens a JSON of settings or of an exported run. */
  "settings/import": { params: undefined; value: undefined };
}

export interface LabEvents {
  "lab/settings": { settings: LabSettings; data: DataSummary | null; sources: readonly LabSource[] };
  /** A new run, with its first frame. */
  "lab/run": RunRecord | null;
  "lab/frames": { runId: number; frames: readonly ProbeFrame[] };
  "lab/trace": DivergenceTrace;
  "lab/status": LabStatus;
  "lab/experiments": ExperimentsState;
  "lab/sweep": SweepState;
}

export interface LabStatus {
  readonly runId: number;
  readonly state: RunState;
  readonly step: number;
  readonly elapsedMs: number;
  /** How long the whole run will take, as fast as the thread can; null where nothing was measured yet. */
  readonly expectedMs: number | null;
  /** null: as fast as the thread can. */
  readonly stepsPerSecond: number | null;
  /** Our own error; the run so far stays. */
  readonly failure: string | null;
}

/** Before the first run. */
export const firstStatus: LabStatus = {
  runId: 0,
  state: "ready",
  step: 0,
  elapsedMs: 0,
  expectedMs: null,
  stepsPerSecond: null,
  failure: null,
};

export interface LabSource {
  readonly name: SourceName;
  readonly label: string;
}

export interface LabPageState {
  readonly settings: LabSettings;
  readonly data: DataSummary | null;
  readonly sources: readonly LabSource[];
  readonly run: RunRecord | null;
  readonly status: LabStatus;
  readonly experiments: ExperimentsState;
  readonly sweep: SweepState;
  /** Translations of the page's strings, English → display language; null for English. */
  readonly strings: Readonly<Record<string, string>> | null;
}

export type LabRequestName = keyof LabRequests;
export type LabEventName = keyof LabEvents;
export type LabRequestMessage = {
  [K in LabRequestName]: { readonly id: number; readonly type: K; readonly params: LabRequests[K]["params"] };
}[LabRequestName];
