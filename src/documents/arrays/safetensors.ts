import { t } from "@vscode/l10n";
import { ArrayFileError } from "./arrayFileError.ts";
import { decodeElements, elementTypes, type ElementType } from "./elementTypes.ts";
import { topLevelKeys } from "./jsonKeys.ts";
import { byteLength } from "./shapes.ts";
import type { ArrayLayout, NamedArray } from "./types.ts";

/**
 * The types that are read, and the size of those that are not, so that the file's layout can still be checked. Of a type
 * that is not here the file's offsets are believed: it is out of reach, and nothing else is.
 */
const types: Readonly<Record<string, ElementType | number>> = {
  BOOL: elementTypes.bool,
  I8: elementTypes.int8,
  U8: elementTypes.uint8,
  I16: elementTypes.int16,
  U16: elementTypes.uint16,
  I32: elementTypes.int32,
  U32: elementTypes.uint32,
  I64: elementTypes.int64,
  U64: elementTypes.uint64,
  F16: elementTypes.float16,
  BF16: elementTypes.bfloat16,
  F32: elementTypes.float32,
  F64: elementTypes.float64,
  F8_E5M2: 1,
  F8_E4M3: 1,
  F8_E5M2FNUZ: 1,
  F8_E4M3FNUZ: 1,
  F8_E8M0: 1,
  C64: 8,
};

const prefixLength = 8;
/** The format's own limit. */
const maximumHeader = 100_000_000;
const openBrace = 0x7b;

interface TensorHeader {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * Whether bytes begin as a .safetensors file does: the length of a header that begins with "{". The format has no
 * magic number.
 */
export function isSafetensors(bytes: Uint8Array): boolean {
  return bytes.length > prefixLength && bytes[prefixLength] === openBrace && bytes[7] === 0 && bytes[6] === 0;
}

/**
 * Reads a .safetensors file. The header has to follow the format to the letter: no key twice, bytes that fit shape and
 * type, no gaps between the tensors, none that overlap, nothing behind the last one.
 *
 * **Source**: the format description of safetensors (huggingface/safetensors, README).
 *
 * @throws ArrayFileError BROKEN_HEADER, TRUNCATED; `read` throws UNSUPPORTED_DTYPE for 8-bit floats and complex numbers
 */
export function readSafetensors(bytes: Uint8Array): NamedArray[] {
  return readSafetensorsHead(bytes, bytes.length).layouts.map(({ name, dtype, shape, type, start, end }) => ({
    name,
    dtype,
    shape,
    read: () => {
      if (type !== null) return decodeElements(bytes.subarray(start, end), type, true);
      throw unsupportedType(name, dtype);
    },
  }));
}

/** The error of a tensor whose type is not read. */
export function unsupportedType(name: string, dtype: string): ArrayFileError {
  const message = t("tensor {0} requires real numbers of at least 16 bits, got {1}", name, dtype);
  return new ArrayFileError("UNSUPPORTED_DTYPE", message);
}

/**
 * Bytes of the prefix and header of a .safetensors file, from its first eight.
 *
 * @throws ArrayFileError BROKEN_HEADER, TRUNCATED
 */
export function safetensorsHeadLength(bytes: Uint8Array, fileLength: number): number {
  if (bytes.length < prefixLength) throw truncated(prefixLength, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > maximumHeader) {
    throw broken(t("the header requires at most {0} bytes, got {1}", maximumHeader, headerLength));
  }
  if (prefixLength + headerLength > fileLength) throw truncated(headerLength, fileLength - prefixLength);
  return prefixLength + headerLength;
}

/** What the header of a .safetensors file says. */
export interface SafetensorsHead {
  /** Where the values of the tensors stand, in the header's order. */
  readonly layouts: ArrayLayout[];
  /** What the writer says of the file: "pt" under "format", and the like. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Reads and checks the header of a .safetensors file.
 *
 * @param bytes its beginning, with the whole header
 * @param fileLength bytes that the file has
 * @throws ArrayFileError BROKEN_HEADER, TRUNCATED
 */
export function readSafetensorsHead(bytes: Uint8Array, fileLength: number): SafetensorsHead {
  const dataStart = safetensorsHeadLength(bytes, fileLength);
  const { headers, metadata } = parseHeader(bytes.subarray(prefixLength, dataStart));
  checkLayout(headers, fileLength - dataStart);
  const layouts = headers.map(({ name, dtype, shape, begin, end }) => {
    const type = Object.hasOwn(types, dtype) ? types[dtype] : null;
    return {
      name,
      dtype,
      shape,
      type: typeof type === "number" ? null : type,
      records: null,
      littleEndian: true,
      fortranOrder: false,
      start: dataStart + begin,
      end: dataStart + end,
    };
  });
  return { layouts, metadata };
}

function parseHeader(bytes: Uint8Array): { headers: TensorHeader[]; metadata: ReadonlyMap<string, string> } {
  if (bytes[0] !== openBrace) throw broken(t("the header requires to begin with {0}", "{"));
  const { text, value } = parseObject(bytes);
  const keys = topLevelKeys(text);
  const seen = new Set<string>();
  const repeated = keys.find((key) => seen.size === seen.add(key).size);
  if (repeated !== undefined) throw broken(t("the header has {0} twice", repeated));
  const entries = Object.entries(value);
  const isMetadata = ([name, entry]: [string, unknown]): boolean => name === "__metadata__" && isObject(entry);
  const pairs = Object.entries((entries.find(isMetadata)?.[1] ?? {}) as object);
  return {
    headers: entries.filter((entry) => !isMetadata(entry)).map(([name, entry]) => readTensorHeader(name, entry)),
    metadata: new Map(pairs.filter((pair): pair is [string, string] => typeof pair[1] === "string")),
  };
}

function parseObject(bytes: Uint8Array): { text: string; value: object } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { text, value };
  } catch {
    // Not UTF-8 or not JSON: the same for the person who has the file.
  }
  throw broken(t("the header is not a JSON object"));
}

function readTensorHeader(name: string, entry: unknown): TensorHeader {
  const { dtype, shape, data_offsets: offsets } = (isObject(entry) ? entry : {}) as Record<string, unknown>;
  if (typeof dtype !== "string" || !isLengths(shape) || !isLengths(offsets) || offsets.length !== 2) {
    throw broken(t("{0} requires dtype, shape and data_offsets", name));
  }
  const [begin, end] = offsets;
  const type = Object.hasOwn(types, dtype) ? types[dtype] : null;
  // A type that came after this was written has a size that nobody knows here: only its tensors are out of reach.
  const expected = type === null ? end - begin : byteLength(shape, typeof type === "number" ? type : type.bytes);
  if (end - begin !== expected) {
    throw broken(t("{0} of shape [{1}] requires {2} bytes, got {3}", name, shape.join(", "), expected, end - begin));
  }
  return { name, dtype, shape, begin, end };
}

function checkLayout(headers: readonly TensorHeader[], available: number): void {
  const ordered = [...headers].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let offset = 0;
  for (const { name, begin, end } of ordered) {
    if (begin !== offset) throw broken(t("{0} requires to begin at byte {1}, got {2}", name, offset, begin));
    offset = end;
  }
  if (offset > available) throw truncated(offset, available);
  if (offset < available) throw broken(t("the tensors require {0} bytes, got {1}", offset, available));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && (length as number) >= 0);
}

function broken(detail: string): ArrayFileError {
  return new ArrayFileError("BROKEN_HEADER", t("safetensors file is broken: {0}", detail));
}

function truncated(required: number, got: number): ArrayFileError {
  return new ArrayFileError("TRUNCATED", t("safetensors file requires {0} bytes, got {1}", required, got));
}
