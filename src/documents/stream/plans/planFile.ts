import { t } from "@vscode/l10n";
import { DocumentError } from "../../documentError.ts";
import { binaryMessage } from "../../table/tableWords.ts";
import { characterCodes } from "../../text/characterCodes.ts";
import { formatOf } from "../../text/format.ts";
import { positionAt } from "../../text/textPosition.ts";
import type { ReadOptions } from "../../types.ts";
import { readFully, type ByteSource } from "../sources/byteSource.ts";
import { planArray } from "./arrayPlan.ts";
import { planBinary } from "./binaryPlan.ts";
import type { FileHead, FilePlan } from "./filePlan.ts";
import { planJson } from "./jsonPlan.ts";
import { planTableFile } from "./tablePlan.ts";
import { planWhole, maxWholeBytes } from "./wholePlan.ts";

const headBytes = 1 << 18;
const maxHeadBytes = 1 << 26;

/**
 * Looks at the beginning of a file and finds how its rows are to be read: what `readTensor` finds out about a text.
 *
 * @param path which array of a file of several; by default the one that goes on behind the head, or the largest
 * @param how "whole" where reading row by row has shown that the rows are not all of a kind; "rowByRow" whatever they are
 * @throws ArrayFileError of .npy and .safetensors
 * @throws DocumentError EMPTY, NO_NUMBERS, BROKEN_JSON, BINARY, UNSUPPORTED, RAGGED, TOO_DEEP
 */
export function planFile(
  source: ByteSource,
  options: Omit<ReadOptions, "selections">,
  path?: string,
  how: "asFits" | "rowByRow" | "whole" = "asFits",
): FilePlan {
  const arrays = planBinary(source, path);
  if (arrays !== null) return arrays;
  const jsonPlanOf = how === "rowByRow" ? planArray : planJson;
  if (how === "whole") return planWhole(source, options, path);
  for (let bytes = headBytes; ; bytes *= 4) {
    const head = readHead(source, bytes);
    if (head.text.trim() === "" && head.isWhole) {
      throw new DocumentError("EMPTY", t("the file is empty: there are no numbers to normalize"));
    }
    const isJson = formatOf(head.text, options.languageId) === "json";
    const binary = head.text.indexOf("\0");
    if (binary >= 0) {
      // In JSON the reader of the whole text says where.
      if (isJson && source.size <= maxWholeBytes) return planWhole(source, options, path);
      const { line, column } = positionAt(characterCodes(head.text.slice(0, binary)), binary);
      throw new DocumentError("BINARY", binaryMessage(line, column));
    }
    const plan = isJson ? jsonPlanOf(head, options.languageId, path) : planTableFile(head, source, options);
    if (plan === "whole") return planWhole(source, options, path);
    if (plan !== null) return plan;
    if (head.isWhole || bytes >= maxHeadBytes) {
      throw new DocumentError(
        "NO_NUMBERS",
        t("the first {0} MB hold no array of numbers", Math.ceil(head.text.length / 1e6)),
      );
    }
  }
}
export function readHead(source: ByteSource, length: number): FileHead {
  const bytes = new Uint8Array(Math.min(length, source.size));
  const read = readFully(source, bytes, 0);
  const isWhole = read === source.size;
  // A character cut in two at the end becomes a replacement character, in a line that is left out.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, read));
  return { text, bytes: bytes.subarray(0, read), isWhole, size: source.size };
}
