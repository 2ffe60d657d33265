import { config } from "@vscode/l10n";
import type { ThreadReply, ThreadRequest } from "../session/messageCompute.ts";
import { ComputeServer } from "./computeServer.ts";

/** What a Web Worker has in the place of a port. */
interface WorkerScope {
  onmessage: (event: { readonly data: ThreadRequest | FirstMessage }) => void;
  postMessage(reply: ThreadReply): void;
}

interface FirstMessage {
  readonly strings: Record<string, string> | null;
}

/** The computing thread in the browser: connects the server to its scope. The first message brings the translations. */
const scope = globalThis as unknown as WorkerScope;
const server = new ComputeServer();
scope.onmessage = ({ data }) => {
  if ("strings" in data) {
    if (data.strings !== null) config({ contents: data.strings });
    return;
  }
  scope.postMessage(server.answer(data));
};
