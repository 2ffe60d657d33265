import { l10n, type Disposable, type Position, type TextDocument, type Uri } from "vscode";
import type { OpenReport } from "../../session/report/open/reportChoice.ts";
import type { Named } from "../../session/report/open/reportNames.ts";
import { ReportSession } from "../../session/report/reportSession.ts";
import type { ReportInput } from "../../session/report/reportInput.ts";
import type { SessionListener } from "../../session/report/reportStatus.ts";
import { summarize, type Summary } from "../../session/report/summary.ts";
import type { Compute, DatasetInfo } from "../../session/compute/compute.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { PageState, ShownPart } from "../../shared/report/protocol.ts";
import type { ChosenFile } from "./foldWeights.ts";
import { PageAnswers, type AnswerServices } from "./pageAnswers.ts";
import type { AnswerRequest, ReportPanel } from "./reportPanel.ts";

/** What a report needs of the extension around it. */
export interface ReportServices extends AnswerServices {
  readonly extensionUri: Uri;
  readonly createCompute: () => Compute;
  readonly strings: Readonly<Record<string, string>> | null;
}

/** Makes the panel of a report. */
export type OpenPanel = (answer: AnswerRequest, onClose: () => void) => ReportPanel;

/** Who has the report among others. */
export interface ReportOwner {
  /** A panel for the report, where the others are or beside the editor. */
  readonly openPanel: OpenPanel;
  /** There is another result, γ or β, or another document is read. */
  readonly changed: (report: Report) => void;
  /** What it is made again from is another. */
  readonly keep: (report: Report) => void;
  /** The person closes it, or it has nothing to show. */
  readonly close: (report: Report) => void;
  /** The person works in its panel now. */
  readonly used: (report: Report) => void;
}

/** How long a run may take before its panel opens: one that fails sooner opens none. */
const panelDelayMs = 40;

/** A report as the user has it: the session that computes it and the panel that shows it. */
export class Report implements Disposable, OpenReport {
  /** The name of what is kept of it. */
  readonly id: string;
  readonly #services: ReportServices;
  readonly #owner: ReportOwner;
  readonly #session: ReportSession;
  readonly #answers: PageAnswers;
  #name = "";
  #panel: ReportPanel | undefined;
  #isActive = false;
  #isPinned = false;
  /** Whether the panel waits for the person to say which tensor is meant. */
  #isAsking = false;
  #wantedTab: ShownPart | undefined;

  constructor(services: ReportServices, owner: ReportOwner, id: string) {
    this.#services = services;
    this.#owner = owner;
    this.id = id;
    this.#session = new ReportSession(services.createCompute(), this.#listener());
    this.#answers = new PageAnswers(this.#session, services, {
      state: () => this.#pageState(),
      tabShown: () => {
        this.#wantedTab = undefined;
      },
      affineSet: () => {
        this.#owner.keep(this);
        this.#owner.changed(this);
      },
    });
  }

  get session(): ReportSession {
    return this.#session;
  }

  get input(): ReportInput | null {
    return this.#session.input;
  }

  get info(): DatasetInfo | null {
    return this.#session.info;
  }

  get panel(): ReportPanel | undefined {
    return this.#panel;
  }

  /** Whether it stays with what it shows: runs on other parts of its file leave it alone. */
  get isPinned(): boolean {
    return this.#isPinned;
  }

  set isPinned(isPinned: boolean) {
    this.#isPinned = isPinned;
    this.#panel?.post("report/pinned", isPinned);
  }

  /** Whether its panel is the editor that the person works in. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** Its name among the others; "" while it is empty. */
  get name(): string {
    return this.#name;
  }

  /** What stands on its tab. */
  get title(): string {
    return this.#name === "" ? l10n.t("Batch Norm") : l10n.t("Batch Norm: {0}", this.#name);
  }

  /** @returns whether the title of the tab is another */
  rename(name: string): boolean {
    this.#name = name;
    if (this.#panel === undefined || this.#panel.title === this.title) return false;
    this.#panel.title = this.title;
    return true;
  }

  /** What it is about; null for an empty one. */
  get subject(): Named | null {
    const { source, snapshot } = this.#session;
    return source && { uri: source.uri, name: source.name, range: snapshot?.source.range ?? "" };
  }

  /**
   * Opens its panel, or fills one that VS Code kept over a reload of the window.
   *
   * @param isActive whether it has the focus. VS Code says so of every new one, of those too that leave the focus alone.
   */
  openPanel(open = this.#owner.openPanel, isActive = false): void {
    const panel = open(this.#answers.answer, () => {
      this.#owner.close(this);
    });
    panel.onDidChangeViewState(() => {
      this.#isActive = panel.isActive;
      if (panel.isActive) this.#owner.used(this);
    });
    this.#isActive = isActive;
    this.#panel = panel;
  }

  /**
   * Computes the report and shows it beside the editor.
   *
   * @throws Failure: a report that was there before stays; a panel that was opened for this one closes, unless what is
   * meant has to be asked (SEVERAL_TENSORS) and it is filled after that.
   */
  async open(input: ReportInput): Promise<Summary> {
    const isNew = this.#panel === undefined || this.#isAsking;
    const timer = setTimeout(() => {
      this.#show();
    }, panelDelayMs);
    try {
      const snapshot = await this.#session.open(input);
      this.#isAsking = false;
      this.#show();
      return summarize(snapshot);
    } catch (thrown) {
      const { kind, code } = toFailure(thrown);
      this.#isAsking = isNew && code === "SEVERAL_TENSORS";
      if (isNew && !this.#isAsking && (kind === "input" || kind === "option")) this.#owner.close(this);
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Puts a layer's parameters on the data of the report, and shows it.
   *
   * @throws Failure: the report is as it was.
   */
  async setLayer(layer: LoadedLayer): Promise<Summary> {
    const snapshot = await this.#session.setLayer(layer);
    this.#show();
    return summarize(snapshot);
  }

  /** The person chose nothing: a panel that waited for that closes. */
  notChosen(): void {
    if (this.#isAsking) this.#owner.close(this);
  }

  /** Shows what a command leads to. */
  showPart(part: ShownPart): void {
    // A page that is just being opened, or wakes, hears no event: it finds the tab in the state that it asks for.
    this.#wantedTab = part;
    this.#show();
    this.#panel?.post("tab/show", part);
  }

  /** Folds from now on into weights that the person chose, and shows what comes of it. */
  setFold(chosen: ChosenFile): void {
    this.#answers.fold = chosen;
    this.showPart("fold");
  }

  /** Tells the page which value the editor's cursor is on. */
  async cursorMoved(document: TextDocument, position: Position): Promise<void> {
    const { source, info } = this.#session;
    if (this.#panel?.isVisible !== true || info === null || source?.uri !== document.uri.toString()) return;
    // The page asked for this selection: it would go to the value that stands last in its rows.
    if (this.#answers.selected?.isEqual(position) === true) return;
    const offset = document.offsetAt(position);
    const value = await this.#session.query("dataset/valueAt", { offset }).catch(() => null);
    this.#panel.post("cursor/value", value);
  }

  dispose(): void {
    this.#session.dispose();
    const panel = this.#panel;
    this.#panel = undefined;
    panel?.dispose();
  }

  #show(): void {
    if (this.#panel === undefined) this.openPanel();
    else this.#panel.reveal();
    this.#owner.changed(this);
  }

  #listener(): SessionListener {
    return {
      snapshotChanged: (snapshot) => {
        this.#panel?.post("report/snapshot", snapshot);
        this.#owner.keep(this);
        this.#owner.changed(this);
      },
      progressChanged: (progress) => {
        // A first run that is cancelled leaves an empty report.
        if (progress === null && this.#session.input === null) this.#owner.changed(this);
        this.#panel?.post("report/progress", progress);
      },
      failureChanged: (failure) => this.#panel?.post("report/failed", failure),
      liveChanged: (live) => this.#panel?.post("report/live", live),
      historyChanged: (history) => this.#panel?.post("report/history", history),
    };
  }

  #pageState(): PageState {
    const { snapshot, progress, failure, history } = this.#session;
    const { strings } = this.#services;
    return { snapshot, progress, failure, history, isPinned: this.#isPinned, strings, tab: this.#wantedTab };
  }
}
