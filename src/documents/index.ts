import { t } from "@vscode/l10n";
import { characterCodes } from "./characterCodes.ts";
import { readCsv } from "./csvReader.ts";
import { DocumentError } from "./documentError.ts";
import { formatOf } from "./format.ts";
import { readJson } from "./jsonReader.ts";
import type { ReadOptions, TextTensor } from "./types.ts";

export { DocumentError, type DocumentErrorCode } from "./documentError.ts";
export type * from "./types.ts";

/**
 * Reads the tensor that the selections mean out of a text: JSON, JSONC, JSON Lines, CSV, TSV, or plain text that is one
 * of them. See DESIGN 4 for what becomes a tensor, and for what a selection means.
 *
 * @throws DocumentError EMPTY, NO_NUMBERS, RAGGED, NOT_A_NUMBER, BROKEN_JSON, UNCLOSED_QUOTE, MISSING_VALUE, TOO_DEEP,
 * BINARY, with the place to mend
 * @example readTensor("[[1, 2], [3, 4]]", { languageId: "json", … }).shape // [2, 2]
 */
export function readTensor(text: string, options: ReadOptions): TextTensor {
  if (text.trim() === "" || text === "\ufeff") {
    throw new DocumentError("EMPTY", t("the file is empty: there are no numbers to normalize"), {
      start: 0,
      end: text.length,
    });
  }
  const codes = characterCodes(text);
  return formatOf(text, options.languageId) === "json" ? readJson(text, codes, options) : readCsv(text, codes, options);
}
