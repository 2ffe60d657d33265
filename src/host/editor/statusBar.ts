import {
  l10n,
  StatusBarAlignment,
  window,
  workspace,
  type Disposable,
  type StatusBarItem,
  type TextEditor,
} from "vscode";
import type { TensorOverview } from "../../session/compute/compute.ts";
import { isTensorFile } from "../sources/documentSource.ts";
import type { Insight } from "./insight.ts";
import type { Report } from "../report/report.ts";
import type { Reports } from "../report/reports.ts";

const delayMs = 300;

/**
 * One item in the status bar: the shape of the tensor that the cursor is in, and the mode of its report; a click
 * normalizes. While a report has the focus it is about that, and a click shows its values in the editor.
 */
export class TensorStatus implements Disposable {
  readonly #insight: Insight;
  readonly #reports: Reports;
  readonly #item: StatusBarItem;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(insight: Insight, reports: Reports) {
    this.#insight = insight;
    this.#reports = reports;
    this.#item = window.createStatusBarItem("batchNorm.status", StatusBarAlignment.Right, 90);
    this.#item.name = l10n.t("Batch Norm");
    const update = (): void => {
      this.#schedule();
    };
    this.#subscriptions = [
      this.#item,
      reports.onDidChange(update),
      window.onDidChangeActiveTextEditor(update),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) update();
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === window.activeTextEditor?.document) update();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("batchNorm")) update();
      }),
    ];
    update();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#update(), delayMs);
  }

  async #update(): Promise<void> {
    const editor = window.activeTextEditor;
    const isOn = workspace.getConfiguration("batchNorm").get<boolean>("statusBar", true);
    const tensor = editor === undefined || !isOn ? undefined : await this.#tensorAt(editor);
    if (editor !== window.activeTextEditor) return;
    const { current } = this.#reports;
    if (editor !== undefined && tensor !== undefined) {
      const report = this.#reports.of(editor.document.uri.toString()).at(0);
      const shape = tensor.shape.join(" × ");
      const what = l10n.t("Batch Norm: normalize {0}", tensor.path === "" ? shape : tensor.path);
      this.#show(shape, report, what, "batchNorm.normalizeSelectionFromPalette");
    } else if (isOn && current?.isActive === true && current.session.snapshot !== null) {
      const shape = current.session.snapshot.source.shape.join(" × ");
      this.#show(shape, current, current.title, "batchNorm.revealSource");
    } else {
      this.#item.hide();
    }
  }

  /** @param report whose mode is meant; without one, training */
  #show(shape: string, report: Report | undefined, tooltip: string, command: string): void {
    const mode = report?.session.snapshot?.options.mode === "eval" ? l10n.t("evaluation") : l10n.t("training");
    this.#item.text = `$(graph) ${shape} · ${mode}`;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: tooltip };
    this.#item.command = command;
    this.#item.show();
  }

  /** The tensor that the cursor is in, or the only one. */
  async #tensorAt({ document, selection }: TextEditor): Promise<TensorOverview | undefined> {
    if (!isTensorFile(document) || this.#insight.refusal(document) !== null) return undefined;
    const tensors = await this.#insight.tensors(document).catch(() => []);
    const offset = document.offsetAt(selection.active);
    const around = tensors.find(({ range }) => range.start <= offset && offset <= range.end);
    return around ?? (tensors.length === 1 ? tensors[0] : undefined);
  }
}
