import type { Compute } from "../../session/compute/compute.ts";
import { summarize, type Summary } from "../../session/report/summary.ts";
import { analyzeSource } from "./analyzeSource.ts";
import { readSettings } from "../configuration.ts";

/** What `activate()` returns to other extensions. */
export interface Api {
  /**
   * Normalizes the numbers of a text as the command does with nothing selected, without showing anything.
   *
   * @param text JSON, JSON Lines, CSV or TSV
   * @param languageId "json", "jsonc", "jsonl", "csv", "tsv" or "plaintext"
   * @param options those of the command's argument: mode, preset, eps, momentum, layout, gamma, beta, …
   * @returns the summary, and y row-major
   * @throws Error whose message says what is wrong, and whose `code` names it
   */
  normalize(
    text: string,
    languageId: string,
    options?: unknown,
  ): Promise<Summary & { output: { shape: number[]; data: number[] } }>;
}

export function createApi(createCompute: () => Compute): Api {
  return {
    normalize: (text, languageId, options) => {
      const source = { uri: "", name: "", languageId, version: 0, getText: () => text };
      const analyzed = { source, selections: [{ start: 0, end: 0 }], options, settings: readSettings(undefined) };
      return analyzeSource(createCompute, analyzed, async (snapshot, session) => {
        const { gamma, beta } = snapshot.features;
        const { shape, data } = await session.query("dataset/output", { gamma, beta });
        return { ...summarize(snapshot), output: { shape: [...shape], data: Array.from(data) } };
      });
    },
  };
}
