import { env, l10n, ViewColumn, window, workspace, type Disposable, type Uri, type WebviewPanel } from "vscode";
import type { Compute } from "../../session/compute/compute.ts";
import { ExperimentQueue } from "../../session/lab/experimentQueue.ts";
import { SweepRunner } from "../../session/lab/sweepRunner.ts";
import type { RunPace } from "../../session/lab/runPace.ts";
import { LabSession, type LabListener } from "../../session/lab/labSession.ts";
import { assertNever } from "../../shared/messages/assertNever.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import { labQuery, openedSettings, type LabLink } from "../../shared/lab/link.ts";
import { defaultLabSettings, readLabSettings, type LabSettings } from "../../shared/lab/settings.ts";
import type { LabEvents, LabPageState, LabRequestMessage } from "../../shared/lab/protocol.ts";
import { PagePanel } from "../pages/pagePanel.ts";
import { saveFile } from "../pages/saveFile.ts";
import { LabSources, type ChosenText } from "./labSources.ts";
import type { KeptLab, KeptResults, LabStore } from "./labStore.ts";

export const labViewType = "batchNorm.lab";

/** What a lab needs of the extension around it. */
export interface LabServices {
  readonly extensionUri: Uri;
  readonly extensionId: string;
  readonly createCompute: () => Compute;
  readonly store: LabStore;
  readonly pace: RunPace;
  readonly strings: Readonly<Record<string, string>> | null;
  readonly showLog: () => void;
  readonly reportFailure: (failure: Failure) => void;
}

/** The lab as the user has it: the session that trains and the panel that shows it. */
export class Lab implements Disposable {
  readonly #services: LabServices;
  readonly #sources: LabSources;
  readonly #session: LabSession;
  readonly #experiments: ExperimentQueue;
  readonly #sweep: SweepRunner;
  readonly #panel: PagePanel<LabRequestMessage, LabEvents>;

  /** @param panel one that VS Code kept over a reload, or a new one beside the editor */
  constructor(services: LabServices, panel: WebviewPanel | undefined, onClose: () => void) {
    this.#services = services;
    this.#sources = new LabSources(services.extensionUri);
    this.#session = new LabSession(services.createCompute(), this.#listener(), this.#sources.read, services.pace);
    this.#experiments = new ExperimentQueue(
      services.createCompute(),
      (state) => {
        this.#panel.post("lab/experiments", state);
        if (state.running === null) void services.store.writeExperiments(state.results);
      },
      services.reportFailure,
    );
    this.#sweep = new SweepRunner(
      services.createCompute(),
      (state) => {
        this.#panel.post("lab/sweep", state);
        if (state.running === null) void services.store.writeSweep(state);
      },
      services.reportFailure,
    );
    const page = { name: "lab", tag: "bn-lab" };
    this.#panel = new PagePanel(panel ?? createPanel(), services.extensionUri, page, this.#answer, onClose);
  }

  /** Starts with the person's selection where it can be trained on, else with the settings given. */
  async open(chosen: ChosenText | null, settings: LabSettings = defaultLabSettings): Promise<void> {
    await this.choose(chosen, settings);
    if (this.#session.data?.problem) await this.#session.setSettings(settings);
  }

  /** Another selection for a lab that is open already. */
  async choose(chosen: ChosenText | null, settings: LabSettings = this.#session.settings): Promise<void> {
    if (chosen === null) return this.#session.setSettings(settings);
    this.#sources.chosen = chosen;
    this.#session.sourceChanged();
    return this.#session.setSettings({ ...settings, source: "selection", target: "" });
  }

  restore(kept: KeptLab, { results, sweep }: KeptResults): Promise<void> {
    this.#sources.chosen = kept.chosen;
    this.#experiments.restore(results);
    if (sweep !== null) this.#sweep.restore(sweep);
    return this.#session.restore(kept.settings, kept.run);
  }

  /** Takes the settings of a link, and says so where the rows that it was made on are not here. */
  openLink(link: LabLink): Promise<void> {
    const settings = openedSettings(link, this.#sources.chosenName);
    if (link.dataName !== null && settings.source !== "selection") {
      void window.showWarningMessage(
        l10n.t(
          "The link was made on {0}, which the lab does not have: it shows {1}. Select those rows and open the link again.",
          link.dataName,
          `${settings.source}.csv`,
        ),
      );
    }
    return this.#session.setSettings(settings);
  }

  reveal(): void {
    this.#panel.reveal({ takeFocus: true });
  }

  dispose(): void {
    this.#session.dispose();
    this.#experiments.dispose();
    this.#sweep.dispose();
    this.#panel.dispose();
  }

  #keep(): Promise<void> {
    const { settings, run } = this.#session;
    return this.#services.store.write({ settings, chosen: this.#sources.chosen, run });
  }

  #listener(): LabListener {
    let state = "";
    return {
      settingsChanged: (settings, data) => {
        this.#panel.post("lab/settings", { settings, data, sources: this.#sources.list });
        void this.#keep();
      },
      runChanged: (run) => {
        this.#panel.post("lab/run", run);
      },
      framesArrived: (runId, frames) => {
        this.#panel.post("lab/frames", { runId, frames });
      },
      traceArrived: (trace) => {
        this.#panel.post("lab/trace", trace);
      },
      statusChanged: (status) => {
        const isNew = status.state !== state;
        state = status.state;
        // A run that the page calls finished is one that a reload of the window brings back: it is kept first.
        const kept = isNew && status.state !== "running" ? this.#keep() : null;
        if (kept === null || status.state !== "finished") this.#panel.post("lab/status", status);
        else {
          void kept.then(() => {
            this.#panel.post("lab/status", this.#session.status);
          });
        }
      },
      failed: (failure) => {
        this.#services.reportFailure(failure);
      },
    };
  }

  /** An arrow function, because the panel holds it. */
  readonly #answer = async (request: LabRequestMessage): Promise<unknown> => {
    switch (request.type) {
      case "page/ready":
        return this.#pageState();
      case "settings/set":
        return this.#session.setSettings(readLabSettings(request.params, this.#session.settings));
      case "settings/import":
        return this.#import();
      case "run/start":
        return this.#session.start();
      case "run/pause":
        this.#session.pause();
        return undefined;
      case "run/speed":
        this.#session.setSpeed(request.params.stepsPerSecond);
        return undefined;
      case "run/step":
        return this.#session.step();
      case "run/reset":
        return this.#session.reset();
      case "run/retry":
        await this.#session.setSettings(this.#session.settings);
        return this.#session.start();
      case "run/unit":
        return this.#session.unit(request.params.unit);
      case "experiments/run":
        void this.#experiments.run(request.params.orders, this.#session.settings, () =>
          this.#sources.read(this.#session.settings.source),
        );
        return undefined;
      case "experiments/shift":
        return this.#experiments.shift(request.params);
      case "experiments/cancel":
        this.#experiments.cancel();
        return undefined;
      case "sweep/run":
        void this.#sweep.run(request.params, this.#session.settings, () =>
          this.#sources.read(this.#session.settings.source),
        );
        return undefined;
      case "sweep/cancel":
        this.#sweep.cancel();
        return undefined;
      case "log/show":
        this.#services.showLog();
        return undefined;
      case "clipboard/write":
        return env.clipboard.writeText(request.params.text);
      case "link/copy":
        return this.#copyLink();
      case "file/save":
        return saveFile(request.params.suggestedName, request.params.data);
      default:
        return assertNever(request);
    }
  };

  #pageState(): LabPageState {
    const { settings, data, run, status } = this.#session;
    const { strings } = this.#services;
    return {
      settings,
      data,
      run,
      status,
      strings,
      sources: this.#sources.list,
      experiments: this.#experiments.state,
      sweep: this.#sweep.state,
    };
  }

  async #copyLink(): Promise<void> {
    const { settings } = this.#session;
    const name = this.#sources.chosenName ?? "";
    await env.clipboard.writeText(`${env.uriScheme}://${this.#services.extensionId}/lab?${labQuery(settings, name)}`);
    const said =
      settings.source === "selection"
        ? l10n.t("Link copied: the settings and the name {0}. Its rows are not in the link.", name)
        : l10n.t("Link copied: the settings and the data, {0}.", `${settings.source}.csv`);
    void window.showInformationMessage(said);
  }

  /** Takes the settings of a JSON that was exported here. */
  async #import(): Promise<void> {
    const filters = { JSON: ["json"] };
    const chosen = await window.showOpenDialog({ filters, title: l10n.t("Import Settings") });
    const file = chosen?.at(0);
    if (!file) return;
    try {
      const parsed = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(file))) as { settings?: unknown };
      await this.#session.setSettings(readLabSettings(parsed.settings ?? parsed));
    } catch (thrown) {
      void window.showErrorMessage(l10n.t("Cannot read settings from {0}: {1}", file.path, toFailure(thrown).message));
    }
  }
}

function createPanel(): WebviewPanel {
  return window.createWebviewPanel(labViewType, l10n.t("Network Lab"), { viewColumn: ViewColumn.Active }, {});
}
