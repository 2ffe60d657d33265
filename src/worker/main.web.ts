import { config } from "@vscode/l10n";
import type { TextPiece, ThreadMessage, ThreadRequest } from "../session/compute/messageCompute.ts";
import { bufferFile } from "./checkpoint/bufferFile.ts";
import { CheckpointServer, type CheckpointReaders } from "./checkpoint/checkpointServer.ts";
import { ComputeServer } from "./computeServer.ts";
import { bytesOnly } from "./files/bytesOnly.ts";
import { FileServer } from "./files/fileServer.ts";
import { TextPieces } from "./textPieces.ts";

/** What a Web Worker has in the place of a port. */
interface WorkerScope {
  onmessage: (event: { readonly data: ThreadRequest | TextPiece | FirstMessage }) => void;
  postMessage(reply: ThreadMessage): void;
  importScripts(url: string): void;
  /** What the bundle of readers leaves behind. */
  readonly checkpointReaders?: CheckpointReaders;
}

interface FirstMessage {
  readonly strings: Record<string, string> | null;
  /** Where the bundle of readers is. A worker of VS Code does not know where it comes from itself. */
  readonly readersUrl: string;
}

/** The computing thread in the browser: connects the servers to its scope. The first message brings the translations. */
const scope = globalThis as unknown as WorkerScope;
const send = (message: ThreadMessage): void => {
  scope.postMessage(message);
};
let readersUrl = "";
const server = new FileServer(new ComputeServer(), bytesOnly, send);
const checkpoints = new CheckpointServer(
  {
    open: ({ source, siblings, name }) => {
      if (typeof source === "string") throw new Error(`${name} is on a disk that is not here`);
      return bufferFile(source, siblings);
    },
    loadReaders: () => {
      if (scope.checkpointReaders === undefined) scope.importScripts(readersUrl);
      if (scope.checkpointReaders === undefined) throw new Error(`${readersUrl} left no readers`);
      return Promise.resolve(scope.checkpointReaders);
    },
  },
  send,
  (request) => server.answer(request),
);
const pieces = new TextPieces();
scope.onmessage = ({ data }) => {
  if ("strings" in data) {
    ({ readersUrl } = data);
    if (data.strings !== null) config({ contents: data.strings });
    return;
  }
  const request = pieces.take(data);
  if (request !== null) void checkpoints.answer(request);
};
