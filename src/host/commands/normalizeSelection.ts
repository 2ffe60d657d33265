import { l10n, window, type TextDocument, type TextEditor } from "vscode";
import type { Span } from "../../documents/types.ts";
import { inputOf } from "../../session/report/inputOf.ts";
import type { ReportInput } from "../../session/report/reportInput.ts";
import { Failure, toFailure } from "../../shared/messages/failure.ts";
import type { Compute } from "../../session/compute/compute.ts";
import type { Summary } from "../../session/report/summary.ts";
import { parseArguments, type CommandArguments } from "../sources/commandArguments.ts";
import { readSettings } from "../configuration.ts";
import { documentSource, openDocument, spanOf } from "../sources/documentSource.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { InputDiagnostics } from "../report/inputDiagnostics.ts";
import type { Reports } from "../report/reports.ts";
import { pickTensor } from "../pick/tensorPicker.ts";

/** The code of what is a question rather than an error. */
const severalTensors = "SEVERAL_TENSORS";

/** The command **Normalize Selection**. */
export class NormalizeSelection {
  readonly #reports: Reports;
  readonly #errors: ErrorReporter;
  readonly #diagnostics: InputDiagnostics;
  readonly #createCompute: () => Compute;

  constructor(reports: Reports, errors: ErrorReporter, diagnostics: InputDiagnostics, createCompute: () => Compute) {
    this.#reports = reports;
    this.#errors = errors;
    this.#diagnostics = diagnostics;
    this.#createCompute = createCompute;
  }

  /**
   * Normalizes what the argument names, or what is selected in the active editor, and shows the report.
   *
   * @param argument `{ uri?, selections?, options? }`
   * @throws Error with the message that the user sees
   */
  async run(argument: unknown): Promise<Summary> {
    return this.#run(argument, {});
  }

  /**
   * Normalizes what is selected in the active editor. Where a JSON document holds several tensors and the cursor is in
   * none of them, asks which one is meant. That comes to light while it is read: looking first would read it twice.
   *
   * @param inNew whether the report is to be a new one, though there is one that follows the file
   */
  async runOrAsk({ inNew = false } = {}): Promise<Summary> {
    const editor = window.activeTextEditor;
    const asksIfSeveral = editor?.selections.every(({ isEmpty }) => isEmpty) === true;
    try {
      return await this.#run(undefined, { asksIfSeveral, inNew });
    } catch (thrown) {
      if (toFailure(thrown).code !== severalTensors) throw thrown;
    }
    try {
      return await this.#run(await pickTensor(editor, this.#createCompute), { inNew });
    } finally {
      this.#reports.notChosen();
    }
  }

  async #run(argument: unknown, { asksIfSeveral = false, inNew = false }): Promise<Summary> {
    let document: TextDocument | undefined;
    let input: ReportInput | undefined;
    try {
      const given = parseArguments(argument);
      document = await findDocument(given);
      const selections = selectionsOf(document, given);
      input = {
        ...inputOf(documentSource(document), selections, given.options, readSettings(document)),
        asksIfSeveral,
      };
      const summary = await this.#reports.open(input, { inNew });
      this.#diagnostics.clear(document);
      return summary;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code === severalTensors) throw failure;
      if (document !== undefined && input !== undefined) this.#diagnostics.mark(document, input, failure);
      this.#errors.report(failure, document);
      throw failure;
    }
  }
}

async function findDocument({ uri }: CommandArguments): Promise<TextDocument> {
  if (uri !== undefined) return openDocument(uri);
  const editor = window.activeTextEditor;
  if (editor === undefined) {
    const message = l10n.t("Open a JSON or CSV file and select numbers in it, then run Normalize Selection again");
    throw new Failure({ kind: "input", code: "NO_DOCUMENT", message, place: null });
  }
  return editor.document;
}

/** The given ranges, else the selections of the document's editor, else a cursor at its start. */
function selectionsOf(document: TextDocument, { ranges }: CommandArguments): Span[] {
  const chosen = ranges ?? editorOf(document)?.selections;
  return chosen === undefined ? [{ start: 0, end: 0 }] : chosen.map((range) => spanOf(document, range));
}

function editorOf(document: TextDocument): TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = window;
  if (activeTextEditor?.document === document) return activeTextEditor;
  return visibleTextEditors.find((editor) => editor.document === document);
}
