import { Uri, window, workspace } from "vscode";

/** Saves what a page made (a picture, a table) where the person chooses; nothing where they choose nothing. */
export async function saveFile(suggestedName: string, data: Uint8Array): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog(folder ? { defaultUri: Uri.joinPath(folder, suggestedName) } : {});
  if (target !== undefined) await workspace.fs.writeFile(target, data);
}
