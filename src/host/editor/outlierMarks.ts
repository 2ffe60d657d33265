import {
  commands,
  l10n,
  OverviewRulerLane,
  ThemeColor,
  window,
  workspace,
  type Disposable,
  type TextDocument,
  type TextEditorDecorationType,
} from "vscode";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import { rangeOf } from "../sources/documentSource.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { Insight } from "./insight.ts";

/** More marks than this would be a pattern, not outliers. */
const marksShown = 2000;
const editDelayMs = 400;

/** Marks the values far from their feature's mean, in the documents where the person asked for it, as they are edited. */
export class OutlierMarks implements Disposable {
  readonly #insight: Insight;
  readonly #errors: ErrorReporter;
  readonly #marked = new Set<TextDocument>();
  readonly #subscriptions: readonly Disposable[];
  #decoration: TextEditorDecorationType | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(insight: Insight, errors: ErrorReporter) {
    this.#insight = insight;
    this.#errors = errors;
    this.#subscriptions = [
      commands.registerCommand("batchNorm.toggleOutliers", () => this.#toggle()),
      window.onDidChangeVisibleTextEditors(() => {
        this.#schedule(0);
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#marked.has(document)) this.#schedule(editDelayMs);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.#marked.delete(document);
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("batchNorm")) this.#schedule(0);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#decoration?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #toggle(): Promise<void> {
    const document = window.activeTextEditor?.document;
    if (document === undefined) return;
    if (this.#marked.delete(document)) {
      this.#clear(document);
      return;
    }
    try {
      const count = await this.#mark(document);
      this.#marked.add(document);
      const message =
        count === 0
          ? l10n.t("No value is farther than {0} standard deviations from its feature's mean", threshold(document))
          : l10n.t(
              "{0} values are farther than {1} standard deviations from their feature's mean",
              count,
              threshold(document),
            );
      window.setStatusBarMessage(message, 8000);
    } catch (thrown) {
      this.#errors.report(toFailure(thrown), document);
    }
  }

  #schedule(delayMs: number): void {
    if (this.#marked.size === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const document of this.#marked) {
        // A text that is broken, half typed as it may be, keeps its marks, which move along with it.
        this.#mark(document).catch(() => undefined);
      }
    }, delayMs);
  }

  /** @returns how many values are marked */
  async #mark(document: TextDocument): Promise<number> {
    const refusal = this.#insight.refusal(document);
    if (refusal !== null) {
      const message = l10n.t(
        "Outliers can be marked in JSON and CSV files up to the size in the setting batchNorm.sizeLimit",
      );
      throw new Failure({ kind: "option", code: "REFUSED", message, place: null });
    }
    const { version } = document;
    const ranges = [];
    for (const tensor of await this.#insight.tensors(document)) {
      const places = await this.#insight.outliers(document, tensor, threshold(document), marksShown - ranges.length);
      for (let k = 0; k < places.length; k += 2)
        ranges.push(rangeOf(document, { start: places[k], end: places[k + 1] }));
    }
    if (document.version !== version) return 0;
    this.#decoration ??= createDecoration();
    for (const editor of editorsOf(document)) editor.setDecorations(this.#decoration, ranges);
    return ranges.length;
  }

  #clear(document: TextDocument): void {
    for (const editor of editorsOf(document)) if (this.#decoration) editor.setDecorations(this.#decoration, []);
  }
}

const editorsOf = (document: TextDocument) =>
  window.visibleTextEditors.filter((editor) => editor.document === document);

function threshold(document: TextDocument): number {
  return workspace.getConfiguration("batchNorm", document).get<number>("outlierThreshold", 3);
}

function createDecoration(): TextEditorDecorationType {
  return window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor("batchNorm.outlierBackground"),
    borderColor: new ThemeColor("batchNorm.outlierBorder"),
    borderStyle: "solid",
    borderWidth: "1px",
    borderRadius: "2px",
    overviewRulerColor: new ThemeColor("batchNorm.outlierBorder"),
    overviewRulerLane: OverviewRulerLane.Right,
  });
}
