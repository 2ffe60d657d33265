import { l10n, window, workspace, type Uri } from "vscode";
import { inputOf } from "../../session/report/inputOf.ts";
import { readRequest } from "../../session/report/reportInput.ts";
import type { Summary } from "../../session/report/summary.ts";
import { cancelled, toFailure } from "../../shared/messages/failure.ts";
import { parseArguments, type CommandArguments } from "../sources/commandArguments.ts";
import { readSettings } from "../configuration.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { chooseFilePart } from "../pick/filePartPicker.ts";
import { fileSource, wholeFile, type FilePart } from "../sources/fileSource.ts";
import type { Reports } from "../report/reports.ts";
import type { Compute } from "../../session/compute/compute.ts";

/** The command **Normalize File…**: reads a file of any size by itself, which no editor has to show. */
export class NormalizeFile {
  readonly #reports: Reports;
  readonly #errors: ErrorReporter;
  readonly #createCompute: () => Compute;

  constructor(reports: Reports, errors: ErrorReporter, createCompute: () => Compute) {
    this.#reports = reports;
    this.#errors = errors;
    this.#createCompute = createCompute;
  }

  /**
   * Normalizes all of a file and shows the report.
   *
   * @param argument a Uri, or `{ uri?, options? }`; without a Uri the person is asked for one
   * @throws Error with the message that the user sees
   */
  async run(argument: unknown): Promise<Summary> {
    return this.#reporting(async () => {
      const given = parseArguments(argument);
      return this.#open(given.uri ?? (await askForFile()), given, wholeFile);
    });
  }

  /** The same from a menu: shows what the file holds, and asks which part of it to read. */
  async runFromMenu(argument: unknown): Promise<Summary> {
    return this.#reporting(async () => {
      const given = parseArguments(argument);
      const uri = given.uri ?? (await askForFile());
      const source = await fileSource(uri, wholeFile);
      const { read } = readRequest(inputOf(source, [], given.options, readSettings(uri)));
      const part = await chooseFilePart(source.file, read, this.#createCompute);
      return this.#open(uri, given, part);
    });
  }

  async #open(uri: Uri, given: CommandArguments, part: FilePart): Promise<Summary> {
    return this.#reports.open(inputOf(await fileSource(uri, part), [], given.options, readSettings(uri)));
  }

  async #reporting(work: () => Promise<Summary>): Promise<Summary> {
    try {
      return await work();
    } catch (thrown) {
      const failure = toFailure(thrown);
      this.#errors.report(failure, undefined);
      throw failure;
    }
  }
}

/** @throws Failure "cancelled" where none is chosen */
async function askForFile(): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    ...(folder ? { defaultUri: folder } : {}),
    title: l10n.t("Normalize File"),
    openLabel: l10n.t("Normalize"),
    filters: {
      [l10n.t("Tables, JSON and arrays")]: [
        ...["csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson"],
        ...["npy", "npz", "safetensors"],
      ],
      [l10n.t("All files")]: ["*"],
    },
  });
  if (chosen === undefined) throw cancelled();
  return chosen[0];
}
