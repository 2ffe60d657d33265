import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ExperimentQueue } from "../../src/session/lab/experimentQueue.ts";
import { LabSession } from "../../src/session/lab/labSession.ts";
import { RunPace } from "../../src/session/lab/runPace.ts";
import type { LabText } from "../../src/session/lab/sourceReader.ts";
import { SweepRunner } from "../../src/session/lab/sweepRunner.ts";
import type { LabEvents, LabPageState, LabRequests, LabSource } from "../../src/shared/lab/protocol.ts";
import { readLabSettings, type SourceName } from "../../src/shared/lab/settings.ts";
import type { Failure } from "../../src/shared/messages/failure.ts";
import { root } from "../paths.ts";
import { connectPage } from "./connectPage.ts";
import { directCompute } from "./directCompute.ts";

const sources: readonly LabSource[] = ["digits", "iris", "wine"].map((name) => ({
  name: name as SourceName,
  label: `${name}.csv`,
}));

function readSource(source: SourceName): Promise<LabText> {
  const name = `${source}.csv`;
  const text = readFileSync(join(root, "samples", name), "utf8");
  const read = { missingValues: "omitRows", header: "auto", languageId: "csv", selections: [] } as const;
  return Promise.resolve({ text, name, read });
}

/** Stands in for VS Code and the extension's host: the lab's session on the bundled tables behind its page. */
export class LabHost {
  /** What went wrong that is no fault of the person's. */
  readonly failures: string[] = [];
  readonly #page: Page;
  readonly #session: LabSession;
  readonly #experiments: ExperimentQueue;
  readonly #sweep: SweepRunner;
  #send: (message: object) => Promise<void> = () => Promise.resolve();
  /** What needs a real VS Code is answered with nothing. */
  readonly #answers: { readonly [K in keyof LabRequests]?: (params: LabRequests[K]["params"]) => unknown } = {
    "page/ready": () => this.#state(),
    "settings/set": (params) => this.#session.setSettings(readLabSettings(params, this.#session.settings)),
    "run/start": () => this.#session.start(),
    "run/pause": () => {
      this.#session.pause();
    },
    "run/speed": ({ stepsPerSecond }) => {
      this.#session.setSpeed(stepsPerSecond);
    },
    "run/step": () => this.#session.step(),
    "run/reset": () => this.#session.reset(),
    "run/unit": ({ unit }) => this.#session.unit(unit),
    "experiments/run": ({ orders }) => {
      void this.#experiments.run(orders, this.#session.settings, () => readSource(this.#session.settings.source));
    },
    "experiments/shift": (params) => this.#experiments.shift(params),
    "sweep/run": (params) => {
      void this.#sweep.run(params, this.#session.settings, () => readSource(this.#session.settings.source));
    },
  };

  constructor(page: Page) {
    this.#page = page;
    const failed = ({ message }: Failure): void => void this.failures.push(message);
    this.#session = new LabSession(
      directCompute(),
      {
        settingsChanged: (settings, data) => {
          this.#post("lab/settings", { settings, data, sources });
        },
        runChanged: (run) => {
          this.#post("lab/run", run);
        },
        framesArrived: (runId, frames) => {
          this.#post("lab/frames", { runId, frames });
        },
        traceArrived: (trace) => {
          this.#post("lab/trace", trace);
        },
        statusChanged: (status) => {
          this.#post("lab/status", status);
        },
        failed,
      },
      readSource,
      new RunPace(),
    );
    this.#experiments = new ExperimentQueue(
      directCompute(),
      (state) => {
        this.#post("lab/experiments", state);
      },
      failed,
    );
    this.#sweep = new SweepRunner(
      directCompute(),
      (state) => {
        this.#post("lab/sweep", state);
      },
      failed,
    );
  }

  /** Reads the first table, and puts `acquireVsCodeApi` into the page. */
  async start(): Promise<void> {
    await this.#session.setSettings(this.#session.settings);
    this.#send = await connectPage(
      this.#page,
      (message) => {
        const { type, params } = message as unknown as { type: keyof LabRequests; params: unknown };
        return (this.#answers[type] as ((given: unknown) => unknown) | undefined)?.(params);
      },
      null,
    );
  }

  #post<K extends keyof LabEvents>(type: K, payload: LabEvents[K]): void {
    void this.#send({ type, payload });
  }

  #state(): LabPageState {
    const { settings, data, run, status } = this.#session;
    const { state: experiments } = this.#experiments;
    return { settings, data, run, status, strings: null, sources, experiments, sweep: this.#sweep.state };
  }
}
