import { l10n, Uri, window, workspace } from "vscode";
import { Failure } from "../../shared/messages/failure.ts";

/**
 * Saves what a page made (a picture, a table) where the person chooses; nothing where they choose nothing.
 *
 * @param source a file that is never written to
 * @throws Failure SAME_FILE
 */
export async function saveFile(suggestedName: string, data: Uint8Array, source?: Uri): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog(folder ? { defaultUri: Uri.joinPath(folder, suggestedName) } : {});
  if (target !== undefined && target.toString() === source?.toString()) {
    const message = l10n.t("Cannot write {0}: it is the file that is open", target.path);
    throw new Failure({ kind: "input", code: "SAME_FILE", message, place: null });
  }
  if (target !== undefined) await workspace.fs.writeFile(target, data);
}
