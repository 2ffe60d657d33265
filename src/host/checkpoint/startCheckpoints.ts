import { commands, Disposable, window } from "vscode";
import { Checkpoints, checkpointViewType, optionalViewType } from "./checkpoints.ts";
import { CheckpointDiagnostics } from "./checkpointDiagnostics.ts";
import type { CheckpointServices } from "./checkpointPage.ts";
import { openCheckpoint } from "./openCheckpoint.ts";

/** Registers the checkpoint page: its editor, and the commands that lead to it. */
export function startCheckpoints(services: Omit<CheckpointServices, "diagnostics">): Disposable {
  const diagnostics = new CheckpointDiagnostics();
  const checkpoints = new Checkpoints({ ...services, diagnostics });
  return Disposable.from(
    diagnostics,
    checkpoints,
    ...[checkpointViewType, optionalViewType].map((type) =>
      window.registerCustomEditorProvider(type, checkpoints, { supportsMultipleEditorsPerDocument: false }),
    ),
    commands.registerCommand("batchNorm.openCheckpoint", (argument: unknown) => openCheckpoint(checkpoints, argument)),
  );
}
