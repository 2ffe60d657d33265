import { env, type Position } from "vscode";
import { acceptOffer } from "../../session/report/acceptOffer.ts";
import { recalibrate, undoRecalibration } from "../../session/layer/recalibrate.ts";
import { parseOptions } from "../../session/options/optionGuards.ts";
import { withCompared, withLearned, withNewLayer, withSettings } from "../../session/report/reportInput.ts";
import type { ReportSession } from "../../session/report/reportSession.ts";
import { assertNever } from "../../shared/messages/assertNever.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import type { TargetTensor } from "../../shared/report/learn.ts";
import type { PageCommand, PageState, RequestMessage } from "../../shared/report/protocol.ts";
import { recalibrateWithFiles } from "../commands/recalibrateWithFiles.ts";
import { saveFile } from "../pages/saveFile.ts";
import { chooseTarget, type ChosenTarget } from "../pick/learnTarget.ts";
import { openDocument } from "../sources/documentSource.ts";
import { selectLines } from "../sources/reveal.ts";
import { type ChosenFile, exportFold, foldChosen } from "./foldWeights.ts";
import { revealTarget } from "./revealTarget.ts";

/** What the answers need of the extension around the report. */
export interface AnswerServices {
  readonly showLog: () => void;
  readonly logFailure: (failure: Failure) => void;
  /** The person changed γ or β. */
  readonly affineChanged: () => void;
  /** Runs what the empty page offers: the command on the active editor, or on a sample. */
  readonly runPageCommand: (command: PageCommand) => Promise<void>;
}

/** The report that a page belongs to, as far as its requests are about it. */
export interface AnsweredReport {
  readonly state: () => PageState;
  /** The page shows the tab that it was asked to. */
  readonly tabShown: () => void;
  /** The person has set γ or β in the page. */
  readonly affineSet: () => void;
}

/** Answers what the page of a report asks and does what it requests. */
export class PageAnswers {
  /** The weights to fold into; null before the person has chosen some. */
  fold: ChosenFile | null = null;
  readonly #session: ReportSession;
  readonly #services: AnswerServices;
  readonly #report: AnsweredReport;
  #selected: Position | undefined;
  /** Another tensor that was chosen to be learned. */
  #target: ChosenTarget | null = null;

  constructor(session: ReportSession, services: AnswerServices, report: AnsweredReport) {
    this.#session = session;
    this.#services = services;
    this.#report = report;
  }

  /** Where the cursor was put by the selection that the page asked for last. */
  get selected(): Position | undefined {
    return this.#selected;
  }

  /** An arrow function, because the panel holds it. */
  readonly answer = async (request: RequestMessage): Promise<unknown> => {
    try {
      return await this.#handle(request);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.kind === "internal") this.#services.logFailure(failure);
      throw failure;
    }
  };

  async #handle(request: RequestMessage): Promise<unknown> {
    const session = this.#session;
    const services = this.#services;
    const report = this.#report;
    switch (request.type) {
      case "page/ready":
        return report.state();
      case "tab/shown":
        report.tabShown();
        return undefined;
      case "options/set":
        return session.setOptions(parseOptions(request.params).report);
      case "reading/set": {
        const { reading } = parseOptions(request.params);
        return session.tryChange((input) => withSettings(input, { reading }));
      }
      case "notice/accept":
        return acceptOffer(session, request.params);
      case "affine/set":
        session.setAffine(request.params);
        report.affineSet();
        services.affineChanged();
        return undefined;
      case "history/undo":
        return session.step("undo");
      case "history/redo":
        return session.step("redo");
      case "source/reveal":
        return revealTarget(session, request.params);
      case "values/page":
        return session.query("dataset/values", request.params);
      case "values/between":
        return session.query("dataset/valuesBetween", request.params);
      case "source/selectLines":
        return this.#selectLines(request.params.lines);
      case "feature/fineHistogram":
        return session.query("dataset/fineHistogram", request.params);
      case "features/heatMap":
        return session.query("dataset/heatMap", request.params);
      case "feature/activation":
        return session.query("dataset/activation", request.params);
      case "feature/batches":
        return session.query("dataset/batches", request.params);
      case "feature/gradients":
        return session.query("dataset/gradients", request.params);
      case "feature/timeline":
        return session.query("dataset/timeline", request.params);
      case "groups/columns":
        return session.query("dataset/groupColumns", undefined);
      case "groups/moments":
        return session.query("dataset/groupMoments", request.params);
      case "groups/histograms":
        return session.query("dataset/groupHistograms", request.params);
      case "layer/twins":
        return session.query("dataset/twins", request.params);
      case "learn/labels":
        return session.query("learn/labels", undefined);
      case "learn/start":
        return session.query("learn/start", { ...request.params, target: this.#target?.file ?? null });
      case "learn/chooseTarget":
        return this.#chooseTarget();
      case "learn/run":
        return session.query("learn/run", request.params);
      case "learn/keep":
        return session.change((input) => withLearned(input, request.params));
      case "layer/recalibrate":
        return recalibrate(session, request.params);
      case "layer/recalibrateWithFiles":
        return recalibrateWithFiles(session);
      case "layer/undoRecalibration":
        return undoRecalibration(session);
      case "compare/end":
        return session.change((input) => withCompared(input, undefined));
      case "layer/fold":
        return this.fold && foldChosen(session, this.fold, request.params);
      case "layer/foldExport":
        return this.fold && exportFold(session, this.fold, request.params);
      case "layer/remove":
        return session.change(withNewLayer);
      case "live/set":
        session.live.set(request.params.live);
        return undefined;
      case "run/retry":
        return session.retry().catch(() => undefined);
      case "run/cancel":
        session.cancel();
        return undefined;
      case "log/show":
        services.showLog();
        return undefined;
      case "clipboard/write":
        return env.clipboard.writeText(request.params.text);
      case "file/save":
        return saveFile(request.params.suggestedName, request.params.data);
      case "command/run":
        return services.runPageCommand(request.params.command);
      default:
        return assertNever(request);
    }
  }

  async #chooseTarget(): Promise<TargetTensor | null> {
    this.#target = (await chooseTarget(this.#session)) ?? this.#target;
    return this.#target?.tensor ?? null;
  }

  async #selectLines(lines: Uint32Array): Promise<void> {
    const { source } = this.#session;
    if (source === null || source.file !== undefined) return;
    this.#selected = await selectLines(await openDocument(source.uri), lines);
  }
}
