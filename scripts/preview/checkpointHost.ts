import { basename } from "node:path";
import type { Page } from "playwright-core";
import { CheckpointSession } from "../../src/session/checkpoint/checkpointSession.ts";
import { CompareSession } from "../../src/session/checkpoint/compare/compareSession.ts";
import { examineLayers } from "../../src/session/doctor/layers/examineLayers.ts";
import type { ComparePageState, CompareRequestMessage } from "../../src/shared/checkpoint/comparison.ts";
import type { CheckpointPageState, CheckpointRequestMessage } from "../../src/shared/checkpoint/protocol.ts";
import { type Failure, toFailure } from "../../src/shared/messages/failure.ts";
import { checkpointCompute } from "../../test/support/checkpointCompute.ts";
import { connectPage } from "./connectPage.ts";

/** Stands in for VS Code and the extension's host: a real session with the worker's functions behind a checkpoint page. */
export async function startCheckpointHost(page: Page, files: readonly string[], view: object | null): Promise<void> {
  if (files.length > 1) return startCompareHost(page, files);
  const [path] = files;
  const session = new CheckpointSession(checkpointCompute(), examineLayers);
  let failure: Failure | null = null;
  try {
    await session.open({ name: basename(path), source: path });
  } catch (thrown) {
    failure = toFailure(thrown);
  }
  // What needs a real VS Code is answered with nothing.
  const answer = (message: CheckpointRequestMessage): unknown => {
    if (message.type === "layer/channels") return session.table(message.params.layer);
    if (message.type === "prune/channels") return session.pruning();
    if (message.type === "fold/ranges") return session.fold(message.params);
    if (message.type !== "page/ready") return undefined;
    return {
      fileName: basename(path),
      snapshot: session.snapshot,
      progress: null,
      failure: failure && { code: failure.code, message: failure.message },
      isStale: false,
      strings: null,
    } satisfies CheckpointPageState;
  };
  await connectPage(page, (message) => answer(message as CheckpointRequestMessage), view);
}

/** The same for the Compare page. */
async function startCompareHost(page: Page, files: readonly string[]): Promise<void> {
  const session = new CompareSession(checkpointCompute);
  const [a, b] = files.map((path) => ({ file: { name: basename(path), source: path }, uri: path, part: undefined }));
  const comparison = await session.compare(a, b);
  await connectPage(
    page,
    (given) => {
      const message = given as unknown as CompareRequestMessage;
      if (message.type === "page/ready") return { comparison, failure: null, strings: null } satisfies ComparePageState;
      return message.type === "layer/channels" ? session.channels(message.params.layer) : undefined;
    },
    null,
  );
}
