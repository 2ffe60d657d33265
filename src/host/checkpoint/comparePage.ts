import { env, l10n, ViewColumn, window, type Disposable, type Uri } from "vscode";
import { CompareSession } from "../../session/checkpoint/compare/compareSession.ts";
import type { Compute } from "../../session/compute/compute.ts";
import type {
  CheckpointComparison,
  CompareEvents,
  ComparePageState,
  CompareRequestMessage,
} from "../../shared/checkpoint/comparison.ts";
import { assertNever } from "../../shared/messages/assertNever.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import { PagePanel } from "../pages/pagePanel.ts";
import { checkpointFile, nameOf } from "./checkpointFile.ts";

export const compareViewType = "batchNorm.compareCheckpoints";

/** A file to compare, and which part of it. */
export interface ComparedUri {
  readonly uri: Uri;
  readonly part: string | undefined;
}

interface CompareServices {
  readonly extensionUri: Uri;
  readonly createCompute: () => Compute;
  readonly strings: Readonly<Record<string, string>> | null;
}

/** Two checkpoints beside each other: the session that reads them and the panel that shows what happened between them. */
export class ComparePage implements Disposable {
  readonly #services: CompareServices;
  readonly #session: CompareSession;
  readonly #panel: PagePanel<CompareRequestMessage, CompareEvents>;
  #sides: readonly [ComparedUri, ComparedUri];
  #failure: Failure | null = null;

  constructor(services: CompareServices, a: ComparedUri, b: ComparedUri, onClose: () => void) {
    this.#services = services;
    this.#session = new CompareSession(services.createCompute);
    this.#sides = [a, b];
    const panel = window.createWebviewPanel(
      compareViewType,
      l10n.t("Compare Checkpoints"),
      { viewColumn: ViewColumn.Active },
      {},
    );
    const page = { name: "compare", tag: "bn-compare" };
    this.#panel = new PagePanel(panel, services.extensionUri, page, this.#answer, onClose);
  }

  /**
   * Reads both and shows what happened between them.
   *
   * @throws Failure with the message that the page shows
   */
  async compare(): Promise<CheckpointComparison> {
    const [a, b] = this.#sides;
    this.#panel.title = `${a.part ?? nameOf(a.uri)} ↔ ${b.part ?? nameOf(b.uri)}`;
    this.#failure = null;
    try {
      const choices = await Promise.all(
        this.#sides.map(async ({ uri, part }) => ({ file: await checkpointFile(uri), uri: uri.toString(), part })),
      );
      return await this.#session.compare(choices[0], choices[1]);
    } catch (thrown) {
      this.#failure = toFailure(thrown);
      throw this.#failure;
    } finally {
      this.#panel.post("compare/state", this.#state());
    }
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** An arrow function, because the panel holds it. */
  readonly #answer = async (request: CompareRequestMessage): Promise<unknown> => {
    switch (request.type) {
      case "page/ready":
        return { ...this.#state(), strings: this.#services.strings };
      case "layer/channels":
        return this.#session.channels(request.params.layer);
      case "files/swap":
        this.#sides = [this.#sides[1], this.#sides[0]];
        await this.compare();
        return undefined;
      case "files/reload":
        await this.compare();
        return undefined;
      case "clipboard/write":
        return env.clipboard.writeText(request.params.text);
      default:
        return assertNever(request);
    }
  };

  #state(): Omit<ComparePageState, "strings"> {
    const failure = this.#failure && { code: this.#failure.code, message: this.#failure.message };
    return { comparison: this.#failure === null ? this.#session.comparison : null, failure };
  }
}
