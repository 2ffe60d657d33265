import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ReportRequests } from "../../../../src/shared/report/protocol.ts";
import type { ReportStore } from "../../store/store.ts";

/** The requests that a tab asks with parameters and shows the answer of. */
type Question =
  | "feature/activation"
  | "feature/batches"
  | "feature/gradients"
  | "feature/fineHistogram"
  | "feature/timeline"
  | "values/between"
  | "groups/moments"
  | "groups/histograms"
  | "layer/twins"
  | "layer/fold";

interface Asker<K extends Question> {
  request(type: K, params: ReportRequests[K]["params"]): Promise<ReportRequests[K]["value"]>;
}

/**
 * One question to the host that follows what is shown: asked again when its parameters or the data change, the last
 * answer staying until the next one is there. An answer that was overtaken is dropped.
 */
export class HostQuestion<K extends Question> implements ReactiveController {
  answer: ReportRequests[K]["value"] | null = null;
  error: string | null = null;
  /** Whether the answer is that of the last question. */
  isCurrent = false;
  readonly #host: ReactiveControllerHost & { store: ReportStore };
  readonly #type: K;
  readonly #params: () => ReportRequests[K]["params"] | null;
  #asked = "";
  #subject = "";

  /**
   * @param params what to ask, or null for nothing now
   * @param host rendered again when an answer is there
   */
  constructor(
    host: ReactiveControllerHost & { store: ReportStore },
    type: K,
    params: () => ReportRequests[K]["params"] | null,
  ) {
    this.#host = host;
    this.#type = type;
    this.#params = params;
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot } = this.#host.store;
    const params = this.#params();
    if (snapshot === null || params === null) {
      return;
    }
    const subject = `${snapshot.revision}/${"feature" in params ? params.feature : ""}`;
    const asked = `${subject}/${JSON.stringify(params, plainArrays)}`;
    if (asked === this.#asked) {
      return;
    }
    if (subject !== this.#subject) {
      // Another feature or other data: what was answered is about something else.
      this.answer = null;
      this.error = null;
    }
    this.#asked = asked;
    this.#subject = subject;
    this.isCurrent = false;
    void this.#ask(asked, params);
  }

  async #ask(asked: string, params: ReportRequests[K]["params"]): Promise<void> {
    let found: ReportRequests[K]["value"] | null = null;
    let failure: string | null = null;
    try {
      // Each of these questions has parameters, which the type of `request` cannot see for all of them at once.
      const host = this.#host.store.host as unknown as Asker<K>;
      found = await host.request(this.#type, params);
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error);
    }
    if (asked === this.#asked) {
      this.answer = found ?? (failure === null ? null : this.answer);
      this.error = failure;
      this.isCurrent = failure === null;
      this.#host.requestUpdate();
    }
  }
}

/** Typed arrays as their numbers: they tell one question from another. */
function plainArrays(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? Array.from(value) : value;
}
