import {
  commands,
  env,
  l10n,
  languages,
  Uri,
  ViewColumn,
  window,
  workspace,
  WorkspaceEdit,
  type Disposable,
  type TextDocument,
} from "vscode";
import type { WriteFormat } from "../../session/compute/compute.ts";
import {
  hasOwnOutput,
  replacementEdits,
  writeValues,
  type ValuesChoice,
} from "../../session/report/normalizedValues.ts";
import type { ReportSnapshot } from "../../shared/report/report.ts";
import { cancelled, Failure, toFailure } from "../../shared/messages/failure.ts";
import { readSignificantDigits } from "../configuration.ts";
import { openDocument, rangeOf } from "../sources/documentSource.ts";
import type { ErrorReporter } from "../errorReporter.ts";
import type { NormalizeSelection } from "./normalizeSelection.ts";
import type { Report } from "../report/report.ts";
import type { Reports } from "../report/reports.ts";

/** What the commands on a report's values need. */
interface Parts {
  readonly reports: Reports;
  readonly normalizeSelection: NormalizeSelection;
  readonly errors: ErrorReporter;
}

/** A report with a result, its document, and which of its values are meant. */
interface Chosen {
  readonly report: Report;
  readonly document: TextDocument;
  readonly values: ValuesChoice;
  readonly digits: number | null;
}

/** The commands that write normalized values: into the document, a new editor, the clipboard, a file. */
export function registerNormalizedCommands(parts: Parts): Disposable[] {
  const register = (id: string, run: (chosen: Chosen) => Promise<void>): Disposable =>
    commands.registerCommand(id, async (argument: unknown) => {
      let chosen: Chosen | undefined;
      try {
        chosen = await choose(parts, argument);
        await run(chosen);
      } catch (thrown) {
        parts.errors.report(toFailure(thrown), chosen?.document);
      }
    });
  return [
    register("batchNorm.replaceWithNormalized", replace),
    register("batchNorm.openNormalized", openInEditor),
    register("batchNorm.copyNormalized", copy),
    register("batchNorm.exportNormalized", exportFile),
  ];
}

/** The report that is meant: of the active editor's document, computed now if there is none; or the current one. */
async function choose({ reports, normalizeSelection }: Parts, argument: unknown): Promise<Chosen> {
  const active = window.activeTextEditor?.document;
  const find = (): Report | undefined =>
    active === undefined ? reports.current : reports.of(active.uri.toString()).at(0);
  // What is wrong with the selection is said by the command itself.
  if (find() === undefined) await normalizeSelection.run(undefined).catch(() => Promise.reject(cancelled()));
  const report = find();
  const snapshot = report?.session.snapshot ?? null;
  if (report === undefined || snapshot === null) throw cancelled();
  const document = await openDocument(snapshot.source.uri);
  const values = givenChoice(argument) ?? (hasOwnOutput(snapshot) ? await askForValues() : "normalized");
  return { report, document, values, digits: readSignificantDigits(document) };
}

function givenChoice(argument: unknown): ValuesChoice | undefined {
  const values =
    typeof argument === "object" && argument !== null && "values" in argument ? argument.values : undefined;
  return values === "normalized" || values === "output" ? values : undefined;
}

async function askForValues(): Promise<ValuesChoice> {
  const picked = await window.showQuickPick(
    [
      { label: "y = γ · x̂ + β", description: l10n.t("the output, with γ and β as you set them"), values: "output" },
      { label: "x̂ = (x − μ)/√(σ² + ε)", description: l10n.t("the normalized values"), values: "normalized" },
    ] as const,
    { placeHolder: l10n.t("Which values?") },
  );
  if (picked === undefined) throw cancelled();
  return picked.values;
}

/** Puts the values in the place of the numbers, in one undo step. A report that follows the document follows this too. */
async function replace({ report, document, values, digits }: Chosen): Promise<void> {
  const { session } = report;
  const { snapshot } = session;
  const { starts, ends, texts } = await replacementEdits(session, values, digits);
  const edit = new WorkspaceEdit();
  texts.forEach((text, k) => {
    edit.replace(document.uri, rangeOf(document, { start: starts[k], end: ends[k] }), text);
  });
  // VS Code would edit a document that it cannot save.
  const isReadOnly = workspace.fs.isWritableFileSystem(document.uri.scheme) === false;
  if (isReadOnly || !(await workspace.applyEdit(edit))) {
    const message = l10n.t(
      "{0} cannot be edited: open the normalized values in a new editor instead",
      document.fileName,
    );
    throw new Failure({ kind: "input", code: "READ_ONLY", message, place: null });
  }
  await window.showTextDocument(document, { viewColumn: columnOf(document), preserveFocus: true });
  tellWhatIsLeft(report);
  // Nobody waits for the message to be read: the command is done.
  void offerUndo(document, snapshot === null ? texts.length : numReplaced(snapshot));
}

/** All numbers that are there: many edits are made as one. */
function numReplaced({ features }: ReportSnapshot): number {
  return features.count.reduce((sum, count) => sum + count, 0);
}

/** Says what was done, with a button that takes it back while nothing else was done to the document. */
async function offerUndo(document: TextDocument, count: number): Promise<void> {
  const name = document.uri.path.split("/").at(-1) ?? "";
  const { version } = document;
  const undo = l10n.t("Undo");
  const text = l10n.t("Replaced {0} numbers of {1} with normalized values.", count.toLocaleString(), name);
  if ((await window.showInformationMessage(text, undo)) !== undo) return;
  if (document.version !== version) {
    void window.showInformationMessage(l10n.t("{0} has changed since: undo in its editor.", name));
    return;
  }
  await window.showTextDocument(document, { viewColumn: columnOf(document) });
  await commands.executeCommand("undo");
}

async function openInEditor({ report, document, values, digits }: Chosen): Promise<void> {
  const isTable = report.session.snapshot?.source.format === "csv";
  const content = await writeValues(report.session, isTable ? "csv" : "json", values, digits);
  const wanted = isTable ? "csv" : "json";
  const language = (await languages.getLanguages()).includes(wanted) ? wanted : "plaintext";
  const opened = await workspace.openTextDocument({ content: String(content), language });
  await window.showTextDocument(opened, { viewColumn: columnOf(document), preview: false });
  tellWhatIsLeft(report);
}

async function copy({ report, values, digits }: Chosen): Promise<void> {
  const picked = await window.showQuickPick(
    [
      { label: "JSON", format: "json" },
      { label: "CSV", format: "csv" },
      { label: "PyTorch", description: "torch.tensor(…)", format: "pytorch" },
      { label: "NumPy", description: "np.array(…)", format: "numpy" },
    ] as const,
    { placeHolder: l10n.t("Copy as") },
  );
  if (picked === undefined) return;
  await env.clipboard.writeText(String(await writeValues(report.session, picked.format, values, digits)));
  window.setStatusBarMessage(l10n.t("Copied the normalized values as {0}", picked.label), 5000);
}

const formatOfExtension: Readonly<Record<string, WriteFormat>> = {
  csv: "csv",
  json: "json",
  npy: "npy",
  py: "pytorch",
};

async function exportFile({ report, document, values, digits }: Chosen): Promise<void> {
  const base = document.uri.path.split("/").at(-1) ?? "values";
  const folder =
    document.uri.scheme === "untitled" ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(document.uri, "..");
  const name = `${base.replace(/\.[^.]*$/, "")}-normalized.csv`;
  const target = await window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: Uri.joinPath(folder, name) }),
    filters: { CSV: ["csv"], JSON: ["json"], NumPy: ["npy"], PyTorch: ["py"] },
  });
  if (target === undefined) return;
  const format = formatOfExtension[target.path.split(".").at(-1)?.toLowerCase() ?? ""] ?? "csv";
  const content = await writeValues(report.session, format, values, digits);
  await workspace.fs.writeFile(target, typeof content === "string" ? new TextEncoder().encode(content) : content);
  window.setStatusBarMessage(
    l10n.t("Exported the normalized values to {0}", target.path.split("/").at(-1) ?? ""),
    5000,
  );
  tellWhatIsLeft(report);
}

/**
 * Rows with missing values have no normalized ones: say so where values were written. Nobody waits for the message to be
 * read: the command is done.
 */
function tellWhatIsLeft({ session: { snapshot } }: Report): void {
  const omitted = snapshot?.notices.find(({ code }) => code === "ROWS_OMITTED");
  if (omitted !== undefined)
    void window.showInformationMessage(l10n.t("{0} They are not among the written values.", omitted.message));
}

function columnOf(document: TextDocument): ViewColumn {
  return window.visibleTextEditors.find((editor) => editor.document === document)?.viewColumn ?? ViewColumn.One;
}
