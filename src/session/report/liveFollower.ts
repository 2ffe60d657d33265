import type { LiveState } from "../../shared/report/report.ts";
import type { ReportInput } from "./reportInput.ts";
import type { ReportState } from "./reportState.ts";
import type { RunGate } from "./runGate.ts";
import { trackSpans, type TextChange } from "./trackSpans.ts";

/** How long a person rests before the report follows what they typed. */
const restMs = 250;

/** Keeps a report at its document: its selections move with the text, and it is made again from it, if it is live. */
export class LiveFollower {
  readonly #state: ReportState;
  readonly #runs: RunGate;
  readonly #update: (input: ReportInput) => void;
  #isLive = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param update makes the report again from the document as it is now */
  constructor(state: ReportState, runs: RunGate, update: (input: ReportInput) => void) {
    this.#state = state;
    this.#runs = runs;
    this.#update = update;
  }

  /** Whether the person wants the report to follow. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** Whether the report shown is about the text as it is now. */
  get isCurrent(): boolean {
    return this.#state.input !== null && !this.#runs.isRunning && this.#isRead;
  }

  /** The version of the document that was read last; null if there is none. */
  get readVersion(): number | null {
    return this.#runs.dataset?.version ?? null;
  }

  /** Whether the report follows the document as it is edited. */
  set(live: boolean): void {
    this.#isLive = live;
    if (live && !this.#isRead) this.#follow();
    this.#state.status.setLive(this.#liveState(this.#isRead));
  }

  /** What the page says of a report of this input, which was read at a version of its text. */
  stateOf({ source }: ReportInput, version: number): LiveState {
    return source.file === undefined ? this.#liveState(source.version === version) : "closed";
  }

  /** The document was edited: the report follows once the person rests. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    const { input, status } = this.#state;
    if (input?.source.uri !== uri || input.source.file !== undefined) return;
    this.#state.moveSelections(trackSpans(input.selections, changes));
    if (!this.#isLive) {
      status.setLive("stale");
      return;
    }
    this.rest();
    this.#timer = setTimeout(() => {
      this.#follow();
    }, restMs);
  }

  documentClosed(uri: string): void {
    if (this.#state.input?.source.uri === uri) this.#state.status.setLive("closed");
  }

  /** A run is about to begin anyway, or nothing is to follow any more. */
  rest(): void {
    clearTimeout(this.#timer);
  }

  /** Whether what was read last is the text as it is now. */
  get #isRead(): boolean {
    const { input } = this.#state;
    return input === null || input.source.version === this.readVersion;
  }

  #follow(): void {
    const { input } = this.#state;
    if (input !== null) this.#update(input);
  }

  #liveState(isRead: boolean): LiveState {
    return this.#isLive ? "follows" : isRead ? "paused" : "stale";
  }
}
