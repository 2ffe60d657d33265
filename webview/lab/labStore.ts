import { t } from "@vscode/l10n";
import type { DataSummary } from "../../src/shared/lab/data.ts";
import {
  experimentIds,
  orderOf,
  sameOrder,
  type ExperimentId,
  type ExperimentResult,
  type ExperimentsState,
} from "../../src/shared/lab/experiments.ts";
import { defaultSweep, noSweep, type SweepSpec, type SweepState } from "../../src/shared/lab/sweep.ts";
import { addFrames } from "../../src/shared/lab/frames.ts";
import type { RunRecord } from "../../src/shared/lab/record.ts";
import {
  networkKinds,
  networksOf,
  type DivergenceTrace,
  type NetworkKind,
  type ProbeFrame,
  type UnitHistograms,
} from "../../src/shared/lab/run.ts";
import { settingProblems, type SettingProblems } from "../../src/shared/lab/settingProblems.ts";
import {
  defaultLabSettings,
  sameSettings,
  type LabActivation,
  type LabSettings,
} from "../../src/shared/lab/settings.ts";
import {
  firstStatus,
  type LabEvents,
  type LabPageState,
  type LabRequests,
  type LabSource,
  type LabStatus,
} from "../../src/shared/lab/protocol.ts";
import { HostError, type PageHost } from "../common/rpc.ts";

export type LabHost = PageHost<LabRequests, LabEvents>;

/** The views, in the order of the tabs. */
export type LabTab = "train" | "experiments" | "sweep";
export const labTabs: readonly LabTab[] = ["train", "experiments", "sweep"];

/** What the chart "spread of the input" can show instead. */
export const inputMeasures = ["std", "mean", "useless", "displacement"] as const;
export type InputMeasure = (typeof inputMeasures)[number];

/** What a person chose on the page: kept over a reload, never sent to the host. */
export interface LabView {
  readonly tab: LabTab;
  /** The step that is looked at; null follows the run. */
  readonly scrubbed: number | null;
  /** One unit's ridges, or all together. */
  readonly unit: number | null;
  readonly hidden: readonly NetworkKind[];
  readonly measure: InputMeasure;
  /** The layers whose ridges are shown; null: chosen by their number. */
  readonly layers: readonly number[] | null;
  readonly settingsOpen: boolean;
  /** The experiment whose card is spread out. */
  readonly openExperiment: ExperimentId | null;
  /** The form of the experiment that has one for each activation. */
  readonly formActivation: LabActivation;
  /** The grid that Run makes next. */
  readonly sweep: SweepSpec;
}

const firstView: LabView = {
  tab: "train",
  scrubbed: null,
  unit: null,
  hidden: [],
  measure: "std",
  layers: null,
  settingsOpen: false,
  openExperiment: null,
  formActivation: "relu",
  sweep: defaultSweep,
};

/** Charts are drawn at most this often while a run is watched. */
const drawEveryMs = 100;

/** What the page knows: the host's state, and the person's own view of it. Components render when it changes. */
export class LabStore {
  readonly host: LabHost;
  settings: LabSettings = defaultLabSettings;
  data: DataSummary | null = null;
  sources: readonly LabSource[] = [];
  run: RunRecord | null = null;
  status: LabStatus = firstStatus;
  unitHistograms: UnitHistograms | null = null;
  sweep: SweepState = noSweep;
  experiments: ExperimentsState = { results: [], running: null, waiting: [], failure: null };
  view: LabView;
  /** What a control says of a text that cannot be sent, by the setting's name: Run waits for it. */
  readonly typing = new Map<string, string>();
  /** What was taken back when its field was left, and why, by the setting's name: until the field is typed in again. */
  readonly takenBack = new Map<string, string>();
  readonly #listeners = new Set<() => void>();
  readonly #saveView: (view: LabView) => void;
  /** The newest change that the host has not answered yet, and what it said of settings meanwhile. */
  #unanswered: Promise<unknown> | null = null;
  #saidMeanwhile: LabSettings | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: LabHost, savedView: unknown, saveView: (view: LabView) => void) {
    this.host = host;
    this.view = { ...firstView, ...(typeof savedView === "object" ? savedView : {}) };
    this.#saveView = saveView;
  }

  /** @returns the function that ends the subscription */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get problems(): SettingProblems {
    return settingProblems(this.settings, this.data);
  }

  /** Whether what is shown was made with other settings than those in the controls. */
  get isStale(): boolean {
    const { run, settings, data, status } = this;
    if (run === null || status.step === 0 || status.state === "running") return false;
    return !sameSettings(run.info.settings, settings) || (data !== null && data.name !== run.dataName);
  }

  /** The frame that is looked at: the last one up to the scrubbed step. */
  get frame(): ProbeFrame | null {
    const frames = this.run?.frames ?? [];
    const { scrubbed } = this.view;
    if (scrubbed === null) return frames.at(-1) ?? null;
    return frames.filter(({ step }) => step <= scrubbed).at(-1) ?? null;
  }

  /** The networks that the open view draws, for the legend: an experiment may have a third one of its own. */
  get shownNetworks(): readonly NetworkKind[] {
    if (this.view.tab !== "experiments") return networksOf(this.run?.info.settings ?? this.settings);
    const results = experimentIds.flatMap((id) => this.resultOf(id) ?? []);
    const drawn = new Set(
      results.flatMap(({ charts }) => charts.flatMap(({ lines }) => lines.map(({ role }) => role))),
    );
    return networkKinds.filter((kind) => kind === "plain" || kind === "batchNorm" || drawn.has(kind));
  }

  /** The result of an experiment in the form that is looked at. */
  resultOf(id: ExperimentId): ExperimentResult | undefined {
    const order = orderOf(id, this.view.formActivation);
    return this.experiments.results.find((each) => sameOrder(each, order));
  }

  setState(state: LabPageState): void {
    const { settings, data, sources, run, status, experiments, sweep } = state;
    Object.assign(this, { settings, data, sources, run, status, experiments, sweep });
    this.#changed();
  }

  takeSettings({ settings, data, sources }: LabEvents["lab/settings"]): void {
    Object.assign(this, { data, sources });
    // What the host says while a change is on its way may be from before it: typing on would lose the change.
    if (this.#unanswered === null) this.settings = settings;
    else this.#saidMeanwhile = settings;
    this.#changed();
  }

  takeExperiments(experiments: ExperimentsState): void {
    this.experiments = experiments;
    this.#changed();
  }

  takeSweep(sweep: SweepState): void {
    this.sweep = sweep;
    this.#changed();
  }

  takeRun(run: RunRecord | null): void {
    this.run = run;
    this.unitHistograms = null;
    this.view = { ...this.view, scrubbed: null };
    this.#changed();
  }

  takeFrames({ runId, frames }: LabEvents["lab/frames"]): void {
    const { run } = this;
    if (run?.info.id !== runId) return;
    this.run = { ...run, frames: addFrames(run.frames, frames, run.info) };
    this.#changedSoon();
  }

  takeTrace(trace: DivergenceTrace): void {
    const { run } = this;
    if (run?.info.id !== trace.runId) return;
    this.run = { ...run, traces: [...run.traces, trace] };
    this.#changed();
  }

  takeStatus(status: LabStatus): void {
    const isProgress = status.state === "running" && this.status.state === "running";
    this.status = status;
    if (isProgress) this.#changedSoon();
    else this.#changed();
  }

  /** Changes settings; what depends on the data comes back from the host. */
  change(settings: Partial<LabSettings>): void {
    this.settings = { ...this.settings, ...settings };
    this.#changed();
    this.#saidMeanwhile = null;
    const request = this.host.request("settings/set", this.settings);
    this.#unanswered = request;
    request.catch(ignoreHostError).finally(() => {
      if (this.#unanswered !== request) return;
      this.settings = this.#saidMeanwhile ?? this.settings;
      this.#unanswered = null;
      this.#changed();
    });
  }

  look(view: Partial<LabView>): void {
    this.view = { ...this.view, ...view };
    this.#saveView(this.view);
    this.#changed();
  }

  setTyping(name: string, error: string | null): void {
    const wasSaid = this.takenBack.delete(name);
    const isNew = error === null ? this.typing.delete(name) : this.typing.get(name) !== error;
    if (error !== null) this.typing.set(name, error);
    if (isNew || wasSaid) this.#changed();
  }

  /** A text that could not be taken goes, and its field says why; Run no longer waits for it. */
  takeBack(name: string, kept: string): void {
    const problem = this.typing.get(name);
    if (problem === undefined) return;
    this.typing.delete(name);
    this.takenBack.set(name, t("{0}. It is {1} again.", problem, kept));
    this.#changed();
  }

  /** A request whose failure the host tells the person about. */
  send<K extends keyof LabRequests>(
    type: K,
    ...params: LabRequests[K]["params"] extends undefined ? [] : [params: LabRequests[K]["params"]]
  ): void {
    this.host.request(type, ...params).catch(ignoreHostError);
  }

  /** Asks for one unit's histograms at every probe so far; they come with the next change. */
  askForUnit(unit: number): void {
    this.host
      .request("run/unit", { unit })
      .then((histograms) => {
        this.unitHistograms = histograms;
        this.#changed();
      })
      .catch((error: unknown) => {
        if (!(error instanceof HostError)) throw error;
        this.look({ unit: null });
      });
  }

  #changedSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#changed();
    }, drawEveryMs);
  }

  #changed(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of this.#listeners) listener();
  }
}

function ignoreHostError(error: unknown): void {
  if (!(error instanceof HostError)) throw error;
}
