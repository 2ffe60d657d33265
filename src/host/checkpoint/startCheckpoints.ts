import { commands, Disposable, window } from "vscode";
import { Checkpoints, checkpointViewType, optionalViewType } from "./checkpoints.ts";
import { CheckpointDiagnostics } from "./checkpointDiagnostics.ts";
import type { CheckpointServices } from "./checkpointPage.ts";
import { CompareCheckpoints } from "./compareCheckpoints.ts";
import { openCheckpoint } from "./openCheckpoint.ts";

/** Registers the checkpoint page: its editor, and the commands that lead to it. */
export function startCheckpoints(services: Omit<CheckpointServices, "diagnostics">): Disposable {
  const diagnostics = new CheckpointDiagnostics();
  const all = { ...services, diagnostics };
  const checkpoints = new Checkpoints(all);
  const compare = new CompareCheckpoints(all, checkpoints);
  return Disposable.from(
    diagnostics,
    checkpoints,
    compare,
    commands.registerCommand("batchNorm.compareCheckpoints", (argument: unknown) => compare.run(argument)),
    ...[checkpointViewType, optionalViewType].map((type) =>
      window.registerCustomEditorProvider(type, checkpoints, { supportsMultipleEditorsPerDocument: false }),
    ),
    commands.registerCommand("batchNorm.openCheckpoint", (argument: unknown) => openCheckpoint(checkpoints, argument)),
  );
}
