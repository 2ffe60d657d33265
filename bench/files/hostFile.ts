// Reads a file as the extension host has it read, in a process of its own: node hostFile.ts <path> <worker.cjs> <scan.cjs>.
// Prints how long the look at its head and the reading take, and for how long this thread's event loop was ever blocked.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Worker } from "node:worker_threads";
import type { FileRequest } from "../../src/session/compute/fileRequest.ts";
import { MessageCompute, type StartThread, type ThreadMessage } from "../../src/session/compute/messageCompute.ts";
import { defaultReportOptions } from "../../src/shared/options.ts";

async function main(path: string, worker: string, scanScript: string): Promise<void> {
  const compute = new MessageCompute(threads(worker, scanScript));
  const request: FileRequest = {
    name: path,
    source: path,
    columns: null,
    lines: null,
    layout: "auto",
    preset: "pytorch",
  };
  const file = {
    file: request,
    read: { languageId: "csv", selections: [], missingValues: "omitRows", header: "auto" },
  } as const;
  const start = performance.now();
  await compute.request("file/preview", file);
  const previewed = performance.now();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let numReports = 0;
  await compute.request("dataset/open", { text: "", ...file }, () => numReports++);
  const { features } = await compute.request("dataset/analyze", { options: defaultReportOptions, statistics: null });
  delay.disable();
  const openMs = performance.now() - previewed;
  compute.dispose();
  const [worstMs, usualMs] = [delay.max, delay.percentile(99)].map((nanoseconds) => nanoseconds / 1e6);
  console.log(
    JSON.stringify({ previewMs: previewed - start, openMs, numReports, worstMs, usualMs, rows: features.count[0] }),
  );
}

/** As the host starts them: see src/host/threads/nodeThread.ts. */
function threads(path: string, scanScript: string): StartThread {
  return (onReply, onEnd) => {
    const worker = new Worker(path, { workerData: { strings: null, scanScript } });
    worker.on("message", (reply: ThreadMessage) => {
      onReply(reply);
    });
    worker.on("error", ({ message }) => {
      onEnd(message);
    });
    return {
      post: (message) => {
        worker.postMessage(message);
      },
      terminate: () => {
        void worker.terminate();
      },
    };
  };
}

const [path, worker, scanScript] = process.argv.slice(2);
void main(path, worker, scanScript);
