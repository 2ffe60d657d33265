import type { Memento } from "vscode";
import { parseRestoreState, type RestoredReport, type RestoreState } from "../../session/report/restoreState.ts";

const key = "report";

/**
 * Keeps what the report is made again from in the workspace's own storage. VS Code writes that at once; what a page
 * keeps of itself is written when the window closes, and a browser may not wait for it.
 */
export class ReportMemory {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  read(): RestoredReport | undefined {
    return parseRestoreState(this.#memento.get(key));
  }

  /** Null: there is no report any more. */
  keep(state: RestoreState | null): void {
    void this.#memento.update(key, state ?? undefined);
  }
}
