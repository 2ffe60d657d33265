import { cancelled, Failure, toFailure, type FailureData } from "../../shared/messages/failure.ts";
import type { Compute, ComputeName, ComputeRequests } from "./compute.ts";
import type { ReadProgress } from "./fileRequest.ts";
import { largeTextOf, type LargeText } from "../../shared/messages/largeText.ts";

/** A thread to talk to: `worker_threads` in Node, a Web Worker in the browser, two functions in a test. */
export interface Thread {
  post(message: ThreadRequest | TextPiece): void;
  terminate(): void;
}

/** Starts a thread. It reports each reply, and once at most that it ended without being told to. */
export type StartThread = (onReply: (message: ThreadMessage) => void, onEnd: (reason: string) => void) => Thread;

export interface ThreadRequest {
  readonly id: number;
  readonly type: ComputeName;
  readonly params: unknown;
}

/** A piece of the text of the request with this id, which follows. The first one makes what came before it void. */
export interface TextPiece {
  readonly id: number;
  readonly piece: string;
  readonly isFirst: boolean;
}

export type ThreadReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: FailureData };

/** What a thread says: a reply to every request, and before that how far it is. */
export type ThreadMessage = ThreadReply | { readonly id: number; readonly progress: ReadProgress };

interface Pending {
  resolve(value: unknown): void;
  reject(failure: Failure): void;
  readonly onProgress: ((progress: ReadProgress) => void) | undefined;
}

/**
 * A `Compute` on the other side of a thread. The thread starts with the first request. Cancelling ends the thread, which
 * works at any moment of any computation; the next request starts a new one.
 */
export class MessageCompute implements Compute {
  readonly #start: StartThread;
  readonly #pending = new Map<number, Pending>();
  #thread: Thread | undefined;
  #lastId = 0;
  #disposed = false;

  constructor(start: StartThread) {
    this.#start = start;
  }

  get isAlive(): boolean {
    return this.#thread !== undefined;
  }

  request<K extends ComputeName>(
    type: K,
    params: ComputeRequests[K]["params"],
    onProgress?: (progress: ReadProgress) => void,
  ): Promise<ComputeRequests[K]["value"]> {
    if (this.#disposed) return Promise.reject(cancelled());
    this.#thread ??= this.#startThread();
    const id = ++this.#lastId;
    const reply = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress });
    });
    const text = largeTextOf(params);
    if (text === null) this.#thread.post({ id, type, params });
    else void this.#postInPieces(this.#thread, { id, type, params }, text);
    return reply as Promise<ComputeRequests[K]["value"]>;
  }

  cancel(): void {
    this.#thread?.terminate();
    this.#endWith(cancelled());
  }

  dispose(): void {
    this.#disposed = true;
    this.cancel();
  }

  /** Posts a text piece by piece, others having their turn in between, and the request behind it. */
  async #postInPieces(thread: Thread, request: ThreadRequest, text: LargeText): Promise<void> {
    const { id } = request;
    try {
      let version: number;
      do {
        ({ version } = text);
        let isFirst = true;
        for (const piece of text.pieces()) {
          thread.post({ id, piece, isFirst });
          isFirst = false;
          await new Promise((resolve) => setTimeout(resolve));
          if (!this.#pending.has(id)) return;
          if (text.version !== version) break; // edited meanwhile: from the start
        }
      } while (text.version !== version);
      thread.post({ ...request, params: { ...(request.params as object), text: "" } });
    } catch (thrown) {
      this.#pending.get(id)?.reject(toFailure(thrown));
      this.#pending.delete(id);
    }
  }

  #startThread(): Thread {
    // A thread that was cancelled may still report its end: only the current one's reports count.
    const isCurrent = (): boolean => this.#thread === thread;
    const thread = this.#start(
      (reply) => {
        if (isCurrent()) this.#settle(reply);
      },
      (reason) => {
        if (isCurrent()) {
          this.#endWith(new Failure({ kind: "stopped", code: "THREAD_ENDED", message: reason, place: null }));
        }
      },
    );
    return thread;
  }

  #settle(reply: ThreadMessage): void {
    const pending = this.#pending.get(reply.id);
    if ("progress" in reply) {
      pending?.onProgress?.(reply.progress);
      return;
    }
    this.#pending.delete(reply.id);
    if (reply.ok) pending?.resolve(reply.value);
    else pending?.reject(new Failure(reply.error));
  }

  #endWith(failure: Failure): void {
    this.#thread = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const request of pending) request.reject(failure);
  }
}
