import { Worker } from "node:worker_threads";
import { Failure } from "../../shared/failure.ts";
import type { RangeFault, RangeReport, ThreadCounts } from "./scanJob.ts";
import type { ScanPool, ScanReply, ScanRequest, ScanThreadData } from "./scanPool.ts";

/** Reads ranges in threads of their own. Those that are not needed yet start meanwhile. */
export class ThreadPool implements ScanPool {
  readonly size: number;
  readonly #threads: readonly ScanThread[];

  /** @param script the bundle (or module) of scanThread.ts */
  constructor(script: string | URL, size: number, data: ScanThreadData) {
    this.size = size;
    this.#threads = Array.from({ length: size }, () => new ScanThread(script, data));
  }

  begin(job: Parameters<ScanPool["begin"]>[0]): void {
    for (const thread of this.#threads) thread.post({ type: "job", job });
  }

  scan(task: Parameters<ScanPool["scan"]>[0]): Promise<RangeReport | RangeFault> {
    const thread = this.#threads.reduce((least, other) => (other.numPending < least.numPending ? other : least));
    return thread.ask({ type: "range", task }) as Promise<RangeReport | RangeFault>;
  }

  counts(): Promise<readonly ThreadCounts[]> {
    return Promise.all(this.#threads.map((thread) => thread.ask({ type: "counts" }) as Promise<ThreadCounts>));
  }

  dispose(): void {
    for (const thread of this.#threads) thread.dispose();
  }
}

interface Pending {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
}

/** One thread. It answers in the order in which it is asked. */
class ScanThread {
  readonly #worker: Worker;
  #pending: Pending[] = [];
  #ended: Failure | undefined;

  constructor(script: string | URL, data: ScanThreadData) {
    this.#worker = new Worker(script, { workerData: data });
    this.#worker.on("message", (reply: ScanReply) => {
      this.#settle(reply);
    });
    this.#worker.on("error", (error) => {
      this.#end(error.message);
    });
    this.#worker.on("exit", (code) => {
      this.#end(`a reading thread ended with code ${code}`);
    });
  }

  get numPending(): number {
    return this.#pending.length;
  }

  post(request: ScanRequest): void {
    this.#worker.postMessage(request);
  }

  ask(request: ScanRequest): Promise<unknown> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#pending.push({ resolve, reject });
      this.post(request);
    });
  }

  dispose(): void {
    this.#end("disposed");
    void this.#worker.terminate();
  }

  #settle(reply: ScanReply): void {
    switch (reply.type) {
      case "range":
        this.#pending.shift()?.resolve(reply.report);
        break;
      case "counts":
        this.#pending.shift()?.resolve(reply.counts);
        break;
      case "failed":
        this.#fail(new Failure(reply.failure));
    }
  }

  #end(message: string): void {
    this.#fail(new Failure({ kind: "stopped", code: "THREAD_ENDED", message, place: null }));
  }

  /** What is waited for fails, and so does what is asked for later. */
  #fail(failure: Failure): void {
    this.#ended ??= failure;
    const pending = this.#pending;
    this.#pending = [];
    for (const request of pending) request.reject(this.#ended);
  }
}
