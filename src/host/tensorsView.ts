import { commands, l10n, window, workspace, type Disposable, type TextDocument, type TreeView } from "vscode";
import type { Span } from "../documents/types.ts";
import type { Insight } from "./insight.ts";
import { sizeLimit } from "./insight.ts";
import { revealSpan } from "./reveal.ts";
import { revealCommand, TensorsTree, type TensorNode, type TensorsNode } from "./tensorsTree.ts";

const editDelayMs = 400;

/**
 * The view **Tensors**: the tensors of the active editor's document, as it is edited. While the view is hidden nothing
 * happens; when it is shown again it catches up.
 */
export class TensorsView implements Disposable {
  readonly #insight: Insight;
  readonly #tree: TensorsTree;
  readonly #view: TreeView<TensorsNode>;
  readonly #subscriptions: readonly Disposable[];
  #document: TextDocument | undefined;
  #isStale = true;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param normalize what the button of a tensor does */
  constructor(insight: Insight, normalize: (document: TextDocument, range: Span) => Promise<unknown>) {
    this.#insight = insight;
    this.#tree = new TensorsTree(insight, (failure) => {
      this.#view.message = failure?.message ?? "";
    });
    this.#view = window.createTreeView("batchNorm.tensors", { treeDataProvider: this.#tree, showCollapseAll: true });
    this.#document = window.activeTextEditor?.document;
    this.#subscriptions = [
      this.#view,
      this.#view.onDidChangeVisibility(() => {
        this.#update();
      }),
      // A webview that takes the focus leaves no active editor: what was shown stays.
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor === undefined || editor.document === this.#document) return;
        this.#document = editor.document;
        this.#invalidate(0);
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document === this.#document && contentChanges.length > 0) this.#invalidate(editDelayMs);
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (document !== this.#document) return;
        this.#document = window.activeTextEditor?.document;
        this.#invalidate(0);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("batchNorm")) this.#invalidate(0);
      }),
      commands.registerCommand(revealCommand, async ({ kind, place, ...node }: TensorsNode) => {
        if (kind !== "text" && place !== null) await revealSpan((node as TensorNode).document, place, { focus: false });
      }),
      commands.registerCommand("batchNorm.tensors.normalize", ({ document, place }: TensorNode) =>
        normalize(document, { start: place.start, end: place.start }),
      ),
    ];
    this.#update();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #invalidate(delayMs: number): void {
    this.#isStale = true;
    if (!this.#view.visible) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#update();
    }, delayMs);
  }

  #update(): void {
    if (!this.#view.visible || !this.#isStale) return;
    this.#isStale = false;
    const document = this.#document;
    const isTooLarge = document !== undefined && this.#insight.refusal(document) === "tooLarge";
    this.#tree.show(isTooLarge ? undefined : document);
    if (document === undefined || isTooLarge) this.#view.message = isTooLarge ? tooLargeMessage(document) : "";
  }
}

function tooLargeMessage({ uri }: TextDocument): string {
  return l10n.t(
    "{0} is larger than {1} MB (setting batchNorm.sizeLimit) and is read only when you normalize it.",
    uri.path.split("/").at(-1) ?? "",
    sizeLimit(),
  );
}
