import { commands, l10n, Uri, window, workspace } from "vscode";
import type { CheckpointSummary } from "../../session/checkpoint/summary.ts";
import { Failure } from "../../shared/messages/failure.ts";
import { parseUri } from "../sources/commandArguments.ts";
import { checkpointExtensions } from "./extensions.ts";
import { checkpointViewType, type Checkpoints } from "./checkpoints.ts";

/**
 * The command **Open Checkpoint**: shows the batch norm layers of a file.
 *
 * @param argument `{ uri, part? }`, or the Uri that a context menu passes; without one the person is asked
 * @returns the layers as plain JSON; undefined if the person changes their mind, or a page tells them what is wrong
 * @throws Error with the message that the page shows, for a caller that passed an object
 */
export async function openCheckpoint(
  checkpoints: Checkpoints,
  argument: unknown,
): Promise<CheckpointSummary | undefined> {
  const isCaller = typeof argument === "object" && argument !== null && !(argument instanceof Uri);
  const { uri: given, part } = (isCaller ? argument : { uri: argument }) as Record<string, unknown>;
  if (isCaller && parseUri(given) === undefined) {
    const message = l10n.t(
      "uri requires a Uri or a path, got {0}",
      given === undefined ? "undefined" : JSON.stringify(given),
    );
    throw new Failure({ kind: "input", code: "INVALID_INPUT", message, place: null });
  }
  const uri = parseUri(given) ?? (await askForCheckpoint(l10n.t("Open Checkpoint")));
  if (uri === undefined) return undefined;
  await commands.executeCommand("vscode.openWith", uri, checkpointViewType);
  const summary = checkpoints.pageOf(uri)?.summary(typeof part === "string" ? part : undefined);
  // A command that rejects makes the palette show a dialog of its own. People have the page's banner already.
  return isCaller ? summary : summary?.catch(() => undefined);
}

/** A file of the person's choice; undefined if they change their mind. */
export async function askForCheckpoint(title: string): Promise<Uri | undefined> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    ...(folder ? { defaultUri: folder } : {}),
    title,
    filters: { [l10n.t("Checkpoints")]: [...checkpointExtensions], [l10n.t("All files")]: ["*"] },
  });
  return chosen?.at(0);
}
