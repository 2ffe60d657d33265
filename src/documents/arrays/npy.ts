import { t } from "@vscode/l10n";
import { ArrayFileError } from "./arrayFileError.ts";
import { decodeElements } from "./elementTypes.ts";
import { readNpyHeader, type NpyHeader } from "./npyHeader.ts";
import { fortranToRowMajor } from "./fortranOrder.ts";
import { npyElementType, npyTypes, recordLayout } from "./recordFields.ts";
import { byteLength } from "./shapes.ts";
import type { ArrayLayout, NamedArray } from "./types.ts";

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Whether bytes begin as an .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/**
 * Reads an .npy file: NumPy's format for one array, versions 1.0 to 3.0, either byte order, C or Fortran order.
 *
 * **Source**: NumPy's format description (numpy.lib.format).
 *
 * @throws ArrayFileError NOT_AN_ARRAY_FILE, BROKEN_HEADER, TRUNCATED; `read` throws UNSUPPORTED_DTYPE for texts, dates,
 * complex numbers, objects and records
 */
export function readNpy(bytes: Uint8Array, name = ""): NamedArray {
  const { shape, dtype, type, littleEndian, fortranOrder, start, end } = npyLayout(bytes, bytes.length);
  if (type === null) return { name, shape, dtype, read: () => refuse(dtype) };
  const data = bytes.subarray(start, end);
  const read = (): Float64Array => {
    const values = decodeElements(data, type, littleEndian);
    return fortranOrder ? fortranToRowMajor(values, shape) : values;
  };
  return { name, shape, dtype, read };
}

/**
 * Where the values of an .npy file stand.
 *
 * @param bytes its beginning, with the whole header
 * @param fileLength bytes that the file has
 * @throws ArrayFileError NOT_AN_ARRAY_FILE, BROKEN_HEADER, TRUNCATED
 */
export function npyLayout(bytes: Uint8Array, fileLength: number): ArrayLayout {
  if (!isNpy(bytes)) {
    throw new ArrayFileError("NOT_AN_ARRAY_FILE", t("npy file requires to begin with {0}", "\\x93NUMPY"));
  }
  const { header, dataStart: start } = locateHeader(bytes);
  const { descr, fields, shape, fortranOrder } = header;
  const type = npyElementType(descr);
  const records = fields === undefined ? null : recordLayout(fields);
  const littleEndian = !descr.startsWith(">");
  const layout = { name: "", shape, dtype: descr, type, records, littleEndian, fortranOrder, start };
  const elementBytes = type?.bytes ?? records?.bytes;
  if (elementBytes === undefined) return { ...layout, end: fileLength };
  const expected = byteLength(shape, elementBytes);
  if (fileLength - start < expected) {
    const message = t(
      "array of shape [{0}] requires {1} bytes, got {2}",
      shape.join(", "),
      expected,
      fileLength - start,
    );
    throw new ArrayFileError("TRUNCATED", message);
  }
  return { ...layout, end: start + expected };
}

function locateHeader(bytes: Uint8Array): { header: NpyHeader; dataStart: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes.at(6) ?? 0;
  if (bytes.length > 6 && (version < 1 || version > 3)) {
    throw new ArrayFileError("BROKEN_HEADER", t("npy version requires 1, 2 or 3, got {0}", version));
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const start = 8 + lengthBytes;
  if (bytes.length < start) throw new ArrayFileError("TRUNCATED", t("npy file ends in its header"));
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataStart = start + length;
  if (dataStart > bytes.length) {
    throw new ArrayFileError("TRUNCATED", t("npy header requires {0} bytes, got {1}", length, bytes.length - start));
  }
  const encoding = version === 3 ? "utf-8" : "latin1";
  return { header: readNpyHeader(new TextDecoder(encoding).decode(bytes.subarray(start, dataStart))), dataStart };
}

function refuse(descr: string): never {
  const known = Object.keys(npyTypes).join(", ");
  throw new ArrayFileError("UNSUPPORTED_DTYPE", t("array requires numbers of type {0}, got {1}", known, descr));
}
