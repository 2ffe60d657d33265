import { Uri, ViewColumn, window, workspace } from "vscode";

const files = { openIris: "iris.csv", openActivations: "activations.json" } as const;

/** Opens one of the samples that come with the extension in the first editor column. */
export async function openSample(extensionUri: Uri, sample: keyof typeof files): Promise<void> {
  const document = await workspace.openTextDocument(Uri.joinPath(extensionUri, "samples", files[sample]));
  await window.showTextDocument(document, { viewColumn: ViewColumn.One });
}
