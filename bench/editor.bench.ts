// How long a document of 40 MB keeps the extension host from everything else while it is read, first and after an edit.
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { lookAround, warning, type Calm } from "./support/quiet.ts";
import { record } from "./support/results.ts";
import { MessageCompute, type StartThread, type ThreadMessage } from "../src/session/compute/messageCompute.ts";
import { ReportSession } from "../src/session/report/reportSession.ts";
import { textOfLines } from "../src/session/compute/textLines.ts";
import { defaultReportOptions } from "../src/shared/options.ts";
import { defaultReading } from "../src/shared/report/reading.ts";

const textLength = 40e6;

/** What a line holds. */
const documents: readonly { readonly name: string; readonly languageId: string; readonly line: string }[] = [
  { name: "CSV of 1 column", languageId: "csv", line: "0.1234" },
  { name: "CSV of 4 columns", languageId: "csv", line: "5.1,3.5,1.4,0.2" },
  { name: "CSV of 64 columns", languageId: "csv", line: Array.from({ length: 64 }, () => "0.1234").join(",") },
];

/** CPU time of the longest step: from asking for lines to having posted them. */
const threadCpuUsage = (since?: NodeJS.CpuUsage): NodeJS.CpuUsage =>
  (process as unknown as { threadCpuUsage(since?: NodeJS.CpuUsage): NodeJS.CpuUsage }).threadCpuUsage(since);
let stepStart = threadCpuUsage();
let longestStepMs = 0;

const startThread: StartThread = (onReply, onEnd) => {
  const worker = new Worker(join(import.meta.dirname, "../src/worker/main.ts"), {
    workerData: { strings: null, scanScript: "" },
  });
  worker.on("message", (reply: ThreadMessage) => {
    onReply(reply);
  });
  worker.on("error", ({ message }) => {
    onEnd(message);
  });
  return {
    post: (message) => {
      worker.postMessage(message);
      const { user, system } = threadCpuUsage(stepStart);
      stepStart = threadCpuUsage();
      longestStepMs = Math.max(longestStepMs, (user + system) / 1000);
    },
    terminate: () => void worker.terminate(),
  };
};

export default async function bench(): Promise<void> {
  for (const { name, languageId, line } of documents) {
    // Flat strings of their own, as a document's lines are.
    const lines = Array.from({ length: Math.floor(textLength / (line.length + 1)) }, () =>
      Buffer.from(line).toString("latin1"),
    );
    await measure(`${name}, ${lines.length.toLocaleString("en")} lines`, languageId, lines);
  }
  const row = documents[2].line;
  const single = `[${Array.from({ length: Math.floor(textLength / (row.length + 3)) }, () => `[${row}]`).join(",")}]`;
  await measure("JSON in one line", "json", [Buffer.from(single).toString("latin1")]);
}

async function measure(name: string, languageId: string, lines: readonly string[]): Promise<void> {
  const document = {
    version: 1,
    lineCount: lines.length,
    lineLength: (i: number) => lines[i].length,
    getLines: (first: number, end: number) => {
      stepStart = threadCpuUsage();
      return lines.slice(first, end).join("\n") + (end < lines.length ? "\n" : "");
    },
  };
  const source = {
    uri: "file:///large",
    name: "large",
    languageId,
    get version() {
      return document.version;
    },
    getText: () => textOfLines(document),
  };
  const session = new ReportSession(new MessageCompute(startThread));
  const input = {
    source,
    selections: [{ start: 0, end: 0 }],
    options: defaultReportOptions,
    reading: defaultReading,
  } as const;
  const calm = lookAround();
  console.log(`\n${name}${warning(calm)}`);
  // What else the machine does holds a thread up too.
  await watch(name, calm, "nothing, for as long as a read", () => new Promise((resolve) => setTimeout(resolve, 2000)));
  await watch(name, calm, "read", () => session.open(input));
  document.version++;
  await watch(name, calm, "read again after an edit", () => session.open(input));
  session.dispose();
}

/** Prints the longest time that the thread did not get to anything else. */
async function watch(title: string, calm: Calm, name: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  longestStepMs = 0;
  const start = performance.now();
  await work();
  const elapsedMs = performance.now() - start;
  delay.disable();
  record(title, `${name}: longest hold-up`, Float64Array.of(delay.max / 1e6), calm);
  record(title, `${name}: all of it`, Float64Array.of(elapsedMs), calm);
  const longest = (delay.max / 1e6).toFixed(0).padStart(4);
  const step = longestStepMs === 0 ? "" : `; longest step ${longestStepMs.toFixed(1)} ms of CPU time`;
  console.log(`  ${name.padEnd(30)} held up for ${longest} ms at most, of ${elapsedMs.toFixed(0)} ms${step}`);
}
