import { t } from "@vscode/l10n";
import { DocumentError } from "../../documentError.ts";
import { findTensors, readTensor } from "../../index.ts";
import { isListed } from "../../json/jsonCandidate.ts";
import { decodeText } from "../../text/decodeText.ts";
import type { ReadOptions } from "../../types.ts";
import { readFully, type ByteSource } from "../sources/byteSource.ts";
import type { FilePlan } from "./filePlan.ts";
import { planOfTensor } from "../sources/memoryRows.ts";

/** A text up to this size is read whole where rows cannot be read one by one: it becomes one string. */
export const maxWholeBytes = 1 << 28;

/**
 * Reads all of a file as the editor's text is read, for shapes that no row by row reader knows: what becomes a tensor, and
 * what is said of it, is decided there.
 *
 * @param path which tensor of several
 * @throws DocumentError UNSUPPORTED for a file that is too large; as `readTensor`
 */
export function planWhole(source: ByteSource, options: Omit<ReadOptions, "selections">, path?: string): FilePlan {
  if (source.size > maxWholeBytes) throw tooLarge(source.size);
  const bytes = new Uint8Array(source.size);
  const text = decodeText(bytes.subarray(0, readFully(source, bytes, 0)));
  const { languageId, header, delimiter } = options;
  const tensors = findTensors(text, { languageId, header, delimiter }).filter((it) => it.format === "json");
  const wanted = path === undefined ? undefined : tensors.find((tensor) => tensor.path === path);
  if (path !== undefined && path !== "" && wanted === undefined) {
    throw new DocumentError("NO_NUMBERS", t("the file holds no tensor of numbers {0}", path));
  }
  // In its bracket: a cursor at the start of a text chooses nothing.
  const start = wanted === undefined ? 0 : wanted.range.start + 1;
  const tensor = readTensor(text, { ...options, selections: [{ start, end: start }] });
  const choices = tensors.filter(isListed).map((it) => ({ path: it.path, shape: it.shape }));
  const read = tensors.find(({ range }) => range.start === tensor.range.start);
  return planOfTensor(tensor, text, read?.path ?? "", choices.length > 1 ? choices : []);
}

/** The error of a text that is too large to be read whole. */
export function tooLarge(size: number): DocumentError {
  return new DocumentError(
    "UNSUPPORTED",
    t(
      "numbers written in this way are read from files up to {0} MB, got {1} MB: write rows of numbers, or objects with the same keys, one a line",
      Math.round(maxWholeBytes / 1e6),
      Math.round(size / 1e6),
    ),
  );
}
