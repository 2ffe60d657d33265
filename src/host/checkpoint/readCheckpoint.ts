import type { CancellationToken, Uri } from "vscode";
import { CheckpointSession } from "../../session/checkpoint/checkpointSession.ts";
import type { Compute } from "../../session/compute/compute.ts";
import { checkpointFile } from "./checkpointFile.ts";
import { examineWithSettings } from "./examine.ts";

/**
 * Reads a checkpoint without showing anything, for other extensions and language models.
 *
 * @param use takes what it needs while the file is open
 * @throws Failure that says what is wrong
 */
export async function readCheckpoint<Result>(
  createCompute: () => Compute,
  uri: Uri,
  part: string | undefined,
  use: (session: CheckpointSession) => Result,
  token?: CancellationToken,
): Promise<Result> {
  const session = new CheckpointSession(createCompute(), examineWithSettings);
  const subscription = token?.onCancellationRequested(() => {
    session.cancel();
  });
  try {
    await session.open(await checkpointFile(uri), { required: part });
    return use(session);
  } finally {
    subscription?.dispose();
    session.dispose();
  }
}
