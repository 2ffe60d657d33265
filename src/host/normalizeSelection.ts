import { l10n, window, type TextDocument, type TextEditor } from "vscode";
import type { Span } from "../documents/types.ts";
import type { ReportInput } from "../session/reportInput.ts";
import { changeOptions } from "../session/resolveOptions.ts";
import { Failure, toFailure } from "../shared/failure.ts";
import type { Summary } from "../session/summary.ts";
import { parseArguments, type CommandArguments } from "./commandArguments.ts";
import { readSettings } from "./configuration.ts";
import { documentSource, openDocument, spanOf } from "./documentSource.ts";
import type { ErrorReporter } from "./errorReporter.ts";
import type { InputDiagnostics } from "./inputDiagnostics.ts";
import type { Reports } from "./reports.ts";

/** The command **Normalize Selection**. */
export class NormalizeSelection {
  readonly #reports: Reports;
  readonly #errors: ErrorReporter;
  readonly #diagnostics: InputDiagnostics;

  constructor(reports: Reports, errors: ErrorReporter, diagnostics: InputDiagnostics) {
    this.#reports = reports;
    this.#errors = errors;
    this.#diagnostics = diagnostics;
  }

  /**
   * Normalizes what the argument names, or what is selected in the active editor, and shows the report.
   *
   * @param argument `{ uri?, selections?, options? }`
   * @throws Error with the message that the user sees
   */
  async run(argument: unknown): Promise<Summary> {
    let document: TextDocument | undefined;
    let input: ReportInput | undefined;
    try {
      const given = parseArguments(argument);
      document = await findDocument(given);
      input = readInput(document, given);
      const summary = await this.#reports.open(input);
      this.#diagnostics.clear(document);
      return summary;
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (document !== undefined && input !== undefined) this.#diagnostics.mark(document, input, failure);
      this.#errors.report(failure, document);
      throw failure;
    }
  }
}

function readInput(document: TextDocument, given: CommandArguments): ReportInput {
  const settings = readSettings(document);
  const { report, header, delimiter, gamma, beta } = given.options;
  return {
    source: documentSource(document),
    selections: selectionsOf(document, given),
    options: changeOptions(settings.options, report),
    header: header ?? settings.header,
    delimiter: delimiter ?? settings.delimiter,
    doctor: settings.doctor,
    gamma,
    beta,
  };
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
