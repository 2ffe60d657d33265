import type { Compute, ComputeName, ComputeRequests } from "../../../../src/session/compute/compute.ts";
import type { LabText } from "../../../../src/session/lab/sourceReader.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { ComputeServer } from "../../../../src/worker/computeServer.ts";

/** Three classes in two features: enough for a run of a few steps. */
const rows = Array.from({ length: 60 }, (_, n) => `${(n % 3) + (n % 7) / 10},${n % 5},${["a", "b", "c"][n % 3]}`);
export const threeClasses: LabText = {
  text: `x,y,label\n${rows.join("\n")}\n`,
  name: "three.csv",
  read: { languageId: "csv", selections: [], missingValues: "omitRows", header: "auto" },
};
/** The thread's server without a thread. `broken` makes it fail; `asked` counts requests to train that overlap. */
export function directCompute(broken = { now: false }, asked = { together: 0 }): Compute {
  let pending = 0;
  const server = new ComputeServer();
  let id = 0;
  return {
    async request<K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]) {
      if (type === "lab/advance" && pending++ > 0) asked.together++;
      await Promise.resolve();
      if (type === "lab/advance") pending--;
      if (broken.now) throw new Error("the thread broke");
      const reply = server.answer({ id: ++id, type, params });
      if (!reply.ok) throw new Failure(reply.error);
      return reply.value as ComputeRequests[K]["value"];
    },
    isAlive: true,
    cancel: () => undefined,
    dispose: () => undefined,
  };
}
