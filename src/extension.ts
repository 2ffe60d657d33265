import { config } from "@vscode/l10n";
import { commands, l10n, Uri, window, type ExtensionContext } from "vscode";
import { createApi, type Api } from "./host/api.ts";
import { ErrorReporter } from "./host/errorReporter.ts";
import { InputDiagnostics } from "./host/inputDiagnostics.ts";
import { nodeThreads } from "./host/nodeThread.ts";
import { NormalizeSelection } from "./host/normalizeSelection.ts";
import { reportViewType } from "./host/reportPanel.ts";
import { ReportSerializer } from "./host/reportSerializer.ts";
import { Reports } from "./host/reports.ts";
import { openSample } from "./host/samples.ts";
import { MessageCompute } from "./session/messageCompute.ts";
import type { Compute } from "./session/compute.ts";

/** Makes the parts of the extension and registers them. Nothing is computed until a command or a panel asks for it. */
export function activate(context: ExtensionContext): Api {
  const strings = l10n.bundle ?? null;
  if (strings !== null) config({ contents: strings });

  const log = window.createOutputChannel("BatchNorm Lens", { log: true });
  const startThread = nodeThreads(Uri.joinPath(context.extensionUri, "dist", "worker.cjs").fsPath, strings);
  const createCompute = (): Compute => new MessageCompute(startThread);

  const diagnostics = new InputDiagnostics(createCompute);
  const errors = new ErrorReporter(log);
  const reports = new Reports({
    extensionUri: context.extensionUri,
    createCompute,
    strings,
    showLog: () => {
      log.show();
    },
    logError: (error) => {
      log.error(error);
    },
    runPageCommand: async (command) => {
      if (command !== "normalizeSelection") await openSample(context.extensionUri, command);
      await commands.executeCommand("batchNorm.normalizeSelection");
    },
  });
  const normalizeSelection = new NormalizeSelection(reports, errors, diagnostics);

  context.subscriptions.push(
    log,
    diagnostics,
    reports,
    commands.registerCommand("batchNorm.normalizeSelection", (argument: unknown) => normalizeSelection.run(argument)),
    // A command that rejects makes the palette show a dialog of its own. People have seen our notification already.
    commands.registerCommand("batchNorm.normalizeSelectionFromPalette", () =>
      normalizeSelection.run(undefined).catch(() => undefined),
    ),
    window.registerWebviewPanelSerializer(reportViewType, new ReportSerializer(reports)),
  );
  return createApi(createCompute);
}
