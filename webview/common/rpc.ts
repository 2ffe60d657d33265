import { restoreNumbers } from "../../src/shared/messages/packArrays.ts";
import type { ReplyError, ReplyMessage, ReportEvents, ReportRequests } from "../../src/shared/report/protocol.ts";

/** What `acquireVsCodeApi()` returns, as far as the pages use it. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

/** A request that the host answered with `ok: false`. Its message is fit to be shown; `field` names the control. */
export class HostError extends Error {
  readonly code: string;
  readonly field: string | undefined;

  constructor(error: ReplyError) {
    super(error.message);
    this.name = "HostError";
    this.code = error.code;
    this.field = error.field;
  }
}

/** What one page can ask: request name → its params and the value of its reply. */
export type RequestMap<Requests> = { readonly [K in keyof Requests]: { params: unknown; value: unknown } };

/** Requests without parameters are called without a second argument. */
type Params<Requests extends RequestMap<Requests>, K extends keyof Requests> = Requests[K]["params"] extends undefined
  ? []
  : [params: Requests[K]["params"]];

/** What the parts of a page need of the host: requests that are answered once, and events. */
export interface PageHost<Requests extends RequestMap<Requests>, Events> {
  /** @throws {HostError} (as a rejection) with the host's code, or "DISPOSED" when the page goes away first */
  request<K extends keyof Requests>(type: K, ...params: Params<Requests, K>): Promise<Requests[K]["value"]>;
  /** Returns the function that ends the subscription. */
  on<K extends keyof Events>(type: K, listener: (payload: Events[K]) => void): () => void;
}

export type ReportHost = PageHost<ReportRequests, ReportEvents>;

interface Pending {
  readonly resolve: (value: never) => void;
  readonly reject: (error: HostError) => void;
}

/** The page's end of the message channel: numbers requests, hands replies to who asked and events to who listens. */
export class HostConnection<
  Requests extends RequestMap<Requests> = ReportRequests,
  Events = ReportEvents,
> implements PageHost<Requests, Events> {
  readonly #api: Pick<VsCodeApi, "postMessage">;
  readonly #target: Pick<EventTarget, "addEventListener" | "removeEventListener">;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();
  #lastId = 0;
  #disposed = false;

  constructor(
    api: Pick<VsCodeApi, "postMessage">,
    target: Pick<EventTarget, "addEventListener" | "removeEventListener"> = globalThis,
  ) {
    this.#api = api;
    this.#target = target;
    target.addEventListener("message", this.#onMessage);
  }

  request<K extends keyof Requests>(type: K, ...[params]: Params<Requests, K>): Promise<Requests[K]["value"]> {
    if (this.#disposed) {
      return Promise.reject(disposedError());
    }
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#api.postMessage({ id, type, params });
    });
  }

  on<K extends keyof Events>(type: K, listener: (payload: Events[K]) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Stops listening and rejects what is still pending, so that nobody waits for ever. */
  dispose(): void {
    this.#disposed = true;
    this.#target.removeEventListener("message", this.#onMessage);
    this.#listeners.clear();
    for (const { reject } of this.#pending.values()) {
      reject(disposedError());
    }
    this.#pending.clear();
  }

  readonly #onMessage = (event: Event): void => {
    const message = restoreNumbers((event as MessageEvent<unknown>).data);
    if (typeof message !== "object" || message === null) {
      return;
    }
    if ("id" in message) {
      this.#onReply(message as ReplyMessage);
    } else if ("type" in message) {
      this.#onEvent(message as { readonly type: keyof Events; readonly payload: unknown });
    }
  };

  #onReply(message: ReplyMessage): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) {
      return;
    }
    this.#pending.delete(message.id);
    if (message.ok) {
      pending.resolve(message.value as never);
    } else {
      pending.reject(new HostError(message.error));
    }
  }

  #onEvent(message: { readonly type: keyof Events; readonly payload: unknown }): void {
    for (const listener of this.#listeners.get(message.type) ?? []) {
      listener(message.payload as never);
    }
  }
}

function disposedError(): HostError {
  return new HostError({ code: "DISPOSED", message: "the page was closed before the answer came" });
}
