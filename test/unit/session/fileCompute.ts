import type { Compute, ComputeName, ComputeRequests } from "../../../src/session/compute/compute.ts";
import type { ThreadMessage } from "../../../src/session/compute/messageCompute.ts";
import { Failure } from "../../../src/shared/messages/failure.ts";
import { ComputeServer } from "../../../src/worker/computeServer.ts";
import { bytesOnly } from "../../../src/worker/files/bytesOnly.ts";
import { FileServer } from "../../../src/worker/files/fileServer.ts";

/** A compute without a thread that reads files too, from their bytes. */
export class FileCompute implements Compute {
  readonly isAlive = true;
  readonly #waiting = new Map<number, (reply: ThreadMessage) => void>();
  readonly #server = new FileServer(new ComputeServer(), bytesOnly, (reply) => {
    if (!("progress" in reply)) this.#waiting.get(reply.id)?.(reply);
  });
  #next = 1;

  async request<K extends ComputeName>(
    type: K,
    params: ComputeRequests[K]["params"],
  ): Promise<ComputeRequests[K]["value"]> {
    const id = this.#next++;
    const answered = new Promise<ThreadMessage>((resolve) => this.#waiting.set(id, resolve));
    await this.#server.answer({ id, type, params });
    const reply = await answered;
    this.#waiting.delete(id);
    if ("progress" in reply) throw new Error("progress is no reply");
    if (!reply.ok) throw new Failure(reply.error);
    return reply.value as ComputeRequests[K]["value"];
  }

  cancel(): void {
    this.#waiting.clear();
  }

  dispose(): void {
    this.cancel();
  }
}
