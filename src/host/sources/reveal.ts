import { TextEditorRevealType, window, Selection, ViewColumn, type TextDocument, type TextEditor } from "vscode";
import type { Span } from "../../documents/types.ts";
import { rangeOf } from "./documentSource.ts";

/** Shows a place of a document in its editor and selects it. The focus stays where it is unless `focus` is asked for. */
export async function revealSpan(
  document: TextDocument,
  span: Span,
  { focus }: { readonly focus: boolean },
): Promise<TextEditor> {
  const visible = window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.One,
    preserveFocus: !focus,
  });
  const range = rangeOf(document, span);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
