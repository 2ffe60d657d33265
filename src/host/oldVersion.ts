import { l10n, lm, version, window, type ExtensionContext, type LogOutputChannel } from "vscode";
import { isOlder } from "../shared/text/versions.ts";

/**
 * Says what the VS Code at hand is too old for: in the log what it goes without, in a notification when it is older than the
 * extension asks for. VS Code itself refuses such an extension; editors that are built on it may not.
 */
export function tellOldVersion(context: ExtensionContext, log: LogOutputChannel): void {
  const { engines } = context.extension.packageJSON as { readonly engines: { readonly vscode: string } };
  const required = engines.vscode.replace("^", "");
  if (isOlder(version, required)) {
    const text = l10n.t("BatchNorm Lens requires VS Code {0} or later, got {1}", required, version);
    log.warn(text);
    void window.showWarningMessage(text);
  }
  // Types of the oldest version know no tools.
  if ((lm as { readonly registerTool?: unknown } | undefined)?.registerTool === undefined) {
    log.info(`VS Code ${version} has no tools for language models (1.95 has): #batchNorm is not offered in chat`);
  }
}
