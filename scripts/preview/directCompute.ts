import type { Compute } from "../../src/session/compute/compute.ts";
import { Failure } from "../../src/shared/messages/failure.ts";
import { ComputeServer } from "../../src/worker/computeServer.ts";

/** The worker's own functions, called in this process. */
export function directCompute(): Compute {
  const server = new ComputeServer();
  return {
    isAlive: true,
    request: async (type, params) => {
      await Promise.resolve();
      const reply = server.answer({ id: 0, type, params });
      if (!reply.ok) throw new Failure(reply.error);
      return reply.value as never;
    },
    cancel: () => undefined,
    dispose: () => undefined,
  };
}
