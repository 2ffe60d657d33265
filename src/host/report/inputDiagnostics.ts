import { Diagnostic, DiagnosticSeverity, languages, workspace, type Disposable, type TextDocument } from "vscode";
import type { Compute } from "../../session/compute/compute.ts";
import { readRequest, type ReportInput } from "../../session/report/reportInput.ts";
import { trackSpans } from "../../session/report/trackSpans.ts";
import { toFailure, type Failure } from "../../shared/messages/failure.ts";
import { changesOf, rangeOf } from "../sources/documentSource.ts";

/** A document with a mark, and what is to be read from it for the mark to go. */
interface Marked {
  readonly document: TextDocument;
  input: ReportInput;
  timer?: ReturnType<typeof setTimeout>;
}

const recheckDelayMs = 400;

/**
 * Marks the place of an input error in the text and in the Problems panel. The mark moves on or goes as soon as the text
 * is mended: what could not be read is read again while the person types.
 */
export class InputDiagnostics implements Disposable {
  readonly #collection = languages.createDiagnosticCollection("batchNorm");
  readonly #createCompute: () => Compute;
  readonly #marked = new Map<string, Marked>();
  readonly #subscriptions: readonly Disposable[];

  constructor(createCompute: () => Compute) {
    this.#createCompute = createCompute;
    this.#subscriptions = [
      workspace.onDidChangeTextDocument((event) => {
        const marked = this.#marked.get(event.document.uri.toString());
        if (marked === undefined || event.contentChanges.length === 0) return;
        marked.input = { ...marked.input, selections: trackSpans(marked.input.selections, changesOf(event)) };
        clearTimeout(marked.timer);
        marked.timer = setTimeout(() => void this.#recheck(marked), recheckDelayMs);
      }),
      workspace.onDidCloseTextDocument((document) => {
        this.clear(document);
      }),
    ];
  }

  mark(document: TextDocument, input: ReportInput, failure: Failure): void {
    if (failure.place === null) return;
    this.#marked.set(document.uri.toString(), { document, input });
    this.#show(document, failure);
  }

  clear(document: TextDocument): void {
    const key = document.uri.toString();
    clearTimeout(this.#marked.get(key)?.timer);
    this.#marked.delete(key);
    this.#collection.delete(document.uri);
  }

  dispose(): void {
    for (const { timer } of this.#marked.values()) clearTimeout(timer);
    this.#collection.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  async #recheck({ document, input }: Marked): Promise<void> {
    const compute = this.#createCompute();
    const { version } = document;
    const failure = await compute.request("dataset/open", readRequest(input)).then(() => null, toFailure);
    compute.dispose();
    if (document.version !== version) return;
    if (failure !== null && failure.place !== null) this.#show(document, failure);
    else this.clear(document);
  }

  #show(document: TextDocument, { place, message, code }: Failure): void {
    if (place === null) return;
    const diagnostic = new Diagnostic(rangeOf(document, place), message, DiagnosticSeverity.Error);
    diagnostic.source = "BatchNorm Lens";
    diagnostic.code = code;
    this.#collection.set(document.uri, [diagnostic]);
  }
}
