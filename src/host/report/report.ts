import { commands, env, l10n, Uri, type Disposable, type Position, type TextDocument } from "vscode";
import type { Span } from "../../documents/types.ts";
import type { OpenReport } from "../../session/report/open/reportChoice.ts";
import type { Named } from "../../session/report/open/reportNames.ts";
import { ReportSession } from "../../session/report/reportSession.ts";
import { noticePlace, type FindingPlace } from "../../session/doctor/findingPlace.ts";
import { acceptOffer } from "../../session/report/acceptOffer.ts";
import { recalibrate, undoRecalibration } from "../../session/layer/recalibrate.ts";
import {
  withCompared,
  withLearned,
  withNewLayer,
  withSettings,
  type ReportInput,
} from "../../session/report/reportInput.ts";
import type { SessionListener } from "../../session/report/reportStatus.ts";
import { summarize, type Summary } from "../../session/report/summary.ts";
import type { Compute, DatasetInfo } from "../../session/compute/compute.ts";
import { assertNever } from "../../shared/messages/assertNever.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import type { LoadedLayer } from "../../shared/layer/parameters.ts";
import type { TargetTensor } from "../../shared/report/learn.ts";
import { parseOptions } from "../../session/options/optionGuards.ts";
import type { PageCommand, PageState, RequestMessage, RevealTarget, ShownPart } from "../../shared/report/protocol.ts";
import { openDocument } from "../sources/documentSource.ts";
import { recalibrateWithFiles } from "../commands/recalibrateWithFiles.ts";
import { type ChosenFile, exportFold, foldChosen } from "./foldWeights.ts";
import { chooseTarget, type ChosenTarget } from "../pick/learnTarget.ts";
import type { AnswerRequest, ReportPanel } from "./reportPanel.ts";
import { revealSpan, selectLines } from "../sources/reveal.ts";
import { saveFile } from "../pages/saveFile.ts";

/** What a report needs of the extension around it. */
export interface ReportServices {
  readonly extensionUri: Uri;
  readonly createCompute: () => Compute;
  readonly strings: Readonly<Record<string, string>> | null;
  readonly showLog: () => void;
  readonly logFailure: (failure: Failure) => void;
  /** The person changed γ or β. */
  readonly affineChanged: () => void;
  /** Runs what the empty page offers: the command on the active editor, or on a sample. */
  readonly runPageCommand: (command: PageCommand) => Promise<void>;
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
  #name = "";
  #panel: ReportPanel | undefined;
  #isActive = false;
  #isPinned = false;
  /** Whether the panel waits for the person to say which tensor is meant. */
  #isAsking = false;
  #wantedTab: ShownPart | undefined;
  /** Where the cursor was put by the selection that the page asked for. */
  #selected: Position | undefined;
  #fold: ChosenFile | null = null;
  /** Another tensor that was chosen to be learned. */
  #target: ChosenTarget | null = null;

  constructor(services: ReportServices, owner: ReportOwner, id: string) {
    this.#services = services;
    this.#owner = owner;
    this.id = id;
    this.#session = new ReportSession(services.createCompute(), this.#listener());
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
    const panel = open(this.#answer, () => {
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

  /** Tells the page which value the editor's cursor is on. */
  async cursorMoved(document: TextDocument, position: Position): Promise<void> {
    const { source, info } = this.#session;
    if (this.#panel?.isVisible !== true || info === null || source?.uri !== document.uri.toString()) return;
    // The page asked for this selection: it would go to the value that stands last in its rows.
    if (this.#selected?.isEqual(position) === true) return;
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

  /** An arrow function, because the panel holds it. */
  readonly #answer = async (request: RequestMessage): Promise<unknown> => {
    try {
      return await this.#handle(request);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind === "internal") this.#services.logFailure(failure);
      throw failure;
    }
  };

  async #handle(request: RequestMessage): Promise<unknown> {
    switch (request.type) {
      case "page/ready":
        return this.#pageState();
      case "tab/shown":
        this.#wantedTab = undefined;
        return undefined;
      case "options/set":
        return this.#session.setOptions(parseOptions(request.params).report);
      case "reading/set": {
        const { reading } = parseOptions(request.params);
        return this.#session.tryChange((input) => withSettings(input, { reading }));
      }
      case "notice/accept":
        return acceptOffer(this.#session, request.params);
      case "affine/set":
        this.#session.setAffine(request.params);
        this.#owner.keep(this);
        this.#owner.changed(this);
        this.#services.affineChanged();
        return undefined;
      case "history/undo":
        return this.#session.step("undo");
      case "history/redo":
        return this.#session.step("redo");
      case "source/reveal":
        return this.reveal(request.params);
      case "values/page":
        return this.#session.query("dataset/values", request.params);
      case "values/between":
        return this.#session.query("dataset/valuesBetween", request.params);
      case "source/selectLines":
        return this.#selectLines(request.params.lines);
      case "feature/fineHistogram":
        return this.#session.query("dataset/fineHistogram", request.params);
      case "features/heatMap":
        return this.#session.query("dataset/heatMap", request.params);
      case "feature/activation":
        return this.#session.query("dataset/activation", request.params);
      case "feature/batches":
        return this.#session.query("dataset/batches", request.params);
      case "feature/gradients":
        return this.#session.query("dataset/gradients", request.params);
      case "feature/timeline":
        return this.#session.query("dataset/timeline", request.params);
      case "groups/columns":
        return this.#session.query("dataset/groupColumns", undefined);
      case "groups/moments":
        return this.#session.query("dataset/groupMoments", request.params);
      case "groups/histograms":
        return this.#session.query("dataset/groupHistograms", request.params);
      case "layer/twins":
        return this.#session.query("dataset/twins", request.params);
      case "learn/labels":
        return this.#session.query("learn/labels", undefined);
      case "learn/start":
        return this.#session.query("learn/start", { ...request.params, target: this.#target?.file ?? null });
      case "learn/chooseTarget":
        return this.#chooseTarget();
      case "learn/run":
        return this.#session.query("learn/run", request.params);
      case "learn/keep":
        return this.#session.change((input) => withLearned(input, request.params));
      case "layer/recalibrate":
        return recalibrate(this.#session, request.params);
      case "layer/recalibrateWithFiles":
        return recalibrateWithFiles(this.#session);
      case "layer/undoRecalibration":
        return undoRecalibration(this.#session);
      case "compare/end":
        return this.#session.change((input) => withCompared(input, undefined));
      case "layer/fold":
        return this.#fold && foldChosen(this.#session, this.#fold, request.params);
      case "layer/foldExport":
        return this.#fold && exportFold(this.#session, this.#fold, request.params);
      case "layer/remove":
        return this.#session.change(withNewLayer);
      case "live/set":
        this.#session.live.set(request.params.live);
        return undefined;
      case "run/retry":
        return this.#session.retry().catch(() => undefined);
      case "run/cancel":
        this.#session.cancel();
        return undefined;
      case "log/show":
        this.#services.showLog();
        return undefined;
      case "clipboard/write":
        return env.clipboard.writeText(request.params.text);
      case "file/save":
        return saveFile(request.params.suggestedName, request.params.data);
      case "command/run":
        return this.#services.runPageCommand(request.params.command);
      default:
        return assertNever(request);
    }
  }

  /** Folds from now on into weights that the person chose, and shows what comes of it. */
  setFold(chosen: ChosenFile): void {
    this.#fold = chosen;
    this.showPart("fold");
  }

  async #chooseTarget(): Promise<TargetTensor | null> {
    this.#target = (await chooseTarget(this.#session)) ?? this.#target;
    return this.#target?.tensor ?? null;
  }

  #pageState(): PageState {
    const { snapshot, progress, failure, history } = this.#session;
    const { strings } = this.#services;
    return { snapshot, progress, failure, history, isPinned: this.#isPinned, strings, tab: this.#wantedTab };
  }

  /** Shows in the editor what a part of the report is about. */
  async reveal(target: RevealTarget): Promise<void> {
    const { source } = this.#session;
    if (source?.file !== undefined) {
      // No editor shows it: the Explorer does, where it is in the workspace.
      await commands.executeCommand("revealInExplorer", Uri.parse(source.uri, true));
      return;
    }
    const place = await this.#placeOf(target);
    if (source === null || place === null) return;
    await revealSpan(await openDocument(place.uri ?? source.uri), place.span, { focus: false });
  }

  async #selectLines(lines: Uint32Array): Promise<void> {
    const { source } = this.#session;
    if (source === null || source.file !== undefined) return;
    this.#selected = await selectLines(await openDocument(source.uri), lines);
  }

  async #placeOf(target: RevealTarget): Promise<FindingPlace | null> {
    const { info, snapshot } = this.#session;
    if (info === null || snapshot === null) return null;
    const inData = (span: Span | null | undefined): FindingPlace | null => (span ? { uri: null, span } : null);
    switch (target.kind) {
      case "range":
        return inData(info.range);
      case "notice":
        return noticePlace(this.#session, target.index);
      case "feature":
        return inData(info.featurePlaces[target.feature]);
      case "value":
        return inData(await this.#session.query("dataset/place", { feature: target.feature, index: target.index }));
      default:
        return assertNever(target);
    }
  }
}
