import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { ThreadMessage } from "../../src/session/compute/messageCompute.ts";

const dist = join(import.meta.dirname, "../../dist");

/** Milliseconds from the start of the packaged thread to the layers of a file, as the host has them: see src/host/threads. */
export async function readInNewThread(path: string, wanted: number): Promise<number> {
  const start = performance.now();
  const workerData = { strings: null, scanScript: join(dist, "scan.cjs") };
  const worker = new Worker(join(dist, "worker.cjs"), { workerData });
  try {
    const numLayers = await new Promise<number>((resolve, reject) => {
      worker.on("error", reject);
      worker.on("message", (reply: ThreadMessage) => {
        if ("progress" in reply) return;
        if (reply.ok) resolve((reply.value as { readonly layers: readonly unknown[] }).layers.length);
        else reject(new Error(reply.error.message));
      });
      worker.postMessage({ id: 1, type: "checkpoint/open", params: { file: { name: "resnet50.pt", source: path } } });
    });
    if (numLayers !== wanted) throw new Error(`${wanted} layers were expected, got ${numLayers}`);
    return performance.now() - start;
  } finally {
    await worker.terminate();
  }
}
