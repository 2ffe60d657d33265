import {
  commands,
  TabInputText,
  Uri,
  window,
  workspace,
  type Disposable,
  type Position,
  type TextDocument,
  type TextEditor,
  type WebviewView,
  type WebviewViewProvider,
} from "vscode";
import type { Span } from "../../documents/types.ts";
import type { LayerOverview, TensorOverview } from "../../session/compute/compute.ts";
import { inspectLayer, inspectPlace, inspectTensor, layerAt } from "../../session/insight/inspect.ts";
import { toFailure } from "../../shared/messages/failure.ts";
import {
  type InspectorEvent,
  type InspectorMessage,
  type InspectorState,
  type InspectorSubject,
} from "../../shared/report/inspector.ts";
import { packArrays } from "../../shared/messages/packArrays.ts";
import type { Insight } from "../editor/insight.ts";
import type { Reports } from "../report/reports.ts";
import { revealSpan } from "../sources/reveal.ts";
import { webviewHtml } from "../pages/webviewHtml.ts";

export const inspectorViewId = "batchNorm.inspector";

const cursorDelayMs = 120;
const editDelayMs = 400;

interface InspectorServices {
  readonly extensionUri: Uri;
  readonly insight: Insight;
  readonly reports: Reports;
  readonly strings: InspectorState["strings"];
  readonly normalize: (document: TextDocument, range: Span) => Promise<unknown>;
  readonly loadLayer: (document: TextDocument, layer: LayerOverview) => Promise<unknown>;
}

/** What is shown: where it comes from, for its links. */
interface Shown {
  readonly document: TextDocument;
  readonly subject: InspectorSubject | null;
  readonly layer: LayerOverview | null;
  readonly places: readonly (Span | null)[];
  readonly range: Span;
}

/** The document of a tensor that was asked for, and the cursor in it; null where no editor shows it. */
interface Pinned {
  readonly document: TextDocument;
  readonly cursor: Position | null;
}

/**
 * The view **Inspector**: what batch norm does to the number that the cursor is on, or what its feature looks like. While
 * the view is hidden nothing happens; when it is shown again it catches up.
 */
export class InspectorView implements WebviewViewProvider, Disposable {
  readonly #services: InspectorServices;
  readonly #subscriptions: readonly Disposable[];
  #view: WebviewView | undefined;
  #shown: Shown | null = null;
  #message = "";
  /** A tensor was asked for: it stays until cursor, editor or text change. Where the cursor was then. */
  #pinned: Pinned | null = null;
  #run = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: InspectorServices) {
    this.#services = services;
    this.#subscriptions = [
      window.registerWebviewViewProvider(inspectorViewId, this),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.#cursorMoved(textEditor);
      }),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor !== undefined) this.#cursorMoved(editor);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document === window.activeTextEditor?.document && contentChanges.length > 0) this.#schedule(editDelayMs);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("batchNorm")) this.#schedule(cursorDelayMs);
      }),
      services.reports.onDidChange(() => {
        this.#catchUp();
      }),
      window.tabGroups.onDidChangeTabs(({ closed }) => {
        // The editor of a tab that is closed goes a little later.
        if (closed.length > 0)
          setTimeout(() => {
            this.#forgetClosed();
          }, cursorDelayMs);
      }),
    ];
  }

  resolveWebviewView(view: WebviewView): void {
    const { extensionUri } = this.#services;
    this.#view = view;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [Uri.joinPath(extensionUri, "dist", "webview")],
    };
    view.webview.onDidReceiveMessage((message: InspectorMessage) => void this.#onMessage(message));
    view.onDidChangeVisibility(() => {
      if (view.visible) this.#catchUp();
    });
    view.onDidDispose(() => {
      this.#view = undefined;
    });
    view.webview.html = webviewHtml(view.webview, extensionUri, "inspector", "bn-inspector");
  }

  /** Opens the view, because the person asked for it, and shows a tensor until the cursor moves. */
  async inspect(document: TextDocument, tensor: TensorOverview): Promise<void> {
    const editor = window.visibleTextEditors.find((each) => each.document === document);
    this.#pinned = { document, cursor: editor?.selection.active ?? null };
    await commands.executeCommand(`${inspectorViewId}.focus`, { preserveFocus: true });
    await this.#show(document, async () => {
      const { snapshot, info } = await this.#services.insight.open(document, tensor);
      const subject = inspectTensor(snapshot, titleOf(document, tensor));
      return { document, subject, layer: null, places: info.featurePlaces, range: tensor.range };
    });
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** The view was shown, its page woke, or the report that its numbers are from has changed. */
  #catchUp(): void {
    if (this.#pinned === null) this.#schedule(0);
  }

  /** VS Code tells of a click on a lens late, though it moves no cursor: what was asked for stays then. */
  #cursorMoved({ document, selection }: TextEditor): void {
    const { document: inspected, cursor } = this.#pinned ?? {};
    if (document === inspected && cursor?.isEqual(selection.active) === true) return;
    this.#schedule(cursorDelayMs);
  }

  #schedule(delayMs: number): void {
    this.#pinned = null;
    if (this.#view?.visible !== true) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#followCursor(), delayMs);
  }

  /** What no tab shows any more is not shown here either. */
  #forgetClosed(): void {
    const { document } = this.#shown ?? {};
    const uri = document?.uri.toString();
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
    const hasTab = tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === uri);
    if (uri === undefined || hasTab || window.visibleTextEditors.some((editor) => editor.document === document)) return;
    this.#run++;
    this.#shown = null;
    this.#message = "";
    this.#post();
  }

  async #followCursor(): Promise<void> {
    // While a report has the focus no editor is active.
    const shown = this.#shown?.document;
    const editor = window.activeTextEditor ?? window.visibleTextEditors.find(({ document }) => document === shown);
    if (editor === undefined || this.#view?.visible !== true) return;
    const { document, selection } = editor;
    await this.#show(document, async () => {
      const { insight } = this.#services;
      if (insight.refusal(document) !== null) return null; // before an offset, for which VS Code would index all lines
      const offset = document.offsetAt(selection.active);
      const layer = layerAt(await insight.layers(document), offset);
      if (layer !== null) return { document, subject: null, layer, places: [], range: layer.range };
      const place = await insight.place(document, offset);
      if (place === null) return null;
      const { info, snapshot } = place;
      const subject = inspectPlace(place, `${snapshot.source.name}, ${info.rangeLabel}`);
      return { document, subject, layer: null, places: info.featurePlaces, range: info.range };
    });
  }

  /** Shows what is found, unless something else was asked for meanwhile. */
  async #show(document: TextDocument, find: () => Promise<Shown | null>): Promise<void> {
    const run = ++this.#run;
    clearTimeout(this.#timer);
    try {
      const shown = await find();
      if (run !== this.#run) return;
      this.#shown = shown;
      this.#message = "";
    } catch (thrown) {
      const { kind, message } = toFailure(thrown);
      if (run !== this.#run || kind === "cancelled") return;
      // While the text is broken, half typed as it may be, what was there before stays.
      if (this.#shown?.document !== document) this.#shown = null;
      this.#message = message;
    }
    this.#post();
  }

  #post(strings: InspectorState["strings"] = null): void {
    const layer = this.#shown?.layer ?? null;
    const state: InspectorState = {
      subject: this.#shown?.subject ?? null,
      layer: layer && inspectLayer(layer),
      message: this.#message,
      strings,
    };
    const event: InspectorEvent = { type: "inspector/state", state };
    void this.#view?.webview.postMessage(packArrays(event));
  }

  async #onMessage(message: InspectorMessage): Promise<void> {
    const shown = this.#shown;
    switch (message.type) {
      case "inspector/ready":
        this.#post(this.#services.strings);
        this.#catchUp();
        return;
      case "inspector/reveal": {
        const place = shown?.places[message.feature];
        if (shown && place) await revealSpan(shown.document, place, { focus: false });
        return;
      }
      case "inspector/normalize":
        if (shown) await this.#services.normalize(shown.document, { start: shown.range.start, end: shown.range.start });
        return;
      case "inspector/loadLayer":
        if (shown?.layer) await this.#services.loadLayer(shown.document, shown.layer);
    }
  }
}

function titleOf({ uri }: TextDocument, { path }: TensorOverview): string {
  const name = uri.path.split("/").at(-1) ?? "";
  return path === "" ? name : `${name}, ${path}`;
}
