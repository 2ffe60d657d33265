import type { LiveState } from "../../shared/report/report.ts";

/** How long a person rests before the report follows what they typed. */
const restMs = 250;

/** Whether, and when, a report follows its document. */
export class LiveFollower {
  readonly #update: () => void;
  #isLive = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param update makes the report again from the document as it is now */
  constructor(update: () => void) {
    this.#update = update;
  }

  /** Whether the person wants the report to follow. */
  get isLive(): boolean {
    return this.#isLive;
  }

  /** @returns the state that the page shows */
  setLive(live: boolean, isCurrent: boolean): LiveState {
    this.#isLive = live;
    if (live && !isCurrent) this.#update();
    return this.state(isCurrent);
  }

  /** What the page says of a report that is, or is not, about the text as it is now. */
  state(isCurrent: boolean): LiveState {
    return this.#isLive ? "follows" : isCurrent ? "paused" : "stale";
  }

  /** The document was edited: the report follows once the person rests. */
  edited(): void {
    this.rest();
    this.#timer = setTimeout(this.#update, restMs);
  }

  /** A run is about to begin anyway, or nothing is to follow any more. */
  rest(): void {
    clearTimeout(this.#timer);
  }
}
