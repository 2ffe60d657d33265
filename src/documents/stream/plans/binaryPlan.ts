import { t } from "@vscode/l10n";
import { ArrayFileError } from "../../arrays/arrayFileError.ts";
import { decodeElements, elementTypes } from "../../arrays/elementTypes.ts";
import { fortranToRowMajor } from "../../arrays/fortranOrder.ts";
import { decodeRecords } from "../../arrays/recordFields.ts";
import type { ArrayLayout } from "../../arrays/types.ts";
import { DocumentError } from "../../documentError.ts";
import { largestOfSeveral } from "../../largestOfSeveral.ts";
import { featureNamer } from "../../text/numberedName.ts";
import type { TextNotice } from "../../types.ts";
import { arrayFile, readAt, type ArrayFile, type ArrayPart } from "../arrayParts.ts";
import type { ByteSource } from "../sources/byteSource.ts";
import type { FilePlan } from "./filePlan.ts";
import { planOfRows } from "../sources/memoryRows.ts";
import { maxRank } from "./rowPlan.ts";
import { maxWholeBytes } from "./wholePlan.ts";

/**
 * How an .npy, .npz or .safetensors file is read; null for any other. Rows in C order stay in the file; others, and those
 * of structured arrays and of archives, are read into memory.
 *
 * @param path the name of the tensor; by default the one with most values, or the first of those that were appended
 * @throws ArrayFileError
 * @throws DocumentError TOO_DEEP, NO_NUMBERS, EMPTY, UNSUPPORTED
 */
export function planBinary(source: ByteSource, path: string | undefined): FilePlan | null {
  const file = arrayFile(source);
  if (file === null) return null;
  const { parts } = file;
  const readable = parts.filter(({ layout }) => isReadable(layout));
  const wanted =
    path === undefined ? (file.isAppended ? parts[0] : largest(readable)) : parts.find((it) => it.layout.name === path);
  const chosen = wanted ?? (path === undefined && parts.length === 1 ? parts[0] : undefined);
  if (chosen === undefined) {
    throw new DocumentError("NO_NUMBERS", t("the file holds no tensor of numbers {0}", path ?? ""));
  }
  checkShape(chosen.layout);
  const arrays = readable.map(({ layout }) => ({ path: layout.name, shape: layout.shape }));
  return {
    ...(isInPlace(chosen, source) ? planLayout(chosen.layout) : planRead(chosen)),
    path: chosen.layout.name,
    arrays: arrays.length > 1 ? arrays : [],
    notices: [
      ...(path === undefined && readable.length > 1 && !file.isAppended
        ? [largestOfSeveral(readable.length, chosen.layout.name, chosen.layout.shape, null)]
        : []),
      ...restNotices(file, chosen, source),
      ...unreadNotices(file),
      ...fieldNotices(chosen.layout),
    ],
  };
}

function checkShape({ shape, dtype, type, records, start, end }: ArrayLayout): void {
  if (type === null && records === null) {
    throw new ArrayFileError(
      "UNSUPPORTED_DTYPE",
      t("Normalize File reads arrays of real numbers, got type {0}", dtype),
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
}

/** Whether the rows can be read where they stand. */
function isInPlace({ layout, source }: ArrayPart, file: ByteSource): boolean {
  return source === file && layout.records === null && !(layout.fortranOrder && layout.shape.length > 1);
}

function planLayout({ shape, type, littleEndian, start, end }: ArrayLayout): FilePlan {
  const element = elementNames.find((key) => elementTypes[key] === type);
  if (element === undefined) throw new Error("an element type has no name");
  const lengths = shape.slice(1);
  return {
    format: "csv",
    rows: { kind: "binary", lengths, element, littleEndian, start, end },
    lengths,
    names: featureNames(lengths),
    columns: null,
    dataStart: start,
    dataLine: 1,
    widthLine: 1,
    path: "",
    arrays: [],
    notices: [],
  };
}

/** The plan for rows that are read into memory first. */
function planRead({ layout, source }: ArrayPart): FilePlan {
  const { shape, type, records, littleEndian, fortranOrder, start, end } = layout;
  if (end - start > maxWholeBytes) {
    throw new ArrayFileError(
      "UNSUPPORTED_DTYPE",
      t("Normalize File reads arrays in C order, this one is in Fortran order: save numpy.ascontiguousarray of it"),
    );
  }
  const bytes = readAt(source, start, end - start);
  const told = { format: "csv", path: "", arrays: [], notices: [], text: null } as const;
  if (records !== null) {
    const fields = records.fields.filter((field) => field.type !== null);
    if (fields.length === 0) throw new DocumentError("NO_NUMBERS", t("none of the fields holds numbers"));
    const rows = bytes.length / Math.max(1, records.bytes);
    const names = fields.map(({ name }) => name);
    return planOfRows(decodeRecords(bytes, { ...records, fields }), [rows, names.length], {
      ...told,
      names,
      columns: records.fields.map(({ name }) => name),
    });
  }
  if (type === null) throw new Error("an array without a type is refused before");
  const values = decodeElements(bytes, type, littleEndian);
  const data = fortranOrder ? fortranToRowMajor(values, shape) : values;
  return planOfRows(data, shape, { ...told, names: featureNames(shape.slice(1)), columns: null });
}

function featureNames(lengths: readonly number[]): string[] {
  const nameOf = featureNamer();
  return Array.from({ length: lengths.at(0) ?? 1 }, (_, c) => nameOf(c));
}

/** What stands behind the array that is read, where arrays stand one behind the other. */
function restNotices({ parts, isAppended, rest }: ArrayFile, chosen: ArrayPart, source: ByteSource): TextNotice[] {
  if (!isAppended && rest === 0) return [];
  const { end } = chosen.layout;
  const others = parts.length - 1;
  const message =
    others === 0
      ? t("The array ends at byte {0} of {1}: what stands behind it is not read.", end, source.size)
      : others === 1
        ? t("The array ends at byte {0} of {1}: the file holds 1 more, which is not read.", end, source.size)
        : t(
            "The array ends at byte {0} of {1}: the file holds {2} more, which are not read.",
            end,
            source.size,
            others,
          );
  return [{ code: "MORE_BEHIND", severity: "warning", message, place: null }];
}

/** Fields of a structured array that are no numbers; what pads the records has no name. */
function fieldNotices({ records }: ArrayLayout): TextNotice[] {
  const unread = (records?.fields ?? []).filter(({ type, name }) => type === null && name !== "");
  return unread.map(({ name, descr }): TextNotice => {
    const message = t("Field {0} is left out: its type {1} is none of real numbers.", name, descr);
    return { code: "COLUMN_LEFT_OUT", severity: "info", message, place: null };
  });
}

/** Tensors of types that are not read, beside others that are. */
function unreadNotices({ parts }: ArrayFile): TextNotice[] {
  const unread = parts.filter(({ layout }) => layout.type === null && layout.records === null);
  if (unread.length === 0) return [];
  const names = unread.slice(0, 3).map(({ layout }) => `${layout.name} (${layout.dtype})`);
  const message = t(
    "Tensors of types that are not read: {0}.",
    unread.length > names.length ? `${names.join(", ")}, …` : names.join(", "),
  );
  return [{ code: "TENSORS_LEFT_OUT", severity: "info", message, place: null }];
}

const elementNames = Object.keys(elementTypes) as (keyof typeof elementTypes)[];

function isReadable({ type, records, shape, start, end }: ArrayLayout): boolean {
  return (type ?? records) !== null && shape.length > 0 && shape.length <= maxRank && end > start;
}

/** The array of most values, whatever they take. */
function largest(parts: readonly ArrayPart[]): ArrayPart | undefined {
  const size = ({ layout }: ArrayPart): number => layout.shape.reduce((product, length) => product * length, 1);
  return [...parts].sort((a, b) => size(b) - size(a)).at(0);
}
