import { parentPort, workerData } from "node:worker_threads";
import { config } from "@vscode/l10n";
import type { ThreadRequest } from "../session/messageCompute.ts";
import { ComputeServer } from "./computeServer.ts";

/** The computing thread in Node: connects the server to its port. */
const { strings } = workerData as { strings: Record<string, string> | null };
if (strings !== null) config({ contents: strings });

const server = new ComputeServer();
parentPort?.on("message", (request: ThreadRequest) => {
  parentPort?.postMessage(server.answer(request));
});
