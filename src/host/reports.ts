import { Uri, window, workspace, type Disposable, type TextDocument, type WebviewPanel } from "vscode";
import { parsePlainLayer } from "../session/layer/plainLayer.ts";
import type { ReportInput } from "../session/reportSession.ts";
import type { Summary } from "../session/summary.ts";
import { toFailure } from "../shared/failure.ts";
import type { RestoreState } from "../shared/report.ts";
import { changesOf, documentSource, openDocument } from "./documentSource.ts";
import { fileSource } from "./fileSource.ts";
import { Report, type ReportServices } from "./report.ts";

const cursorDelayMs = 80;

/** Keeps the one report of this window, feeds it the editor's events and brings it back after a reload. */
export class Reports implements Disposable {
  readonly #services: ReportServices;
  readonly #subscriptions: readonly Disposable[];
  #current: Report | undefined;
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: ReportServices) {
    this.#services = services;
    this.#subscriptions = [
      workspace.onDidChangeTextDocument((event) => {
        const changes = changesOf(event);
        if (changes.length > 0) this.#current?.session.documentChanged(event.document.uri.toString(), changes);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#current?.session.documentClosed(document.uri.toString());
      }),
      window.onDidChangeTextEditorSelection(({ textEditor: { document, selection } }) => {
        this.#cursorMoved(document, document.offsetAt(selection.active));
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
  async restore(panel: WebviewPanel, state: RestoreState | undefined): Promise<void> {
    this.#current?.dispose();
    const report = this.#create();
    this.#current = report;
    report.adopt(panel);
    if (state === undefined) return;
    try {
      const source =
        state.file === undefined
          ? documentSource(await openDocument(state.uri))
          : await fileSource(Uri.parse(state.uri, true), state.file);
      const { selections, options, gamma, beta } = state;
      const layer = parsePlainLayer(state.layer);
      await report.open({ source, selections, options, gamma, beta, layer, header: "auto" });
    } catch (thrown) {
      this.#services.logError(toFailure(thrown));
    }
  }

  dispose(): void {
    clearTimeout(this.#cursorTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#current?.dispose();
  }

  #create(): Report {
    const report = new Report(this.#services, () => {
      report.dispose();
      if (this.#current === report) this.#current = undefined;
    });
    return report;
  }

  #cursorMoved(document: TextDocument, offset: number): void {
    clearTimeout(this.#cursorTimer);
    this.#cursorTimer = setTimeout(() => void this.#current?.cursorMoved(document, offset), cursorDelayMs);
  }
}
