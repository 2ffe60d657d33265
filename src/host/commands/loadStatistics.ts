import { l10n, window, workspace, type TextDocument, type Uri } from "vscode";
import { inputOf } from "../../session/report/inputOf.ts";
import type { Summary } from "../../session/report/summary.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import { parseArguments } from "../sources/commandArguments.ts";
import { readSettings } from "../configuration.ts";
import { documentSource, openDocument } from "../sources/documentSource.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Reports } from "../report/reports.ts";

/**
 * The command **Load Statistics…**: opens a report about statistics that a database computed.
 *
 * @param argument a Uri, or `{ uri?, options? }`; without a Uri the person is asked for a file
 * @returns the report's summary, or undefined if the person changes their mind or a notification told what is wrong
 * @throws Error with the message that the user sees, for a caller that gave an argument
 */
export async function loadStatistics(
  reports: Reports,
  errors: ErrorReporter,
  argument: unknown,
): Promise<Summary | undefined> {
  let document: TextDocument | undefined;
  try {
    const { uri: given, options } = parseArguments(argument);
    const uri = given ?? (await askForFile());
    if (uri === undefined) return undefined;
    document = await openDocument(uri);
    return await reports.open(inputOf(documentSource(document, true), [], options, readSettings(uri)));
  } catch (thrown) {
    const failure = toFailure(thrown);
    errors.report(failure, document);
    // A command that rejects makes the palette show a dialog of its own. Only a caller gave an argument.
    if (argument === undefined) return undefined;
    throw failure;
  }
}

async function askForFile(): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    ...(folder ? { defaultUri: folder } : {}),
    title: l10n.t("Load Statistics"),
    openLabel: l10n.t("Load"),
    filters: {
      [l10n.t("Result of the statistics query")]: ["csv", "tsv", "json", "jsonl", "ndjson"],
      [l10n.t("All files")]: ["*"],
    },
  });
  return chosen?.[0];
}
