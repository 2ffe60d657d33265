import assert from "node:assert/strict";
import {
  DocumentError,
  type DocumentErrorCode,
  type ReadOptions,
  type Span,
  type TextTensor,
  readTensor,
} from "../../../src/documents/index.ts";

/**
 * Reads a text in which selections are marked: «selected», and ‸ for a cursor. Without marks nothing is selected and
 * the cursor is at the start.
 */
export function read(marked: string, languageId: string, options: Partial<ReadOptions> = {}): TextTensor {
  const { text, selections } = unmark(marked);
  return readTensor(text, { languageId, selections, missingValues: "omitRows", header: "auto", ...options });
}

export function unmark(marked: string): { text: string; selections: Span[] } {
  const selections: Span[] = [];
  let text = "";
  let start = 0;
  for (const character of marked) {
    if (character === "«") {
      start = text.length;
    } else if (character === "»") {
      selections.push({ start, end: text.length });
    } else if (character === "‸") {
      selections.push({ start: text.length, end: text.length });
    } else {
      text += character;
    }
  }
  return { text, selections: selections.length > 0 ? selections : [{ start: 0, end: 0 }] };
}

/** Asserts that reading fails with `code`, that the message matches, and that the place is that of `token`. */
export function assertFails(
  marked: string,
  languageId: string,
  expected: { code: DocumentErrorCode; message: RegExp; token?: string },
  options: Partial<ReadOptions> = {},
): void {
  assert.throws(
    () => read(marked, languageId, options),
    (error) => {
      assert.ok(error instanceof DocumentError, String(error));
      assert.equal(error.code, expected.code, error.message);
      assert.match(error.message, expected.message);
      if (expected.token !== undefined) {
        assert.ok(error.place, "the error has no place");
        assert.equal(unmark(marked).text.slice(error.place.start, error.place.end), expected.token);
      }
      return true;
    },
  );
}

/** The tokens at the places of all values, row-major. */
export function tokens(text: string, tensor: TextTensor): string[] {
  const { places } = tensor;
  return Array.from({ length: places.length }, (_, i) => text.slice(places.startOf(i), places.endOf(i)));
}

export function values(tensor: TextTensor): number[] {
  return Array.from(tensor.data);
}

export function names(tensor: TextTensor): string[] {
  return tensor.features.map(({ name }) => name);
}

export function codes(tensor: TextTensor): string[] {
  return tensor.notices.map(({ code }) => code);
}
