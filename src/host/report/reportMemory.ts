import type { Memento } from "vscode";
import { parseRestoreState, type RestoredReport, type RestoreState } from "../../session/report/restoreState.ts";

const prefix = "report/";

/** Reports that are kept. A window closes most of them itself; those whose tabs went unseen must not pile up. */
const mostKept = 30;

/** What is kept of a report. */
export interface ReportEntry {
  /** The title of its tab: all that VS Code tells of one that is not shown yet. */
  readonly title: string;
  readonly isPinned: boolean;
  readonly state: RestoreState;
}

/** The same as it is read again. */
export interface KeptReport extends Pick<ReportEntry, "title" | "isPinned"> {
  readonly id: string;
  readonly restored: RestoredReport;
}

/**
 * Keeps what reports are made again from in the workspace's own storage. VS Code writes that at once; what a page
 * keeps of itself is written when the window closes, and a browser may not wait for it.
 */
export class ReportMemory {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** All that are kept, the newest first. */
  read(): readonly KeptReport[] {
    return this.#keys()
      .reverse()
      .flatMap((key) => {
        const { title, isPinned, state } = Object(this.#memento.get(key)) as Partial<
          Record<keyof ReportEntry, unknown>
        >;
        const restored = parseRestoreState(state);
        if (restored === undefined || typeof title !== "string") return [];
        return [{ id: key.slice(prefix.length), title, isPinned: isPinned === true, restored }];
      });
  }

  keep(id: string, entry: ReportEntry): void {
    void this.#memento.update(prefix + id, entry);
    for (const key of this.#keys().slice(0, -mostKept)) void this.#memento.update(key, undefined);
  }

  /** There is no such report any more. */
  forget(id: string): void {
    void this.#memento.update(prefix + id, undefined);
  }

  #keys(): string[] {
    return this.#memento.keys().filter((key) => key.startsWith(prefix));
  }
}
