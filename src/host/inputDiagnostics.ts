import { Diagnostic, DiagnosticSeverity, languages, workspace, type Disposable, type TextDocument } from "vscode";
import type { Failure } from "../shared/failure.ts";
import { rangeOf } from "./documentSource.ts";

/**
 * Marks the place of an input error in the text and in the Problems panel, until the text there is changed or the
 * document is read without an error.
 */
export class InputDiagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection("batchNorm");
  readonly #subscriptions: readonly Disposable[];

  constructor() {
    this.#subscriptions = [
      workspace.onDidChangeTextDocument(({ document }) => {
        this.clear(document);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.clear(document);
      }),
    ];
  }

  mark(document: TextDocument, { place, message, code }: Failure): void {
    if (place === null) return;
    const diagnostic = new Diagnostic(rangeOf(document, place), message, DiagnosticSeverity.Error);
    diagnostic.source = "BatchNorm Lens";
    diagnostic.code = code;
    this.#collection.set(document.uri, [diagnostic]);
  }

  clear(document: TextDocument): void {
    if (this.#collection.has(document.uri)) this.#collection.delete(document.uri);
  }

  dispose(): void {
    this.#collection.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
