import { t } from "@vscode/l10n";
import { withCodes } from "./text/characterCodes.ts";
import { readCsv } from "./csv/csvReader.ts";
import { DocumentError } from "./documentError.ts";
import { formatOf } from "./text/format.ts";
import { csvTensor, readCsvLayers } from "./csv/csvOverview.ts";
import { jsonTensors, readJson } from "./json/jsonReader.ts";
import { readJsonLayers } from "./layers/jsonLayers.ts";
import type { FoundStates } from "./layers/findStates.ts";
import type { LayerState } from "./layers/state.ts";
import type { TensorOutline } from "./tensorOutline.ts";
import type { FindOptions, ReadOptions, TextTensor } from "./types.ts";

export { channelProblem, type LayerRole, type LayerState, type ParameterPlace } from "./layers/state.ts";
export { isListed } from "./json/jsonCandidate.ts";
export type { TensorOutline } from "./tensorOutline.ts";
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
  return withCodes(text, (codes) =>
    formatOf(text, options.languageId) === "json" ? readJson(text, codes, options) : readCsv(text, codes, options),
  );
}

/**
 * The tensors that a text holds, with paths and shapes, for a list to choose from. `readTensor` with a cursor at the
 * start of one's range reads it. One pass over the text, no values kept.
 *
 * @throws DocumentError BROKEN_JSON, UNCLOSED_QUOTE, BINARY
 */
export function findTensors(text: string, options: FindOptions): TensorOutline[] {
  if (text.trim() === "") {
    return [];
  }
  return withCodes(text, (codes) =>
    formatOf(text, options.languageId) === "json"
      ? jsonTensors(text, codes, options.languageId)
      : csvTensor(text, codes, options),
  );
}

/**
 * The batch normalization layers whose state a text holds, recognized by the names of their parameters under
 * every framework; in JSON at any depth, in a table as columns or as rows that begin with the name.
 *
 * @throws DocumentError BROKEN_JSON, and what `readTensor` throws of a table
 */
export function findLayerStates(text: string, languageId: string): LayerState[] {
  return findNormStates(text, languageId).layers;
}

/**
 * The same, and the normalization layers beside them that are none of batch norm.
 *
 * @throws DocumentError BROKEN_JSON, and what `readTensor` throws of a table
 */
export function findNormStates(text: string, languageId: string): FoundStates {
  if (text.trim() === "") {
    return { layers: [], others: [] };
  }
  return formatOf(text, languageId) === "json"
    ? withCodes(text, (codes) => readJsonLayers(text, codes))
    : readCsvLayers(readTensor(text, { languageId, selections: [], missingValues: "ignore", header: "auto" }));
}
