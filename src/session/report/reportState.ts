import type { Failure } from "../../shared/messages/failure.ts";
import type { AffineChange, HistoryDirection } from "../../shared/report/protocol.ts";
import type { LiveState, ReportSnapshot } from "../../shared/report/report.ts";
import { examined, nothingExamined, type Examined } from "./examined.ts";
import { isAffineOnly } from "./history/editHistory.ts";
import { ReportEdits } from "./reportEdits.ts";
import { withStep, type ReportInput } from "./reportInput.ts";
import { ReportStatus, type SessionListener } from "./reportStatus.ts";
import { restoreState, type RestoreState } from "./restoreState.ts";
import type { RunResult } from "./runGate.ts";
import { buildSnapshot } from "./snapshot.ts";

/** Who tells the person what is wrong with an input: the caller, or the page has to show it. */
export type ToldBy = "caller" | "page";

/** What a session shows, what it was made of, and what it is to become: the last good result stays until the next one. */
export class ReportState {
  readonly status: ReportStatus;
  readonly edits: ReportEdits;
  #input: ReportInput | null = null;
  #attempted: ReportInput | null = null;
  #examined = nothingExamined;
  #revision = 0;

  constructor(listener: Partial<SessionListener>) {
    this.status = new ReportStatus(listener);
    this.edits = new ReportEdits((labels) => listener.historyChanged?.(labels));
  }

  /** The report shown, with γ and β as they are now. A later change makes another snapshot. */
  get snapshot(): ReportSnapshot | null {
    const { snapshot } = this.status;
    return snapshot && this.edits.applyTo(snapshot);
  }

  /** What the report shown was made of; null before the first good run. */
  get input(): ReportInput | null {
    return this.#input;
  }

  /** What the person wants: the input under way or that failed last, else that of the report shown. */
  get wanted(): ReportInput | null {
    return this.#attempted ?? this.#input;
  }

  /** What the doctor and the readers say of the report shown. */
  get examined(): Examined {
    return this.#examined;
  }

  /** What the report is made again from, with γ and β as they are now; null before the first good run. */
  get restoreState(): RestoreState | null {
    return this.#input && restoreState(this.#input, this.edits.values);
  }

  /** The text was edited, and the selections of the report shown with it. */
  moveSelections(selections: ReportInput["selections"]): void {
    if (this.#input !== null) this.#input = { ...this.#input, selections };
  }

  /** A run of this input begins. */
  attempt(input: ReportInput): void {
    this.#attempted = input;
  }

  /** An input is given up, unless the person wants another one by now. */
  giveUp(input = this.#attempted): void {
    if (this.#attempted === input) this.#attempted = null;
  }

  /** Shows a good result. */
  commit(input: ReportInput, { info, analysis }: RunResult, live: LiveState): ReportSnapshot {
    const record = this.edits.take(this.#input, input, analysis.features.names);
    const { values } = this.edits;
    // From here on γ and β are the person's: following the document must not bring back those that it began with, nor ask.
    this.#input = { ...input, gamma: undefined, beta: undefined, step: undefined, isNew: false, asksIfSeveral: false };
    this.#attempted = null;
    this.#examined = examined(input, info, analysis, values);
    const { notices } = this.#examined;
    const snapshot = buildSnapshot({
      input,
      info,
      analysis,
      notices,
      affine: values,
      live,
      revision: ++this.#revision,
    });
    this.status.setSnapshot(snapshot);
    record();
    return snapshot;
  }

  /** Says that a run has failed, where nobody else does. */
  fail({ kind, code, message }: Failure, toldBy: ToldBy): void {
    // The question that follows leads to another run: a change of an option must not ask again.
    if (code === "SEVERAL_TENSORS") this.#attempted = null;
    if (kind === "cancelled" || kind === "option") return;
    if (kind === "input" && toldBy === "caller") return;
    this.status.setFailure({ message, canRetry: kind !== "input" });
  }

  /** The person sets γ, β or both. */
  setAffine(change: AffineChange): void {
    this.edits.set(change, this.#input?.layer);
  }

  /**
   * Goes back or forth over one change of the person.
   *
   * @returns the input to run first; null where no run is needed
   */
  go(direction: HistoryDirection): ReportInput | null {
    const entry = this.edits.next(direction);
    const shown = this.status.snapshot;
    const { wanted } = this;
    if (entry === null || shown === null || wanted === null) return null;
    const step = { direction, entry };
    if (!isAffineOnly(entry)) return withStep(wanted, step);
    this.edits.go(step);
    this.status.replaceSnapshot({ ...this.edits.applyTo(shown), revision: ++this.#revision });
    return null;
  }
}
