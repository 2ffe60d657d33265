import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { CheckpointServer } from "../../src/worker/checkpoint/checkpointServer.ts";
import { diskFile } from "../../src/worker/checkpoint/diskFile.ts";
import { ComputeServer } from "../../src/worker/computeServer.ts";
import type { Compute } from "../../src/session/compute/compute.ts";
import type { ThreadMessage } from "../../src/session/compute/messageCompute.ts";
import type { CheckpointFile } from "../../src/session/compute/checkpointRequests.ts";
import { bufferFile } from "../../src/worker/checkpoint/bufferFile.ts";
import { Failure } from "../../src/shared/messages/failure.ts";

/** The worker's checkpoint server in this process. */
export function checkpointCompute(): Compute {
  const pending = new Map<number, (reply: ThreadMessage) => void>();
  const server = new CheckpointServer(
    {
      open: ({ source, siblings }) => (typeof source === "string" ? diskFile(source) : bufferFile(source, siblings)),
      loadReaders: () => import("../../src/worker/checkpoint/readers.ts"),
    },
    (message) => {
      if (!("progress" in message)) pending.get(message.id)?.(message);
    },
    (request) => pending.get(request.id)?.(new ComputeServer().answer(request)),
  );
  let lastId = 0;
  return {
    isAlive: true,
    request: (type, params) => {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        pending.set(id, (reply) => {
          if (!("ok" in reply)) return;
          if (reply.ok) resolve(reply.value as never);
          else reject(new Failure(reply.error));
        });
        void server.answer({ id, type, params });
      });
    },
    cancel: () => undefined,
    dispose: () => undefined,
  };
}

/** A file on disk as its bytes, as a remote one arrives. */
export function fileBytes(path: string): CheckpointFile {
  return { name: basename(path), source: new Uint8Array(readFileSync(path)).buffer };
}
