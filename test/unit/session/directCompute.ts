import type { Compute, ComputeName, ComputeRequests } from "../../../src/session/compute/compute.ts";
import { Failure } from "../../../src/shared/messages/failure.ts";
import { ComputeServer } from "../../../src/worker/computeServer.ts";

/** A compute without a thread, which counts what it is asked. */
export class DirectCompute implements Compute {
  readonly isAlive = true;
  readonly asked: ComputeName[] = [];
  isDisposed = false;
  readonly #server = new ComputeServer();

  request<K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]): Promise<ComputeRequests[K]["value"]> {
    this.asked.push(type);
    const reply = this.#server.answer({ id: 1, type, params });
    return reply.ok
      ? Promise.resolve(reply.value as ComputeRequests[K]["value"])
      : Promise.reject(new Failure(reply.error));
  }

  cancel(): void {
    this.asked.length = 0;
  }

  dispose(): void {
    this.isDisposed = true;
  }
}
