import { Uri, type Disposable, type ViewColumn, type WebviewPanel } from "vscode";
import { toFailure } from "../../shared/messages/failure.ts";
import type { ReplyMessage } from "../../shared/report/protocol.ts";
import { packArrays } from "../../shared/messages/packArrays.ts";
import { isRequestMessage } from "../../shared/messages/requestGuard.ts";
import { webviewHtml } from "./webviewHtml.ts";

/** Which page a panel shows: `dist/webview/<name>.js` in the element `tag`. */
export interface PageFiles {
  readonly name: string;
  readonly tag: string;
}

/** A webview panel with one of our pages: its HTML, its title, and messages both ways. It knows nothing of what they mean. */
export class PagePanel<Request, Events> implements Disposable {
  readonly #panel: WebviewPanel;
  readonly #subscriptions: Disposable[];
  #isClosed = false;

  /** @param answer answers one request of the page: the value of the reply, or a Failure thrown */
  constructor(
    panel: WebviewPanel,
    extensionUri: Uri,
    page: PageFiles,
    answer: (request: Request) => Promise<unknown>,
    onClose: () => void,
  ) {
    this.#panel = panel;
    const media = (file: string): Uri => Uri.joinPath(extensionUri, "media", file);
    panel.iconPath = { light: media("report-light.svg"), dark: media("report-dark.svg") };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, "dist", "webview")],
    };
    this.#subscriptions = [
      panel.webview.onDidReceiveMessage((message: unknown) => {
        if (isRequestMessage(message)) void this.#reply(message.id, answer(message as Request));
      }),
      panel.onDidDispose(() => {
        this.#isClosed = true;
        onClose();
      }),
    ];
    panel.webview.html = webviewHtml(panel.webview, extensionUri, page.name, page.tag);
  }

  get title(): string {
    return this.#panel.title;
  }

  set title(title: string) {
    this.#panel.title = title;
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Whether it is the editor that the person works in. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  get viewColumn(): ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Calls back whenever one of those three has changed. */
  onDidChangeViewState(listener: () => void): void {
    this.#subscriptions.push(this.#panel.onDidChangeViewState(listener));
  }

  /** Brings the panel to the front; the focus stays where it is unless it is to be taken. */
  reveal({ takeFocus = false } = {}): void {
    this.#panel.reveal(undefined, !takeFocus);
  }

  /** A hidden page hears nothing: it asks for the whole state when it wakes. Nor does one that was closed. */
  post<K extends keyof Events>(type: K, payload: Events[K]): void {
    if (this.#isClosed) return;
    void this.#panel.webview.postMessage(packArrays({ type, payload }));
  }

  dispose(): void {
    this.#isClosed = true;
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel.dispose();
  }

  async #reply(id: number, answer: Promise<unknown>): Promise<void> {
    const reply = await answer.then(
      (value): ReplyMessage => ({ id, ok: true, value }),
      (thrown: unknown): ReplyMessage => {
        const { code, message, field } = toFailure(thrown);
        return { id, ok: false, error: { code, message, ...(field === undefined ? {} : { field }) } };
      },
    );
    await this.#panel.webview.postMessage(packArrays(reply));
  }
}
