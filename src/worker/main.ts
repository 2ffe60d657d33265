import { parentPort, workerData } from "node:worker_threads";
import { config } from "@vscode/l10n";
import type { TextPiece, ThreadMessage, ThreadRequest } from "../session/compute/messageCompute.ts";
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
const pieces = new TextPieces();
parentPort?.on("message", (message: ThreadRequest | TextPiece) => {
  const request = pieces.take(message);
  if (request !== null) void server.answer(request);
});
