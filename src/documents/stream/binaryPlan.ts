import { t } from "@vscode/l10n";
import { ArrayFileError } from "../arrays/arrayFileError.ts";
import { elementTypes } from "../arrays/elementTypes.ts";
import { isNpy, npyLayout } from "../arrays/npy.ts";
import { isSafetensors, safetensorsHeadLength, readSafetensorsHead } from "../arrays/safetensors.ts";
import type { ArrayLayout } from "../arrays/types.ts";
import { DocumentError } from "../documentError.ts";
import { readFully, type ByteSource } from "./byteSource.ts";
import type { FilePlan } from "./filePlan.ts";
import { maxRank } from "./rowPlan.ts";

/** The header of an .npy file is far shorter. */
const npyHeadBytes = 1 << 17;
const magicBytes = 16;

/**
 * How an .npy or .safetensors file is read; null for any other.
 *
 * @param path the name of the tensor; by default the one with most values
 * @throws ArrayFileError
 * @throws DocumentError TOO_DEEP, NO_NUMBERS
 */
export function planBinary(source: ByteSource, path: string | undefined): FilePlan | null {
  const magic = readHead(source, magicBytes);
  if (isNpy(magic)) return planLayout([npyLayout(readHead(source, npyHeadBytes), source.size)], "");
  if (!isSafetensors(magic)) return null;
  const headLength = safetensorsHeadLength(magic, source.size);
  return planLayout(readSafetensorsHead(readHead(source, headLength), source.size).layouts, path);
}

function planLayout(layouts: readonly ArrayLayout[], path: string | undefined): FilePlan {
  const readable = layouts.filter(isReadable);
  const size = ({ start, end }: ArrayLayout): number => end - start;
  const wanted =
    path === undefined
      ? [...readable].sort((a, b) => size(b) - size(a)).at(0)
      : layouts.find((layout) => layout.name === path);
  if (wanted === undefined) {
    throw new DocumentError("NO_NUMBERS", t("the file holds no tensor of numbers {0}", path ?? ""));
  }
  const { name, shape, dtype, type, littleEndian, fortranOrder, start, end } = wanted;
  const element = elementNames.find((key) => elementTypes[key] === type);
  if (element === undefined) {
    throw new ArrayFileError(
      "UNSUPPORTED_DTYPE",
      t("Normalize File reads arrays of real numbers, got type {0}", dtype),
    );
  }
  if (fortranOrder && shape.length > 1) {
    throw new ArrayFileError(
      "UNSUPPORTED_DTYPE",
      t("Normalize File reads arrays in C order, this one is in Fortran order: save numpy.ascontiguousarray of it"),
    );
  }
  if (shape.length > maxRank) {
    throw new DocumentError(
      "TOO_DEEP",
      t("a tensor requires at most {0} axes (N, C, D, H, W), got {1}", maxRank, shape.length),
    );
  }
  if (shape.length === 0 || end === start) {
    throw new DocumentError("EMPTY", t("the array of shape [{0}] holds no rows", shape.join(", ")));
  }
  const lengths = shape.slice(1);
  return {
    format: "csv",
    rows: { kind: "binary", lengths, element, littleEndian, start, end },
    lengths,
    names: Array.from({ length: lengths.at(0) ?? 1 }, (_, c) => t("Feature {0}", c + 1)),
    columns: null,
    dataStart: start,
    dataLine: 1,
    widthLine: 1,
    path: name,
    arrays: readable.length > 1 ? readable.map((layout) => ({ path: layout.name, shape: layout.shape })) : [],
    notices: [],
  };
}

const elementNames = Object.keys(elementTypes) as (keyof typeof elementTypes)[];

function isReadable({ type, shape, start, end }: ArrayLayout): boolean {
  return type !== null && shape.length > 0 && shape.length <= maxRank && end > start;
}

function readHead(source: ByteSource, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.min(length, source.size));
  return bytes.subarray(0, readFully(source, bytes, 0));
}
