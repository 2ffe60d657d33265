import { l10n, Uri, ViewColumn, window, type Disposable, type WebviewPanel } from "vscode";
import { toFailure } from "../shared/failure.ts";
import type { EventName, ReplyMessage, ReportEvents, RequestMessage } from "../shared/protocol.ts";
import { isRequestMessage } from "../shared/requestGuard.ts";
import { webviewHtml } from "./webviewHtml.ts";

export const reportViewType = "batchNorm.report";

/** Answers one request of the page: the value of the reply, or a Failure thrown. */
export type AnswerRequest = (request: RequestMessage) => Promise<unknown>;

/** The webview panel of a report: its HTML, its title, and messages both ways. It knows nothing of what they mean. */
export class ReportPanel implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #subscriptions: Disposable[];

  constructor(panel: WebviewPanel, extensionUri: Uri, answer: AnswerRequest, onClose: () => void) {
    this.#panel = panel;
    const media = (file: string): Uri => Uri.joinPath(extensionUri, "media", file);
    panel.iconPath = { light: media("report-light.svg"), dark: media("report-dark.svg") };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, "dist", "webview")],
    };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isRequestMessage(message)) void this.#reply(message, answer);
      }),
      panel.onDidDispose(onClose),
    ];
    panel.webview.html = webviewHtml(panel.webview, extensionUri, "report", "bn-report");
  }

  /** Opens a panel beside the active editor, which keeps the focus. */
  static open(extensionUri: Uri, answer: AnswerRequest, onClose: () => void): ReportPanel {
    const panel = window.createWebviewPanel(
      reportViewType,
      l10n.t("Batch Norm"),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {},
    );
    return new ReportPanel(panel, extensionUri, answer, onClose);
  }

  set title(title: string) {
    this.#panel.title = title;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  /** A hidden page hears nothing: it asks for the whole state when it wakes. */
  post<K extends EventName>(type: K, payload: ReportEvents[K]): void {
    void this.#panel.webview.postMessage({ type, payload });
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel.dispose();
  }

  async #reply(request: RequestMessage, answer: AnswerRequest): Promise<void> {
    const { id } = request;
    const reply = await answer(request).then(
      (value): ReplyMessage => ({ id, ok: true, value }),
      (thrown: unknown): ReplyMessage => {
        const { code, message, field } = toFailure(thrown);
        return { id, ok: false, error: { code, message, ...(field === undefined ? {} : { field }) } };
      },
    );
    await this.#panel.webview.postMessage(reply);
  }
}
