import { commands, Uri, window, workspace, type TextDocument } from "vscode";

let files = 0;

/**
 * Opens a text in an editor, as a file of the workspace that no other test has.
 *
 * @param extension "csv", "json": what kind of file it is
 */
export async function show(text: string, extension: string): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  const uri = Uri.joinPath(folder.uri, `test-${++files}.${extension}`);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document, { preview: false });
  return document;
}

/** Closes everything, whatever was changed. */
export async function closeAll(): Promise<void> {
  while (window.activeTextEditor?.document.isDirty === true) {
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await commands.executeCommand("workbench.action.closeAllEditors");
}
