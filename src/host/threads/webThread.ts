import { Uri } from "vscode";
import type { StartThread, ThreadMessage } from "../../session/compute/messageCompute.ts";

/** The part of the browser's `Worker` that is used. The host is compiled without the DOM's types, which Node lacks. */
interface WebWorker {
  onmessage: (event: { readonly data: ThreadMessage }) => void;
  onerror: (event: { readonly message?: string }) => void;
  postMessage(message: unknown): void;
  terminate(): void;
}

declare const Worker: new (url: string, options: { readonly name: string }) => WebWorker;

/** Starts computing threads that run the worker bundle as a Web Worker; the first message brings the translations. */
export function webThreads(extensionUri: Uri, strings: Readonly<Record<string, string>> | null): StartThread {
  const urlOf = (file: string): string => Uri.joinPath(extensionUri, "dist", "web", file).toString(true);
  const url = urlOf("worker.js");
  return (onReply, onEnd) => {
    const worker = new Worker(url, { name: "BatchNorm Lens" });
    worker.onmessage = ({ data }) => {
      onReply(data);
    };
    worker.onerror = ({ message }) => {
      worker.terminate();
      onEnd(message ?? "the computing thread could not be started");
    };
    worker.postMessage({ strings, readersUrl: urlOf("checkpoints.js") });
    return {
      post: (request) => {
        worker.postMessage(request);
      },
      terminate: () => {
        worker.terminate();
      },
    };
  };
}
