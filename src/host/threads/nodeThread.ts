import { Worker } from "node:worker_threads";
import { l10n, Uri } from "vscode";
import type { StartThread, ThreadMessage } from "../../session/compute/messageCompute.ts";

/** Starts computing threads that run the worker bundle, with the translations of the messages they may write. */
export function nodeThreads(extensionUri: Uri, strings: Readonly<Record<string, string>> | null): StartThread {
  const workerPath = Uri.joinPath(extensionUri, "dist", "worker.cjs").fsPath;
  const scanScript = Uri.joinPath(extensionUri, "dist", "scan.cjs").fsPath;
  return (onReply, onEnd) => {
    const worker = new Worker(workerPath, { workerData: { strings, scanScript } });
    worker.on("message", (reply: ThreadMessage) => {
      onReply(reply);
    });
    // An error is followed by the exit; the first of them tells more.
    worker.on("error", (error) => {
      onEnd(error.message);
    });
    worker.on("exit", (code) => {
      onEnd(l10n.t("The computation stopped: its thread ended with code {0}", code));
    });
    return {
      post: (message) => {
        worker.postMessage(message);
      },
      terminate: () => {
        void worker.terminate();
      },
    };
  };
}
