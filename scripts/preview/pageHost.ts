import type { Page } from "playwright-core";
import { readLayers } from "../../src/documents/layers/index.ts";
import { ReportSession } from "../../src/session/report/reportSession.ts";
import { defaultReportOptions, type ReportOptions } from "../../src/shared/options.ts";
import { toFailure } from "../../src/shared/messages/failure.ts";
import type {
  AffineChange,
  PageState,
  ReportEvents,
  ReportRequests,
  RequestMessage,
  RequestName,
} from "../../src/shared/report/protocol.ts";
import { directCompute } from "./directCompute.ts";

export interface PreviewInput {
  readonly name: string;
  readonly text: string;
  readonly languageId: "csv" | "json";
  readonly options?: Partial<ReportOptions>;
  /** JSON of a layer that is loaded. */
  readonly layer?: { readonly name: string; readonly text: string };
  /** Changes of the state that a session would rarely be in. */
  readonly state?: (state: PageState) => PageState;
  /** Translations of the page's strings; English without them. */
  readonly strings?: Readonly<Record<string, string>>;
}

/** Stands in for VS Code and the extension's host: a real session with the worker's functions behind a page. */
export class PageHost {
  readonly requests: RequestMessage[] = [];
  /** What the page put into the clipboard last. */
  clipboard = "";
  /** Files that the page saved. */
  readonly saved: { readonly suggestedName: string; readonly data: Uint8Array }[] = [];
  readonly #page: Page;
  readonly #input: PreviewInput;
  readonly #session: ReportSession;
  readonly #answers: { readonly [K in RequestName]?: (params: ReportRequests[K]["params"]) => unknown } = {
    "page/ready": () => this.#state(),
    "options/set": (params) => this.#session.setOptions(params),
    "affine/set": (params) => {
      this.#session.setAffine(params);
    },
    "run/retry": () => this.#session.retry(),
    "values/page": (params) => this.#session.query("dataset/values", params),
    "feature/fineHistogram": (params) => this.#session.query("dataset/fineHistogram", params),
    "features/heatMap": (params) => this.#session.query("dataset/heatMap", params),
    "feature/activation": (params) => this.#session.query("dataset/activation", params),
    "feature/batches": (params) => this.#session.query("dataset/batches", params),
    "feature/gradients": (params) => this.#session.query("dataset/gradients", params),
    "feature/timeline": (params) => this.#session.query("dataset/timeline", params),
    "layer/twins": (params) => this.#session.query("dataset/twins", params),
    "layer/recalibrate": (choice) => this.#session.recalibrate(choice),
    "layer/undoRecalibration": () => this.#session.undoRecalibration(),
    "learn/labels": () => this.#session.query("learn/labels", undefined),
    "learn/start": (params) => this.#session.query("learn/start", params),
    "learn/run": (params) => this.#session.query("learn/run", params),
    "learn/keep": (params) => this.#session.keepLearned(params),
    "layer/remove": () => this.#session.removeLayer(),
    "live/set": ({ live }) => {
      this.#session.setLive(live);
    },
    "clipboard/write": ({ text }) => {
      this.clipboard = text;
    },
    "file/save": (params) => {
      this.saved.push(params);
    },
  };

  constructor(page: Page, input: PreviewInput) {
    this.#page = page;
    this.#input = input;
    this.#session = new ReportSession(directCompute(), {
      snapshotChanged: (snapshot) => void this.post("report/snapshot", snapshot),
    });
  }

  /** Reads and computes the input, and puts `acquireVsCodeApi` into the page. */
  async start(savedState: unknown = null): Promise<void> {
    const { name, text, languageId, options, layer } = this.#input;
    await this.#session.open({
      source: { uri: `file:///${name}`, name, languageId, version: 1, getText: () => text },
      selections: [{ start: 0, end: 0 }],
      options: { ...defaultReportOptions, ...options },
      header: "auto",
    });
    if (layer !== undefined) {
      const [read] = readLayers({ kind: "text", fileName: layer.name, text: layer.text, languageId: "json" });
      await this.#session.setLayer({ ...read, fileName: layer.name });
    }
    await this.#page.exposeFunction("hostReceives", (message: RequestMessage) => void this.#answer(message));
    await this.#page.addInitScript((saved) => {
      let state: unknown = saved;
      Object.assign(globalThis, {
        acquireVsCodeApi: () => ({
          postMessage: (message: unknown) => {
            (globalThis as unknown as { hostReceives: (given: unknown) => void }).hostReceives(message);
          },
          getState: () => state,
          setState: (given: unknown) => {
            state = given;
          },
        }),
      });
    }, savedState);
  }

  /** γ and β as if they had been set before: in the session, and in the page with its next snapshot. */
  async change(change: AffineChange): Promise<void> {
    this.#session.setAffine(change);
    await this.#session.retry();
  }

  async post<K extends keyof ReportEvents>(type: K, payload: ReportEvents[K]): Promise<void> {
    await this.#send({ type, payload });
  }

  async #answer(message: RequestMessage): Promise<void> {
    this.requests.push(message);
    const { id } = message;
    try {
      await this.#send({ id, ok: true, value: await this.#handle(message) });
    } catch (thrown) {
      const { code, message: text, field } = toFailure(thrown);
      await this.#send({ id, ok: false, error: { code, message: text, ...(field === undefined ? {} : { field }) } });
    }
  }

  async #send(message: object): Promise<void> {
    // The browser may be closing: there is nobody left to tell.
    const deliver = (data: unknown): void => {
      (globalThis as unknown as { postMessage: (given: unknown, origin: string) => void }).postMessage(data, "*");
    };
    await this.#page.evaluate(deliver, message as unknown).catch(() => undefined);
  }

  #state(): PageState {
    const { snapshot, progress, failure } = this.#session;
    const state: PageState = { snapshot, progress, failure, strings: this.#input.strings ?? null };
    return this.#input.state?.(state) ?? state;
  }

  /** What needs a real VS Code is noted in `requests` and answered with nothing. */
  #handle(message: RequestMessage): unknown {
    const answer = this.#answers[message.type] as ((params: unknown) => unknown) | undefined;
    return answer?.(message.params);
  }
}
