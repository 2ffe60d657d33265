import { characterCodes } from "../documents/characterCodes.ts";
import { formatOf } from "../documents/format.ts";
import { DocumentError, readTensor, type DocumentErrorCode } from "../documents/index.ts";
import { pathText, sizeOf, type JsonCandidate } from "../documents/jsonCandidate.ts";
import { outlineJson } from "../documents/jsonOutline.ts";
import type { ReadOptions } from "../documents/types.ts";
import type { TensorOverview } from "../session/compute.ts";

/** Shorter lists of numbers are settings (a version, a size, a colour) rather than values of a feature. */
const fewestValues = 4;

/** What readers say of a text that is as it should be but for the numbers. */
const holdNothing: readonly DocumentErrorCode[] = ["EMPTY", "NO_NUMBERS"];

/**
 * The tensors that a text holds, none inside another.
 *
 * @throws DocumentError where the text cannot be read: half typed, say
 */
export function textTensors(text: string, languageId: string, header: ReadOptions["header"]): TensorOverview[] {
  try {
    return formatOf(text, languageId) === "json"
      ? jsonTensors(text, languageId)
      : [tableTensor(text, languageId, header)];
  } catch (thrown) {
    if (thrown instanceof DocumentError && holdNothing.includes(thrown.code)) return [];
    throw thrown;
  }
}

function tableTensor(text: string, languageId: string, header: ReadOptions["header"]): TensorOverview {
  const selections = [{ start: 0, end: 0 }];
  const { shape, range, features } = readTensor(text, { languageId, selections, missingValues: "ignore", header });
  const start = features.reduce((first, { place }) => Math.min(first, place?.start ?? first), range.start);
  return { path: "", format: "csv", shape, range: { start, end: range.end } };
}

function jsonTensors(text: string, languageId: string): TensorOverview[] {
  const { candidates } = outlineJson(text, characterCodes(text), languageId === "jsonl" ? "lines" : "document");
  return outermost(candidates)
    .filter((candidate) => candidate.problem === null && sizeOf(candidate) >= fewestValues)
    .map(({ path, shape, start, end }) => ({
      path: pathText(text, path),
      format: "json",
      shape,
      range: { start, end },
    }));
}

/** A candidate that is inside another comes before it in the list. */
function outermost(candidates: readonly JsonCandidate[]): JsonCandidate[] {
  const kept: JsonCandidate[] = [];
  for (const candidate of candidates) {
    while (kept.length > 0 && kept[kept.length - 1].start >= candidate.start) kept.pop();
    kept.push(candidate);
  }
  return kept;
}
