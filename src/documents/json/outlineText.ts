import { codesUpTo } from "../text/characterCodes.ts";
import { DocumentError } from "../documentError.ts";
import { type JsonOutline, outlineJson } from "./jsonOutline.ts";
import type { Span } from "../types.ts";

/**
 * The outline of a text. One that is no single value may be JSON Lines, whatever it is called, with commas at the line
 * ends perhaps. Where all of it fails, the selected part alone: a row that is broken elsewhere does not matter then.
 *
 * @throws DocumentError as `outlineJson`
 */
export function outlineText(
  text: string,
  codes: Uint8Array,
  languageId: string,
  selections: readonly Span[],
): JsonOutline {
  try {
    return outlineJson(text, codes, languageId === "jsonl" ? "lines" : "document");
  } catch (error) {
    const lines = languageId === "jsonl" || goesOn(text, error) ? linesOutline(text, codes) : null;
    const other = lines ?? (selections.length === 1 ? fragmentOutline(text, codes, selections[0]) : null);
    if (other !== null) {
      return other;
    }
    throw error;
  }
}

/** Whether a value ended at a line end, and another followed where the text should have ended. */
function goesOn(text: string, error: unknown): boolean {
  if (!(error instanceof DocumentError) || error.code !== "BROKEN_JSON" || error.place === null) {
    return false;
  }
  const { start } = error.place;
  const isComma = text[start] === ",";
  const before = isComma ? "" : /\s*$/.exec(text.slice(Math.max(0, start - 1000), start))?.[0];
  const behind = isComma ? /^,([ \t]*\r?\n\s*)/.exec(text.slice(start, start + 1000))?.[1] : undefined;
  return /[\r\n]/.test(behind ?? before ?? "") && /^,?\s*[[{\d-]/.test(text.slice(start, start + 1000));
}

function linesOutline(text: string, codes: Uint8Array): JsonOutline | null {
  for (const root of ["lines", "commaLines"] as const) {
    try {
      return outlineJson(text, codes, root);
    } catch {
      // The error of the first way tells more.
    }
  }
  return null;
}

function fragmentOutline(text: string, codes: Uint8Array, { start, end }: Span): JsonOutline | null {
  if (end === start) {
    return null;
  }
  const part = codesUpTo(codes, end);
  try {
    const outline = outlineJson(text, part, "fragment", start, end);
    return outline.candidates.some((candidate) => !candidate.problem) ? outline : null;
  } catch {
    return null;
  }
}
