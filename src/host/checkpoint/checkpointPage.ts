import { commands, env, RelativePattern, Uri, workspace, type Disposable, type WebviewPanel } from "vscode";
import { CheckpointSession } from "../../session/checkpoint/checkpointSession.ts";
import type { CheckpointSummary } from "../../session/checkpoint/summary.ts";
import type { ExamineLayers } from "../../session/checkpoint/report/findings.ts";
import type { Compute } from "../../session/compute/compute.ts";
import type {
  CheckpointEvents,
  CheckpointPageState,
  CheckpointProgress,
  CheckpointRequestMessage,
} from "../../shared/checkpoint/protocol.ts";
import type { CheckpointSnapshot } from "../../shared/checkpoint/snapshot.ts";
import { assertNever } from "../../shared/messages/assertNever.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import { PagePanel } from "../pages/pagePanel.ts";
import { saveFile } from "../pages/saveFile.ts";
import type { CheckpointDiagnostics } from "./checkpointDiagnostics.ts";
import { checkpointFile, nameOf } from "./checkpointFile.ts";
import { exportState } from "./exportState.ts";
import type { PutOnData } from "./putOnData.ts";

/** What a checkpoint's page needs of the extension around it. */
export interface CheckpointServices {
  readonly extensionUri: Uri;
  readonly createCompute: () => Compute;
  readonly examine: ExamineLayers;
  readonly strings: Readonly<Record<string, string>> | null;
  readonly diagnostics: CheckpointDiagnostics;
  readonly putOnData: PutOnData;
  readonly showLog: () => void;
  readonly logError: (failure: Failure) => void;
  readonly reportFailure: (failure: Failure) => void;
}

/** A checkpoint as the user has it: the session that reads it and the editor that shows it. */
export class CheckpointPage implements Disposable {
  readonly uri: Uri;
  readonly #services: CheckpointServices;
  readonly #session: CheckpointSession;
  readonly #webviewPanel: WebviewPanel;
  readonly #panel: PagePanel<CheckpointRequestMessage, CheckpointEvents>;
  readonly #subscriptions: readonly Disposable[];
  #reading: Promise<void>;
  #progress: CheckpointProgress | null = null;
  #failure: Failure | null = null;
  #isStale = false;

  constructor(services: CheckpointServices, uri: Uri, panel: WebviewPanel, onClose: () => void) {
    this.uri = uri;
    this.#services = services;
    this.#webviewPanel = panel;
    this.#session = new CheckpointSession(services.createCompute(), services.examine, {
      snapshotChanged: (snapshot) => {
        this.#panel.post("checkpoint/snapshot", snapshot);
        services.diagnostics.show(uri, snapshot);
      },
      progressChanged: (progress) => {
        this.#setProgress(progress);
      },
    });
    const page = { name: "checkpoint", tag: "bn-checkpoint" };
    this.#panel = new PagePanel(panel, services.extensionUri, page, this.#answer, onClose);
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, ".."), "*"));
    const onChange = (changed: Uri): void => {
      if (changed.toString() === uri.toString()) this.#setStale(true);
    };
    this.#subscriptions = [watcher, watcher.onDidChange(onChange), watcher.onDidCreate(onChange)];
    this.#reading = this.#read();
  }

  get snapshot(): CheckpointSnapshot | null {
    return this.#session.snapshot;
  }

  get isActive(): boolean {
    return this.#webviewPanel.active;
  }

  /**
   * What is shown, once it has been read.
   *
   * @param part shows another part first
   * @throws Failure with the message that the page shows
   */
  async summary(part?: string): Promise<CheckpointSummary> {
    await this.#reading;
    if (this.#failure !== null) throw this.#failure;
    const shown = this.#session.snapshot?.part;
    if (part !== undefined && part !== shown) await this.#session.choosePart(part);
    return this.#session.summary(this.uri.toString());
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#services.diagnostics.clear(this.uri);
    this.#session.dispose();
    this.#panel.dispose();
  }

  /** Reads the file, and again when it has changed: the part stays where it is still there. */
  async #read(): Promise<void> {
    this.#setFailure(null);
    this.#setStale(false);
    try {
      await this.#session.open(await checkpointFile(this.uri), { part: this.#session.snapshot?.part });
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind === "internal") this.#services.logError(failure);
      this.#setFailure(failure);
    }
    this.#setProgress(null);
  }

  #setFailure(failure: Failure | null): void {
    this.#failure = failure;
    this.#panel.post("checkpoint/failed", errorOf(failure));
  }

  #setProgress(progress: CheckpointProgress | null): void {
    this.#progress = progress;
    this.#panel.post("checkpoint/progress", progress);
  }

  #setStale(isStale: boolean): void {
    this.#isStale = isStale;
    this.#panel.post("checkpoint/stale", isStale);
  }

  /** An arrow function, because the panel holds it. */
  readonly #answer = async (request: CheckpointRequestMessage): Promise<unknown> => {
    switch (request.type) {
      case "page/ready":
        return this.#state();
      case "part/set":
        await this.#session.choosePart(request.params.part);
        return undefined;
      case "eps/set":
        this.#session.setEps(request.params.eps);
        return undefined;
      case "layer/channels":
        return this.#session.table(request.params.layer);
      case "prune/channels":
        return this.#session.pruning();
      case "fold/ranges":
        return this.#session.fold(request.params);
      case "layer/putOnData":
        return this.#services.putOnData(this.#session, request.params.layer);
      case "layer/export":
        return exportState(this.#session, request.params);
      case "fold/save":
        return saveFile(
          `${nameOf(this.uri).replace(/\.[^.]*$/, "")}-folded.safetensors`,
          await this.#session.foldedFile(),
          this.uri,
        );
      case "file/compare":
        return commands.executeCommand("batchNorm.compareCheckpoints", { a: this.uri });
      case "file/reload":
        this.#reading = this.#read();
        return this.#reading;
      case "file/keep":
        this.#setStale(false);
        return undefined;
      case "reading/cancel":
        this.#session.cancel();
        return undefined;
      case "log/show":
        this.#services.showLog();
        return undefined;
      case "clipboard/write":
        return env.clipboard.writeText(request.params.text);
      default:
        return assertNever(request);
    }
  };

  #state(): CheckpointPageState {
    return {
      fileName: nameOf(this.uri),
      snapshot: this.#session.snapshot,
      progress: this.#progress,
      failure: errorOf(this.#failure),
      isStale: this.#isStale,
      strings: this.#services.strings,
    };
  }
}

function errorOf(failure: Failure | null): CheckpointPageState["failure"] {
  return failure && { code: failure.code, message: failure.message };
}
