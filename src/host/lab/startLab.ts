import { commands, Disposable, window, type ExtensionContext, type LogOutputChannel } from "vscode";
import type { Compute } from "../../session/compute/compute.ts";
import { RunPace } from "../../session/lab/runPace.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import { labViewType } from "./lab.ts";
import { Labs } from "./labs.ts";
import { chosenBy } from "./labSources.ts";
import { LabStore } from "./labStore.ts";

/** What the lab takes from the rest of the extension. */
export interface LabParts {
  readonly createCompute: () => Compute;
  readonly strings: Readonly<Record<string, string>> | null;
  readonly log: LogOutputChannel;
  readonly errors: ErrorReporter;
}

/** Registers the lab: its command, its panel after a reload, and the links that open it. */
export function startLab(context: ExtensionContext, { createCompute, strings, log, errors }: LabParts): Disposable {
  const labs = new Labs({
    extensionUri: context.extensionUri,
    extensionId: context.extension.id,
    createCompute,
    store: new LabStore(context.storageUri ?? context.globalStorageUri),
    pace: new RunPace(),
    strings,
    showLog: () => {
      log.show();
    },
    reportFailure: (failure) => {
      errors.report(failure, undefined);
    },
  });
  return Disposable.from(
    labs,
    commands.registerCommand("batchNorm.openLab", async (argument: unknown) => labs.open(await chosenBy(argument))),
    window.registerWebviewPanelSerializer(labViewType, labs),
    window.registerUriHandler(labs),
  );
}
