import { Uri, window, workspace } from "vscode";
import type { Disposable, TextEditor, WebviewPanel, WebviewPanelSerializer } from "vscode";
import { inputOf } from "../../session/report/inputOf.ts";
import type { ReportInput } from "../../session/report/reportInput.ts";
import type { RestoreState } from "../../session/report/restoreState.ts";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { changesOf, documentSource, openDocument } from "../sources/documentSource.ts";
import { fileSource } from "../sources/fileSource.ts";
import { readSettings } from "../configuration.ts";
import { Report, type ReportServices } from "./report.ts";
import type { ReportMemory } from "./reportMemory.ts";

const cursorDelayMs = 80;

/** Has the one report of this window, feeds it the editor's events and brings it back after a reload. */
export class Reports implements Disposable, WebviewPanelSerializer {
  readonly #services: ReportServices;
  readonly #memory: ReportMemory;
  readonly #subscriptions: readonly Disposable[];
  #current: Report | undefined;
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: ReportServices, memory: ReportMemory) {
    this.#services = services;
    this.#memory = memory;
    this.#subscriptions = [
      workspace.onDidChangeTextDocument((event) => {
        const changes = changesOf(event);
        if (changes.length > 0) this.#current?.session.live.documentChanged(event.document.uri.toString(), changes);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#current?.session.live.documentClosed(document.uri.toString());
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        this.#cursorMoved(textEditor);
      }),
    ];
  }

  get current(): Report | undefined {
    return this.#current;
  }

  /** Computes and shows a report, in the panel that is there already if one is. */
  async open(input: ReportInput): Promise<Summary> {
    this.#current ??= this.#create();
    return this.#current.open(input);
  }

  /** Brings a panel back that was open when the window was closed; without its document it stays empty. */
  async deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    this.#current?.dispose();
    const report = this.#create();
    this.#current = report;
    report.adopt(panel);
    const kept = this.#memory.read();
    if (kept === undefined) return;
    const { uri, file, isStatistics, selections, given, layer } = kept;
    try {
      const source =
        file === undefined
          ? documentSource(await openDocument(uri), isStatistics)
          : await fileSource(Uri.parse(uri, true), file);
      const settings = readSettings(Uri.parse(uri, true));
      await report.open({ ...inputOf(source, selections, given, settings), layer });
    } catch (thrown) {
      this.#services.logFailure(toFailure(thrown));
    }
  }

  dispose(): void {
    clearTimeout(this.#cursorTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#current?.dispose();
  }

  #create(): Report {
    const keep = (state: RestoreState | null): void => {
      this.#memory.keep(state);
    };
    const report = new Report({ ...this.#services, keep }, () => {
      keep(null);
      report.dispose();
      if (this.#current === report) this.#current = undefined;
    });
    return report;
  }

  #cursorMoved({ document, selection }: TextEditor): void {
    clearTimeout(this.#cursorTimer);
    this.#cursorTimer = setTimeout(() => void this.#current?.cursorMoved(document, selection.active), cursorDelayMs);
  }
}
