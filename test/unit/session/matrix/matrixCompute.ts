import type { Compute, ComputeName, ComputeRequests } from "../../../../src/session/compute/compute.ts";
import type { ThreadMessage } from "../../../../src/session/compute/messageCompute.ts";
import { cancelled, Failure } from "../../../../src/shared/messages/failure.ts";
import { ComputeServer } from "../../../../src/worker/computeServer.ts";
import { FileServer } from "../../../../src/worker/files/fileServer.ts";
import { nodeFiles } from "../../../../src/worker/files/nodeFiles.ts";

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: Failure) => void;
}

/**
 * The thread's two servers without the thread: texts and files, with what is asked and answered cloned as a thread's
 * messages are. It notes every failure that is a bug of ours, also one that its caller keeps to itself.
 */
export class MatrixCompute implements Compute {
  isAlive = false;
  readonly internal: Failure[] = [];
  readonly #pending = new Map<number, Pending>();
  #server = this.#start();
  #lastId = 0;

  request<K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]): Promise<ComputeRequests[K]["value"]> {
    this.isAlive = true;
    const id = ++this.#lastId;
    const reply = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    void this.#server.answer({ id, type, params: structuredClone(params) });
    return reply as Promise<ComputeRequests[K]["value"]>;
  }

  /** Ends the thread: what it had read is gone. */
  cancel(): void {
    for (const { reject } of this.#pending.values()) reject(cancelled());
    this.#pending.clear();
    this.isAlive = false;
    this.#server = this.#start();
  }

  dispose(): void {
    this.cancel();
  }

  #start(): FileServer {
    return new FileServer(new ComputeServer(), nodeFiles("", null, 1), (message) => {
      this.#settle(structuredClone(message));
    });
  }

  #settle(message: ThreadMessage): void {
    if ("progress" in message) return;
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.ok) {
      pending?.resolve(message.value);
      return;
    }
    const failure = new Failure(message.error);
    if (failure.kind === "internal") this.internal.push(failure);
    pending?.reject(failure);
  }
}
