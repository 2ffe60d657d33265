import { t } from "@vscode/l10n";
import { DocumentError } from "../../documentError.ts";
import { formatOf } from "../../text/format.ts";
import { binaryMessage } from "../../table/tableWords.ts";
import { characterCodes } from "../../text/characterCodes.ts";
import { positionAt } from "../../text/textPosition.ts";
import type { ReadOptions, TextNotice } from "../../types.ts";
import { planArray } from "./arrayPlan.ts";
import { planBinary } from "./binaryPlan.ts";
import { readFully, type ByteSource } from "../sources/byteSource.ts";
import { maxWholeBytes, planWhole } from "./wholePlan.ts";
import type { ArrayPlan, BinaryPlan, RecordPlan, TablePlan } from "./rowPlan.ts";
import { planJson } from "./jsonPlan.ts";
import type { MemoryRows } from "../sources/memoryRows.ts";
import { planTableFile, type PlannedTable } from "./tablePlan.ts";

/** How a file is written, found by a look at its beginning. */
export interface FilePlan {
  readonly format: "csv" | "json";
  readonly rows: TablePlan | ArrayPlan | RecordPlan | BinaryPlan;
  /** Lengths of all axes but the first. */
  readonly lengths: readonly number[];
  /** Names along axis 1. */
  readonly names: readonly string[];
  /** Of a table: the name of every column, and of which ones the values are taken. Of an array: null. */
  readonly columns: readonly string[] | null;
  /** Offset of the first row, and its line (from 1). */
  readonly dataStart: number;
  readonly dataLine: number;
  /** The line that says how many values a row has. */
  readonly widthLine: number;
  /** Where the array is: "activations.layer1"; "" for a table or the whole document. */
  readonly path: string;
  /** The arrays that can be read instead, this one included; none where there is nothing to choose. */
  readonly arrays: readonly ArrayChoice[];
  readonly notices: readonly TextNotice[];
  /** Of objects: what some of the first ones hold beside numbers; left out where that is nothing. */
  readonly others?: "texts" | "nested" | undefined;
  /** The rows, where they were read whole. */
  readonly memory?: MemoryRows;
  /** Of a table: what is decided when its rows have been read. */
  readonly table?: PlannedTable;
}

/** An array in a file of several. */
export interface ArrayChoice {
  readonly path: string;
  /** All its axes; 0 for one whose length is not known yet. */
  readonly shape: readonly number[];
}

/** The part of a file that a plan is made from. */
export interface FileHead {
  readonly text: string;
  readonly bytes: Uint8Array;
  /** Whether this is all of the file. */
  readonly isWhole: boolean;
  /** Bytes of the whole file. */
  readonly size: number;
}

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

function readHead(source: ByteSource, length: number): FileHead {
  const bytes = new Uint8Array(Math.min(length, source.size));
  const read = readFully(source, bytes, 0);
  const isWhole = read === source.size;
  // A character cut in two at the end becomes a replacement character, in a line that is left out.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, read));
  return { text, bytes: bytes.subarray(0, read), isWhole, size: source.size };
}
