import { l10n, window, workspace, type TextDocument, type Uri } from "vscode";
import { changeOptions } from "../../session/options/resolveOptions.ts";
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
 * @throws Error with the message that the user sees, for a caller that named the file
 */
export async function loadStatistics(
  reports: Reports,
  errors: ErrorReporter,
  argument: unknown,
): Promise<Summary | undefined> {
  const { uri: given, options: changes } = parseArguments(argument);
  const uri = given ?? (await askForFile());
  if (uri === undefined) return undefined;
  let document: TextDocument | undefined;
  try {
    document = await openDocument(uri);
    const { options, header } = readSettings(uri);
    const { report, gamma, beta } = changes;
    const source = documentSource(document, true);
    return await reports.open({ source, selections: [], options: changeOptions(options, report), header, gamma, beta });
  } catch (thrown) {
    const failure = toFailure(thrown);
    errors.report(failure, document);
    if (given === undefined) return undefined;
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
