import {
  type Disposable,
  EventEmitter,
  type Tab,
  TabInputWebview,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
  workspace,
} from "vscode";
import { boundHeld } from "../../session/report/open/boundHeld.ts";
import { inputOf } from "../../session/report/inputOf.ts";
import { reportFor } from "../../session/report/open/reportChoice.ts";
import type { ReportInput } from "../../session/report/reportInput.ts";
import { reportNames } from "../../session/report/open/reportNames.ts";
import { parseRestoreState, type RestoredReport } from "../../session/report/restoreState.ts";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { changesOf, documentSource, openDocument } from "../sources/documentSource.ts";
import { fileSource } from "../sources/fileSource.ts";
import { readSettings } from "../configuration.ts";
import { Report, type OpenPanel, type ReportOwner, type ReportServices } from "./report.ts";
import type { KeptReport, ReportMemory } from "./reportMemory.ts";
import { ReportPanel, reportViewType } from "./reportPanel.ts";

const cursorDelayMs = 80;

/** Reports whose values are in memory, each in a thread of its own; the others read theirs again when they are asked. */
const mostHeld = 4;

/**
 * The reports of this window, one for each file and more where the person wants them. A run goes to the report of its
 * file, unless that is pinned to other values. The **current** one is that which the person turned to last, by its
 * panel, an editor of its document or a run: commands, marks and menus are about it.
 */
export class Reports implements Disposable, WebviewPanelSerializer {
  readonly #services: ReportServices;
  readonly #memory: ReportMemory;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  readonly #changed = new EventEmitter<void>();
  /** The current report is another one, or has another result. */
  readonly onDidChange = this.#changed.event;
  /** In the order in which they were opened. */
  #open: readonly Report[] = [];
  /** The same, those used last first. */
  #byUse: readonly Report[] = [];
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: ReportServices, memory: ReportMemory) {
    this.#services = services;
    this.#memory = memory;
    this.#subscriptions = [
      this.#changed,
      workspace.onDidChangeTextDocument((event) => {
        const changes = changesOf(event);
        if (changes.length === 0) return;
        for (const { session } of this.#open) session.live.documentChanged(event.document.uri.toString(), changes);
      }),
      workspace.onDidCloseTextDocument((document) => {
        for (const { session } of this.#open) session.live.documentClosed(document.uri.toString());
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        this.#cursorMoved(textEditor);
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        this.#turnTo(editor);
      }),
    ];
  }

  get current(): Report | undefined {
    return this.#byUse.at(0);
  }

  get all(): readonly Report[] {
    return this.#open;
  }

  /** The reports about the text of a document, those used last first. */
  of(uri: string): readonly Report[] {
    return this.#byUse.filter(({ input }) => input?.source.uri === uri && input.source.file === undefined);
  }

  /** Computes and shows a report: in the panel that is there for it, or in a new one. */
  async open(input: ReportInput, { inNew = false } = {}): Promise<Summary> {
    const found = inNew ? undefined : (reportFor(this.#byUse, input) ?? (await this.#wake(input)));
    const report = found ?? this.#create();
    const summary = await report.open(input);
    this.#bringUp(report);
    return summary;
  }

  /**
   * Opens a report once more, beside itself.
   *
   * @throws Failure where the document is gone, or no longer what it was
   */
  async openAgain({ session, isActive }: Report): Promise<void> {
    const state = parseRestoreState(session.restoreState);
    if (state === undefined) return;
    const column = isActive ? ViewColumn.Beside : this.#column;
    const report = this.#create({ openPanel: this.#panelIn(column) });
    try {
      await this.#restore(report, state);
    } catch (thrown) {
      // One whose document is gone has no panel, and nothing to show.
      if (this.#open.includes(report)) this.#owner.close(report);
      throw thrown;
    }
    this.#bringUp(report);
  }

  /** Whether runs on other parts of its file leave the current report alone. */
  pin(isPinned: boolean): void {
    const { current } = this;
    if (current === undefined) return;
    current.isPinned = isPinned;
    this.#keep(current);
    this.#changed.fire();
  }

  /** The person chose nothing: a panel that waited for that closes. */
  notChosen(): void {
    for (const report of this.#open) report.notChosen();
  }

  /** Brings a panel back that was open when the window was closed; without its document it stays empty. */
  async deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    const kept = this.#asleep.find(({ title }) => title === panel.title);
    const report = this.#create({}, kept);
    report.openPanel(
      (answer, onClose) => new ReportPanel(panel, this.#services.extensionUri, answer, onClose),
      panel.active,
    );
    if (panel.active) this.#use(report);
    if (kept === undefined) return;
    await this.#restore(report, kept.restored).catch(this.#log);
    if (!panel.active) this.#turnTo(window.activeTextEditor);
  }

  dispose(): void {
    clearTimeout(this.#cursorTimer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    for (const report of this.#open) report.dispose();
  }

  #create(owner: Partial<ReportOwner> = {}, kept?: KeptReport): Report {
    const id = kept?.id ?? crypto.randomUUID();
    const report = new Report(this.#services, { ...this.#owner, ...owner }, id);
    report.isPinned = kept?.isPinned ?? false;
    this.#open = [...this.#open, report];
    this.#byUse = [...this.#byUse, report];
    return report;
  }

  readonly #owner: ReportOwner = {
    openPanel: (answer, onClose) => this.#panelIn(this.#column)(answer, onClose),
    changed: (report) => {
      this.#updateTitles();
      this.#boundHeld();
      if (report === this.current) this.#changed.fire();
    },
    keep: (report) => {
      this.#keep(report);
    },
    close: (report) => {
      this.#memory.forget(report.id);
      this.#open = this.#open.filter((other) => other !== report);
      this.#byUse = this.#byUse.filter((other) => other !== report);
      report.dispose();
      this.#updateTitles();
      this.#changed.fire();
    },
    used: (report) => {
      this.#use(report);
    },
  };

  /** A report was asked for. Where the person works in another one, they go on in this: the menus are the current one's. */
  #bringUp(report: Report): void {
    this.#use(report);
    if (this.#open.some(({ isActive }) => isActive)) report.panel?.reveal({ takeFocus: true });
  }

  /** The person turned to a report. */
  #use(report: Report): void {
    if (report === this.current || !this.#open.includes(report)) return;
    this.#byUse = [report, ...this.#byUse.filter((other) => other !== report)];
    this.#boundHeld();
    this.#changed.fire();
  }

  #turnTo(editor: TextEditor | undefined): void {
    const report = editor && this.of(editor.document.uri.toString()).at(0);
    if (report !== undefined) this.#use(report);
  }

  #boundHeld(): void {
    const isSeen = ({ panel }: Report): boolean => panel?.isVisible === true;
    const byNeed = [...this.#byUse.filter(isSeen), ...this.#byUse.filter((report) => !isSeen(report))];
    boundHeld(
      byNeed.map(({ session }) => session),
      mostHeld,
    );
  }

  #keep({ id, title, isPinned, session: { restoreState } }: Report): void {
    if (restoreState !== null) this.#memory.keep(id, { title, isPinned, state: restoreState });
  }

  #updateTitles(): void {
    const named = this.#open.filter(({ subject }) => subject !== null);
    const names = reportNames(named.flatMap(({ subject }) => subject ?? []));
    for (const report of this.#open) {
      const name = names[named.indexOf(report)] ?? "";
      if (report.rename(name)) this.#keep(report);
    }
  }

  /** Where a new panel opens: with the report used last, else beside the editor. */
  get #column(): ViewColumn {
    return this.#byUse.find(({ panel }) => panel !== undefined)?.panel?.viewColumn ?? ViewColumn.Beside;
  }

  #panelIn(column: ViewColumn): OpenPanel {
    return (answer, onClose) => ReportPanel.open(this.#services.extensionUri, column, answer, onClose);
  }

  /** What is kept of reports that are not open: VS Code brings a panel back only when its tab is shown. */
  get #asleep(): readonly KeptReport[] {
    return this.#memory.read().filter(({ id }) => !this.#open.some((report) => report.id === id));
  }

  /** Opens the report of a file whose tab has not been shown yet since the window was loaded, in place of that tab. */
  async #wake({ source: { uri } }: ReportInput): Promise<Report | undefined> {
    const kept = this.#asleep.find(({ isPinned, restored }) => !isPinned && restored.uri === uri);
    const tab = kept && this.#unseenTab(kept.title);
    if (kept === undefined || tab === undefined) return undefined;
    const { viewColumn } = tab.group;
    await window.tabGroups.close(tab, true);
    const report = this.#create({ openPanel: this.#panelIn(viewColumn) }, kept);
    await this.#restore(report, kept.restored).catch(this.#log);
    return this.#open.includes(report) ? report : undefined;
  }

  #unseenTab(title: string): Tab | undefined {
    if (this.#open.some(({ panel }) => panel?.title === title)) return undefined;
    return window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ label, input }) => {
        return label === title && input instanceof TabInputWebview && input.viewType.endsWith(reportViewType);
      });
  }

  /** @throws Failure where the document is gone, or no longer what it was */
  async #restore(report: Report, restored: RestoredReport): Promise<void> {
    const { uri, file, isStatistics, selections, given, layer } = restored;
    const source =
      file === undefined
        ? documentSource(await openDocument(uri), isStatistics)
        : await fileSource(Uri.parse(uri, true), file);
    const settings = readSettings(Uri.parse(uri, true));
    await report.open({ ...inputOf(source, selections, given, settings), layer });
  }

  readonly #log = (thrown: unknown): void => {
    this.#services.logFailure(toFailure(thrown));
  };

  #cursorMoved({ document, selection }: TextEditor): void {
    clearTimeout(this.#cursorTimer);
    this.#cursorTimer = setTimeout(() => {
      for (const report of this.of(document.uri.toString())) void report.cursorMoved(document, selection.active);
    }, cursorDelayMs);
  }
}
