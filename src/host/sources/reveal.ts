import {
  Position,
  TextEditorRevealType,
  window,
  Selection,
  ViewColumn,
  type TextDocument,
  type TextEditor,
} from "vscode";
import type { Span } from "../../documents/types.ts";
import { rangeOf } from "./documentSource.ts";

/** Shows a place of a document in its editor and selects it. The focus stays where it is unless `focus` is asked for. */
export async function revealSpan(
  document: TextDocument,
  span: Span,
  { focus }: { readonly focus: boolean },
): Promise<TextEditor> {
  const editor = await showEditor(document, focus);
  const range = rangeOf(document, span);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}

/**
 * Selects lines, counted from 1 and ascending, in the editor of a document; one selection for lines in a row. Returns
 * where the cursor stands then.
 */
export async function selectLines(document: TextDocument, lines: ArrayLike<number>): Promise<Position | undefined> {
  const selections: Selection[] = [];
  let first = 0;
  for (let i = 0; i < lines.length; i++) {
    if (i + 1 < lines.length && lines[i + 1] - lines[i] <= 1) continue;
    const end = document.lineAt(Math.min(lines[i], document.lineCount) - 1).range.end;
    selections.push(new Selection(new Position(lines[first] - 1, 0), end));
    first = i + 1;
  }
  if (selections.length === 0) return undefined;
  const editor = await showEditor(document, false);
  editor.selections = selections;
  editor.revealRange(selections[0], TextEditorRevealType.InCenterIfOutsideViewport);
  return selections[0].active;
}

function showEditor(document: TextDocument, focus: boolean): Thenable<TextEditor> {
  const visible = window.visibleTextEditors.find((editor) => editor.document === document);
  return window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? ViewColumn.One,
    preserveFocus: !focus,
  });
}
