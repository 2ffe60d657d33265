import type { Page } from "playwright-core";
import { readLayers } from "../../src/documents/layers/index.ts";
import { ReportSession } from "../../src/session/report/reportSession.ts";
import { acceptOffer } from "../../src/session/report/acceptOffer.ts";
import { withLearned, withNewLayer, withSettings } from "../../src/session/report/reportInput.ts";
import { recalibrate, undoRecalibration } from "../../src/session/layer/recalibrate.ts";
import { defaultReportOptions, type ReportOptions } from "../../src/shared/options.ts";
import { defaultReading } from "../../src/shared/report/reading.ts";
import type {
  AffineChange,
  PageState,
  ReportEvents,
  ReportRequests,
  RequestMessage,
  RequestName,
} from "../../src/shared/report/protocol.ts";
import { connectPage } from "./connectPage.ts";
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
  #send: (message: object) => Promise<void> = () => Promise.resolve();
  readonly #answers: { readonly [K in RequestName]?: (params: ReportRequests[K]["params"]) => unknown } = {
    "page/ready": () => this.#state(),
    "options/set": (params) => this.#session.setOptions(params),
    "reading/set": (params) => this.#session.tryChange((input) => withSettings(input, { reading: params })),
    "notice/accept": (params) => acceptOffer(this.#session, params),
    "affine/set": (params) => {
      this.#session.setAffine(params);
    },
    "history/undo": () => this.#session.step("undo"),
    "history/redo": () => this.#session.step("redo"),
    "run/retry": () => this.#session.retry(),
    "values/page": (params) => this.#session.query("dataset/values", params),
    "values/between": (params) => this.#session.query("dataset/valuesBetween", params),
    "feature/fineHistogram": (params) => this.#session.query("dataset/fineHistogram", params),
    "features/heatMap": (params) => this.#session.query("dataset/heatMap", params),
    "feature/activation": (params) => this.#session.query("dataset/activation", params),
    "feature/batches": (params) => this.#session.query("dataset/batches", params),
    "feature/gradients": (params) => this.#session.query("dataset/gradients", params),
    "feature/timeline": (params) => this.#session.query("dataset/timeline", params),
    "groups/columns": () => this.#session.query("dataset/groupColumns", undefined),
    "groups/moments": (params) => this.#session.query("dataset/groupMoments", params),
    "groups/histograms": (params) => this.#session.query("dataset/groupHistograms", params),
    "layer/twins": (params) => this.#session.query("dataset/twins", params),
    "layer/recalibrate": (choice) => recalibrate(this.#session, choice),
    "layer/undoRecalibration": () => undoRecalibration(this.#session),
    "learn/labels": () => this.#session.query("learn/labels", undefined),
    "learn/start": (params) => this.#session.query("learn/start", params),
    "learn/run": (params) => this.#session.query("learn/run", params),
    "learn/keep": (params) => this.#session.change((input) => withLearned(input, params)),
    "layer/remove": () => this.#session.change(withNewLayer),
    "live/set": ({ live }) => {
      this.#session.live.set(live);
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
      historyChanged: (history) => void this.post("report/history", history),
    });
  }

  /** Reads and computes the input, and puts `acquireVsCodeApi` into the page. */
  async start(savedState: unknown = null): Promise<void> {
    const { name, text, languageId, options, layer } = this.#input;
    await this.#session.open({
      source: { uri: `file:///${name}`, name, languageId, version: 1, getText: () => text },
      selections: [{ start: 0, end: 0 }],
      options: { ...defaultReportOptions, ...options },
      reading: defaultReading,
    });
    if (layer !== undefined) {
      const [read] = readLayers({ kind: "text", fileName: layer.name, text: layer.text, languageId: "json" });
      await this.#session.setLayer({ ...read, fileName: layer.name });
    }
    this.#send = await connectPage(
      this.#page,
      (message) => {
        this.requests.push(message);
        return this.#handle(message);
      },
      savedState,
    );
  }

  /** γ and β as if they had been set before: in the session, and in the page with its next snapshot. */
  async change(change: AffineChange): Promise<void> {
    this.#session.setAffine(change);
    await this.#session.retry();
  }

  async post<K extends keyof ReportEvents>(type: K, payload: ReportEvents[K]): Promise<void> {
    await this.#send({ type, payload });
  }

  #state(): PageState {
    const { snapshot, progress, failure, history } = this.#session;
    const state: PageState = {
      snapshot,
      progress,
      failure,
      history,
      isPinned: false,
      strings: this.#input.strings ?? null,
    };
    return this.#input.state?.(state) ?? state;
  }

  /** What needs a real VS Code is noted in `requests` and answered with nothing. */
  #handle(message: RequestMessage): unknown {
    const answer = this.#answers[message.type] as ((params: unknown) => unknown) | undefined;
    return answer?.(message.params);
  }
}
