import type { ReportInput } from "../session/reportInput.ts";
import { ReportSession } from "../session/reportSession.ts";
import type { Compute } from "../session/compute.ts";
import { parseOptions } from "../session/optionGuards.ts";
import { changeOptions } from "../session/resolveOptions.ts";
import { summarize, type Summary } from "../session/summary.ts";
import { readSettings } from "./configuration.ts";

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
    normalize: async (text, languageId, options) => {
      const { report, header, delimiter, gamma, beta } = parseOptions(options);
      const settings = readSettings(undefined);
      const input: ReportInput = {
        source: { uri: "", name: "", languageId, version: 0, getText: () => text },
        selections: [{ start: 0, end: 0 }],
        options: changeOptions(settings.options, report),
        header: header ?? settings.header,
        delimiter: delimiter ?? settings.delimiter,
        gamma,
        beta,
      };
      const session = new ReportSession(createCompute());
      try {
        const snapshot = await session.open(input);
        const { shape, data } = await session.query("dataset/output", {
          gamma: snapshot.features.gamma,
          beta: snapshot.features.beta,
        });
        return { ...summarize(snapshot), output: { shape: [...shape], data: Array.from(data) } };
      } finally {
        session.dispose();
      }
    },
  };
}
