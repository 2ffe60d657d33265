import { Uri, workspace } from "vscode";
import { parseRecord, stringifyRecord, type RunRecord } from "../../shared/lab/record.ts";
import { readLabSettings, type LabSettings } from "../../shared/lab/settings.ts";
import type { ChosenText } from "./labSources.ts";

/** What the lab keeps over a reload of the window. */
export interface KeptLab {
  readonly settings: LabSettings;
  readonly chosen: ChosenText | null;
  readonly run: RunRecord | null;
}

/** Keeps the lab's settings and last result in the extension's own folder. */
export class LabStore {
  readonly #folder: Uri;
  #writing: Promise<void> = Promise.resolve();

  constructor(folder: Uri) {
    this.#folder = folder;
  }

  async read(): Promise<KeptLab | null> {
    try {
      const state = JSON.parse(await this.#text("lab.json")) as { settings?: unknown; chosen?: ChosenText | null };
      const run = parseRecord(await this.#text("lab-run.json").catch(() => ""));
      return { settings: readLabSettings(state.settings), chosen: state.chosen ?? null, run };
    } catch {
      // Nothing was kept yet, or an older version kept something else.
      return null;
    }
  }

  /** Writes after what is being written; failing to keep a result must not disturb the person who looks at it. */
  write({ settings, chosen, run }: KeptLab): Promise<void> {
    this.#writing = this.#writing
      .then(async () => {
        await this.#put("lab.json", JSON.stringify({ settings, chosen }));
        await this.#put("lab-run.json", stringifyRecord(run));
      })
      .catch(() => undefined);
    return this.#writing;
  }

  async #text(name: string): Promise<string> {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(this.#folder, name)));
  }

  async #put(name: string, text: string): Promise<void> {
    await workspace.fs.writeFile(Uri.joinPath(this.#folder, name), new TextEncoder().encode(text));
  }
}
