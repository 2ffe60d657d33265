import { config } from "@vscode/l10n";
import type { TextPiece, ThreadMessage, ThreadRequest } from "../session/compute/messageCompute.ts";
import { ComputeServer } from "./computeServer.ts";
import { bytesOnly } from "./files/bytesOnly.ts";
import { FileServer } from "./files/fileServer.ts";
import { TextPieces } from "./textPieces.ts";

/** What a Web Worker has in the place of a port. */
interface WorkerScope {
  onmessage: (event: { readonly data: ThreadRequest | TextPiece | FirstMessage }) => void;
  postMessage(reply: ThreadMessage): void;
}

interface FirstMessage {
  readonly strings: Record<string, string> | null;
}

/** The computing thread in the browser: connects the server to its scope. The first message brings the translations. */
const scope = globalThis as unknown as WorkerScope;
const server = new FileServer(new ComputeServer(), bytesOnly, (message) => {
  scope.postMessage(message);
});
const pieces = new TextPieces();
scope.onmessage = ({ data }) => {
  if ("strings" in data) {
    if (data.strings !== null) config({ contents: data.strings });
    return;
  }
  const request = pieces.take(data);
  if (request !== null) void server.answer(request);
};
