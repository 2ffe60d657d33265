import { commands, l10n, Uri, ViewColumn, window, workspace, type ExtensionContext, type QuickPickItem } from "vscode";

/** The samples by file name, with what a person should know to choose one. */
function sampleItems(): readonly QuickPickItem[] {
  return [
    { label: "iris.csv", description: l10n.t("150 flowers × 4 measures, and their species") },
    { label: "wine.csv", description: l10n.t("178 wines × 13 measures of very different scales") },
    { label: "digits.csv", description: l10n.t("1,797 images × 64 pixels, three of them always 0") },
    { label: "three-by-three.json", description: l10n.t("3 samples × 3 features, to check by hand") },
    {
      label: "scales.csv",
      description: l10n.t("3 samples × 3 features: twice the same at another scale, and three steps"),
    },
    { label: "activations.json", description: l10n.t("32 samples × 8 channels, before an activation") },
    { label: "layer1-batchnorm.json", description: l10n.t("the state of the batch norm behind that layer") },
  ];
}

/**
 * Opens one of the samples that come with the extension: the one of that name, or the one that the person chooses. It is
 * a copy, so that it can be edited.
 */
export async function openSample(context: ExtensionContext, given?: unknown): Promise<void> {
  const items = sampleItems();
  const options = { placeHolder: l10n.t("Choose a sample to open") };
  const chosen = items.find(({ label }) => label === given) ?? (await window.showQuickPick(items, options));
  if (chosen === undefined) return;
  const document = await workspace.openTextDocument(await copyOf(context, chosen.label));
  // The walkthrough, whose button this was, has an editor that the next one would replace.
  const { activeTab } = window.tabGroups.activeTabGroup;
  if (activeTab?.isPreview === true && activeTab.input === undefined) {
    await commands.executeCommand("workbench.action.keepEditor");
  }
  await window.showTextDocument(document, { viewColumn: ViewColumn.One });
}

/**
 * Opens a sample and normalizes it; with a layer, puts that sample's parameters on it: the buttons of the walkthrough.
 *
 * @param given a sample's file name
 * @param layer the file name of a sample with a layer's state
 */
export async function trySample(context: ExtensionContext, given: unknown, layer: unknown): Promise<void> {
  await openSample(context, given);
  await commands.executeCommand("batchNorm.normalizeSelection");
  const found = sampleItems().find(({ label }) => label === layer);
  if (found === undefined) return;
  await commands.executeCommand("batchNorm.loadParameters", { uri: await copyOf(context, found.label) });
}

/** The person's copy of a sample, made when it is not there yet. */
async function copyOf(context: ExtensionContext, name: string): Promise<Uri> {
  const copy = Uri.joinPath(context.globalStorageUri, "samples", name);
  try {
    await workspace.fs.stat(copy);
  } catch {
    const original = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, "samples", name));
    await workspace.fs.writeFile(copy, original);
  }
  return copy;
}
