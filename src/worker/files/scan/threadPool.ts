import { Worker } from "node:worker_threads";
import type { ByteSource } from "../../../documents/stream/sources/byteSource.ts";
import { Failure } from "../../../shared/messages/failure.ts";
import { inlinePool } from "./inlinePool.ts";
import type { RangeFault, RangeReport, ThreadCounts } from "./scanJob.ts";
import type { ScanPool, ScanReply, ScanRequest, ScanThreadData } from "./scanPool.ts";

/**
 * Reads ranges in threads of their own and in the one that calls, which has nothing else to do meanwhile and begins
 * while the others start.
 */
export class ThreadPool implements ScanPool {
  readonly size: number;
  readonly #threads: readonly ScanThread[];
  readonly #own: ScanPool;
  #numOwn = 0;
  #isDisposed = false;
  #lastOwn: Promise<unknown> = Promise.resolve();

  /**
   * @param script the bundle (or module) of scanThread.ts
   * @param size how many ranges are read at a time: one thread fewer is started
   * @param source what this thread reads; `data` names the same to the others
   */
  constructor(script: string | URL, size: number, data: ScanThreadData, source: ByteSource) {
    this.size = size;
    this.#threads = Array.from({ length: size - 1 }, () => new ScanThread(script, data));
    this.#own = inlinePool(source);
  }

  begin(job: Parameters<ScanPool["begin"]>[0]): void {
    for (const thread of this.#threads) thread.post({ type: "job", job });
    this.#own.begin(job);
  }

  scan(task: Parameters<ScanPool["scan"]>[0]): Promise<RangeReport | RangeFault> {
    const thread = this.#threads.reduce<ScanThread | null>(
      (least, other) => (least !== null && least.numPending <= other.numPending ? least : other),
      null,
    );
    if (thread === null || this.#numOwn < thread.numPending) return this.#scanHere(task);
    return thread.ask({ type: "range", task }) as Promise<RangeReport | RangeFault>;
  }

  async counts(): Promise<readonly ThreadCounts[]> {
    const others = this.#threads.map((thread) => thread.ask({ type: "counts" }) as Promise<ThreadCounts>);
    return [...(await this.#own.counts()), ...(await Promise.all(others))];
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const thread of this.#threads) thread.dispose();
  }

  /** One range after the other, and the replies of the threads in between. */
  #scanHere(task: Parameters<ScanPool["scan"]>[0]): Promise<RangeReport | RangeFault> {
    this.#numOwn++;
    const scanned = this.#lastOwn.then(
      () =>
        new Promise<RangeReport | RangeFault>((resolve, reject) => {
          setImmediate(() => {
            this.#numOwn--;
            if (this.#isDisposed) reject(threadEnded("disposed"));
            else this.#own.scan(task).then(resolve, reject);
          });
        }),
    );
    this.#lastOwn = scanned.catch(() => undefined);
    return scanned;
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
    this.#fail(threadEnded(message));
  }

  /** What is waited for fails, and so does what is asked for later. */
  #fail(failure: Failure): void {
    this.#ended ??= failure;
    const pending = this.#pending;
    this.#pending = [];
    for (const request of pending) request.reject(this.#ended);
  }
}

function threadEnded(message: string): Failure {
  return new Failure({ kind: "stopped", code: "THREAD_ENDED", message, place: null });
}
