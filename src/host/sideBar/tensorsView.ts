import { commands, l10n, window, workspace, type Disposable, type TextDocument, type TreeView } from "vscode";
import type { Span } from "../../documents/types.ts";
import type { LayerOverview } from "../../session/compute/compute.ts";
import type { Insight } from "../editor/insight.ts";
import { sizeLimit } from "../editor/insight.ts";
import { revealSpan } from "../sources/reveal.ts";
import type { LayerNode } from "./layerItems.ts";
import { revealCommand } from "./revealCommand.ts";
import { TensorsTree, type TensorNode, type TensorsNode } from "./tensorsTree.ts";
import { FileDrop } from "./fileDrop.ts";

const editDelayMs = 400;

/** What the buttons of tensors and layers do. */
interface TensorsActions {
  readonly normalize: (document: TextDocument, range: Span) => Promise<unknown>;
  readonly loadLayer: (document: TextDocument, layer: LayerOverview) => Promise<unknown>;
  readonly checkLayer: (document: TextDocument, layer: LayerOverview) => Promise<unknown>;
}

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

  constructor(insight: Insight, actions: TensorsActions) {
    this.#insight = insight;
    this.#tree = new TensorsTree(insight, (failure) => {
      this.#view.message = failure?.message ?? "";
    });
    this.#view = window.createTreeView("batchNorm.tensors", {
      treeDataProvider: this.#tree,
      showCollapseAll: true,
      dragAndDropController: new FileDrop(),
    });
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
        actions.normalize(document, { start: place.start, end: place.start }),
      ),
      commands.registerCommand("batchNorm.tensors.openLab", ({ document, tensor, place }: TensorNode) => {
        // A table is read whole; an array is chosen by a cursor in it.
        const start = document.positionAt(place.start);
        const selections = tensor.format === "csv" ? [] : [{ start, end: start }];
        return commands.executeCommand("batchNorm.openLab", { uri: document.uri, selections });
      }),
      commands.registerCommand("batchNorm.tensors.loadLayer", ({ document, layer }: LayerNode) =>
        actions.loadLayer(document, layer),
      ),
      commands.registerCommand("batchNorm.tensors.checkLayer", ({ document, layer }: LayerNode) =>
        actions.checkLayer(document, layer),
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
