// An extension that uses BatchNorm Lens: a command that opens a table again with a normalized column beside each.
const { commands, extensions, window, workspace } = require("vscode");

exports.activate = ({ subscriptions }) => {
  subscriptions.push(commands.registerCommand("batchNormExample.appendNormalized", appendNormalized));
};

/** @param preset "pytorch", "keras", "onnx" or "tfjs" */
async function appendNormalized(preset = "pytorch") {
  // package.json names the extension in extensionDependencies, so that it is active before this one.
  const api = extensions.getExtension("batchnorm-lens.batchnorm-lens").exports;
  const { document } = window.activeTextEditor;
  try {
    const { features, output } = await api.normalize(document.getText(), "csv", { preset });
    const [samples, count] = output.shape;
    const lines = Array.from({ length: samples }, (_, n) => output.data.slice(n * count, (n + 1) * count).join(","));
    const header = features.map(({ name }) => `${name}_normalized`).join(",");
    const content = [header, ...lines, ""].join("\n");
    await window.showTextDocument(await workspace.openTextDocument({ content, language: "plaintext" }));
    return features.map(({ name, mean, variance }) => ({ name, mean, variance }));
  } catch (error) {
    // The message is in words for the person: it names the line and what to change.
    void window.showErrorMessage(error.message);
    throw error;
  }
}
