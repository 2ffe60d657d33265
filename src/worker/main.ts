import { parentPort, workerData } from "node:worker_threads";
import { config } from "@vscode/l10n";
import type { TextPiece, ThreadMessage, ThreadRequest } from "../session/compute/messageCompute.ts";
import { bufferFile } from "./checkpoint/bufferFile.ts";
import { CheckpointServer } from "./checkpoint/checkpointServer.ts";
import { diskFile } from "./checkpoint/diskFile.ts";
import { ComputeServer } from "./computeServer.ts";
import { FileServer } from "./files/fileServer.ts";
import { nodeFiles } from "./files/nodeFiles.ts";
import { TextPieces } from "./textPieces.ts";

/** The computing thread in Node: connects the servers to its port. */
const { strings, scanScript } = workerData as { strings: Record<string, string> | null; scanScript: string };
if (strings !== null) config({ contents: strings });

const send = (reply: ThreadMessage): void => {
  parentPort?.postMessage(reply);
};
const server = new FileServer(new ComputeServer(), nodeFiles(scanScript, strings), send);
const checkpoints = new CheckpointServer(
  {
    open: ({ source, siblings }) => (typeof source === "string" ? diskFile(source) : bufferFile(source, siblings)),
    loadReaders: () => import("./checkpoint/readers.ts"),
  },
  send,
  (request) => server.answer(request),
);
const pieces = new TextPieces();
parentPort?.on("message", (message: ThreadRequest | TextPiece) => {
  const request = pieces.take(message);
  if (request !== null) void checkpoints.answer(request);
});
