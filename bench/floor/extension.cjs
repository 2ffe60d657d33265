// The least that an extension can show: a panel whose page asks its host for something and shows the answer.
const vscode = require("vscode");

const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-floor'">
</head>
<body>
<script nonce="floor">
  addEventListener("message", ({ data }) => {
    if (data === "answer") document.body.dataset.answer = data;
  });
  document.body.dataset.started = "";
  acquireVsCodeApi().postMessage("ready");
</script>
</body>
</html>`;

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.commands.registerCommand("panelFloor.open", () => {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
      const panel = vscode.window.createWebviewPanel("panelFloor", "Panel Floor", place, { enableScripts: true });
      panel.webview.onDidReceiveMessage(() => panel.webview.postMessage("answer"));
      panel.webview.html = html;
    }),
  );
};
