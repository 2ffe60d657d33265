import type { HistoryLabels, ReportFailure, ReportProgress } from "../../shared/report/protocol.ts";
import type { LiveState, ReportSnapshot } from "../../shared/report/report.ts";

/** What a session tells whoever shows it. Each is the whole truth about its subject: null means there is none. */
export interface SessionListener {
  snapshotChanged(snapshot: ReportSnapshot): void;
  progressChanged(progress: ReportProgress | null): void;
  failureChanged(failure: ReportFailure | null): void;
  liveChanged(live: LiveState): void;
  historyChanged(history: HistoryLabels): void;
}

/** What a session shows, said to its listener whenever it changes. */
export class ReportStatus {
  readonly #listener: Partial<SessionListener>;
  #snapshot: ReportSnapshot | null = null;
  #progress: ReportProgress | null = null;
  #failure: ReportFailure | null = null;

  constructor(listener: Partial<SessionListener>) {
    this.#listener = listener;
  }

  get snapshot(): ReportSnapshot | null {
    return this.#snapshot;
  }

  get progress(): ReportProgress | null {
    return this.#progress;
  }

  get failure(): ReportFailure | null {
    return this.#failure;
  }

  /** A good result: nothing is under way any more, and nothing is wrong. */
  setSnapshot(snapshot: ReportSnapshot): void {
    this.#snapshot = snapshot;
    this.setProgress(null);
    this.setFailure(null);
    this.#listener.snapshotChanged?.(snapshot);
  }

  /** The same result with other γ and β: what is under way or wrong stays so. */
  replaceSnapshot(snapshot: ReportSnapshot): void {
    this.#snapshot = snapshot;
    this.#listener.snapshotChanged?.(snapshot);
  }

  setLive(live: LiveState): void {
    if (this.#snapshot === null || this.#snapshot.live === live) return;
    this.#snapshot = { ...this.#snapshot, live };
    this.#listener.liveChanged?.(live);
  }

  setProgress(progress: ReportProgress | null): void {
    if (this.#progress === null && progress === null) return;
    this.#progress = progress;
    this.#listener.progressChanged?.(progress);
  }

  setFailure(failure: ReportFailure | null): void {
    if (this.#failure === null && failure === null) return;
    this.#failure = failure;
    this.#listener.failureChanged?.(failure);
  }
}
