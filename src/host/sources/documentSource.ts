import {
  l10n,
  Range,
  Uri,
  workspace,
  type DocumentFilter,
  type TextDocument,
  type TextDocumentChangeEvent,
} from "vscode";
import type { Span } from "../../documents/types.ts";
import type { TextSource } from "../../session/report/reportInput.ts";
import { textOfLines, type TextLines } from "../../session/compute/textLines.ts";
import type { TextChange } from "../../session/report/trackSpans.ts";
import { toFailure, Failure } from "../../shared/messages/failure.ts";

/** Language ids whose documents hold tensors; the `when` clauses of the menus name the same. */
const supportedLanguages = ["json", "jsonc", "jsonl", "csv", "tsv", "plaintext"];

/** Files that VS Code calls plain text (or JSON) where no other extension brings a language for them. */
const languageOfExtension: Readonly<Record<string, string>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
};

/** Files of which lenses, hovers and the status bar speak: plain text only where its name says what it is. */
export const tensorFiles: readonly DocumentFilter[] = [
  ...supportedLanguages.filter((language) => language !== "plaintext").map((language) => ({ language })),
  { language: "plaintext", pattern: `**/*.{${Object.keys(languageOfExtension).join(",")}}` },
];

export function isTensorFile(document: TextDocument): boolean {
  const language = tensorLanguageOf(document);
  return language !== undefined && language !== "plaintext";
}

/** The language that a document is read as; undefined for a kind that holds no tensors. */
export function tensorLanguageOf({ uri, languageId }: TextDocument): string | undefined {
  const language = languageOfName(uri.path) ?? languageId;
  return supportedLanguages.includes(language) ? language : undefined;
}

/** The language of a file by its name's ending, where that tells. */
export function languageOfName(name: string): string | undefined {
  return languageOfExtension[name.split(".").at(-1)?.toLowerCase() ?? ""];
}

/**
 * A document as a session sees it: its text with unsaved changes.
 *
 * @param isStatistics whether it holds statistics, not values
 * @throws Failure if it is of a kind that holds no tensors
 */
export function documentSource(document: TextDocument, isStatistics = false): TextSource {
  const name = document.uri.path.split("/").at(-1) ?? document.uri.path;
  const languageId = tensorLanguageOf(document);
  if (languageId === undefined) {
    const message = l10n.t(
      "{0} is a {1} document; Normalize Selection reads JSON, JSON Lines, CSV, TSV and plain text. Change its language mode if it holds one of these.",
      name,
      document.languageId,
    );
    throw new Failure({ kind: "input", code: "UNSUPPORTED", message, place: null });
  }
  return {
    uri: document.uri.toString(),
    name,
    languageId,
    get version() {
      return document.version;
    },
    getText: () => textOfLines(linesOf(document)),
    isStatistics,
  };
}

/** The lines of a document as they are, unsaved changes included. */
export function linesOf(document: TextDocument): TextLines {
  return {
    get version() {
      return document.version;
    },
    get lineCount() {
      return document.lineCount;
    },
    lineLength: (line) => document.lineAt(line).text.length,
    getLines: (first, end) => document.getText(new Range(first, 0, end, 0)),
  };
}

export function spanOf(document: TextDocument, range: Range): Span {
  return { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
}

export function rangeOf(document: TextDocument, { start, end }: Span): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** The changes of one edit, as a session tracks them. */
export function changesOf({ contentChanges }: TextDocumentChangeEvent): TextChange[] {
  return contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
    offset: rangeOffset,
    length: rangeLength,
    insertedLength: text.length,
  }));
}

/**
 * The document of a Uri, opened in the background if it is not open.
 *
 * @throws Failure if it cannot be opened: deleted, binary, over VS Code's limit of 50 MB
 */
export async function openDocument(uri: string | Uri): Promise<TextDocument> {
  const target = typeof uri === "string" ? Uri.parse(uri, true) : uri;
  try {
    return await workspace.openTextDocument(target);
  } catch (thrown) {
    const message = l10n.t("Cannot open {0}: {1}", target.path, toFailure(thrown).message);
    throw new Failure({ kind: "input", code: "CANNOT_OPEN", message, place: null });
  }
}
