import type { RequestMessage } from "../report/protocol.ts";

/** Whether something that arrived from a page has the form of a request. What its params hold is the handler's to check. */
export function isRequestMessage(message: unknown): message is RequestMessage {
  return (
    typeof message === "object" &&
    message !== null &&
    "id" in message &&
    typeof message.id === "number" &&
    "type" in message &&
    typeof message.type === "string"
  );
}
