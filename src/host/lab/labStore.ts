import { Uri, workspace } from "vscode";
import type { ExperimentResult } from "../../shared/lab/experiments.ts";
import { parseRecord, parseResults, parseSweep, stringifyRecord, type RunRecord } from "../../shared/lab/record.ts";
import { readLabSettings, type LabSettings } from "../../shared/lab/settings.ts";
import type { SweepState } from "../../shared/lab/sweep.ts";
import type { ChosenText } from "./labSources.ts";

/** What the lab keeps over a reload of the window. */
export interface KeptLab {
  readonly settings: LabSettings;
  readonly chosen: ChosenText | null;
  readonly run: RunRecord | null;
}

/** What its other views keep. */
export interface KeptResults {
  readonly results: readonly ExperimentResult[];
  readonly sweep: SweepState | null;
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

  async readResults(): Promise<KeptResults> {
    const [results, sweep] = await Promise.all(
      ["lab-experiments.json", "lab-sweep.json"].map((name) => this.#text(name).catch(() => "")),
    );
    return { results: parseResults(results), sweep: parseSweep(sweep) };
  }

  writeExperiments(results: readonly ExperimentResult[]): Promise<void> {
    return this.#inTurn(() => this.#put("lab-experiments.json", stringifyRecord(results)));
  }

  writeSweep(sweep: SweepState): Promise<void> {
    return this.#inTurn(() => this.#put("lab-sweep.json", stringifyRecord(sweep)));
  }

  write({ settings, chosen, run }: KeptLab): Promise<void> {
    return this.#inTurn(async () => {
      await this.#put("lab.json", JSON.stringify({ settings, chosen }));
      await this.#put("lab-run.json", stringifyRecord(run));
    });
  }

  /** Writes after what is being written; failing to keep a result must not disturb the person who looks at it. */
  #inTurn(write: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(write).catch(() => undefined);
    return this.#writing;
  }

  async #text(name: string): Promise<string> {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(this.#folder, name)));
  }

  /** A window that closes while a file is written leaves the old one whole. */
  async #put(name: string, text: string): Promise<void> {
    const part = Uri.joinPath(this.#folder, `${name}.part`);
    await workspace.fs.writeFile(part, new TextEncoder().encode(text));
    await workspace.fs.rename(part, Uri.joinPath(this.#folder, name), { overwrite: true });
  }
}
