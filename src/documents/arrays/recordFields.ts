import { elementTypes, type ElementType } from "./elementTypes.ts";

/** A field of a structured array: numbers at a place in every record, or something else that is stepped over. */
export interface RecordField {
  readonly name: string;
  readonly descr: string;
  /** Bytes from the beginning of the record. */
  readonly offset: number;
  /** Null for texts, dates, complex numbers, and what pads the record. */
  readonly type: ElementType | null;
  readonly littleEndian: boolean;
}

/** The fields of a structured array, and the bytes of one record. */
export interface RecordLayout {
  readonly fields: readonly RecordField[];
  readonly bytes: number;
}

/** NumPy's letters for kinds of elements, as an .npy header writes them: "<f8" without its first character. */
export const npyTypes: Readonly<Record<string, ElementType>> = {
  b1: elementTypes.bool,
  i1: elementTypes.int8,
  u1: elementTypes.uint8,
  i2: elementTypes.int16,
  u2: elementTypes.uint16,
  i4: elementTypes.int32,
  u4: elementTypes.uint32,
  i8: elementTypes.int64,
  u8: elementTypes.uint64,
  f2: elementTypes.float16,
  f4: elementTypes.float32,
  f8: elementTypes.float64,
};

/** The element type of "<f8"; null for one that is not of real numbers. */
export function npyElementType(descr: string): ElementType | null {
  const kind = descr.slice(1);
  return "<>|=".includes(descr.slice(0, 1)) && Object.hasOwn(npyTypes, kind) ? npyTypes[kind] : null;
}

/**
 * The fields of a structured type as NumPy's header lists them: `("x", "<f8")`, `("xy", "<f4", (2,))`, or a list of fields
 * in the place of a type. Each number of a field with axes is a field: xy[0], xy[1].
 *
 * @returns null where the list is none of fields
 */
export function recordLayout(descr: readonly unknown[]): RecordLayout | null {
  const fields: RecordField[] = [];
  let offset = 0;
  for (const entry of descr) {
    if (!Array.isArray(entry)) return null;
    const [given, type, axes = []] = entry as unknown[];
    const name = String(Array.isArray(given) ? given.at(-1) : given);
    const layout = typeLayout(type);
    if (layout === null || !isLengths(axes)) return null;
    for (const index of indices(axes)) {
      for (const field of layout.fields) {
        fields.push({ ...field, name: `${name}${index}${field.name}`, offset: offset + field.offset });
      }
      offset += layout.bytes;
    }
  }
  return { fields, bytes: offset };
}

/** The records of a structured array as rows of the fields that are numbers, row-major. */
export function decodeRecords(bytes: Uint8Array, { fields, bytes: recordBytes }: RecordLayout): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / recordBytes);
  const values = new Float64Array(count * fields.length);
  for (let record = 0, i = 0; record < count; record++) {
    for (const { type, offset, littleEndian } of fields) {
      values[i++] = type === null ? NaN : type.decode(view, record * recordBytes + offset, littleEndian);
    }
  }
  return values;
}

function typeLayout(type: unknown): RecordLayout | null {
  if (Array.isArray(type)) {
    const inner = recordLayout(type);
    return inner && { ...inner, fields: inner.fields.map((field) => ({ ...field, name: `.${field.name}` })) };
  }
  const match = typeof type === "string" ? /^[<>|=]([a-zA-Z])(\d+)/.exec(type) : null;
  if (typeof type !== "string" || match === null) return null;
  const [, kind, size] = match;
  const littleEndian = !type.startsWith(">");
  const field = { name: "", descr: type, offset: 0, type: npyElementType(type), littleEndian };
  return { fields: [field], bytes: Number(size) * (kind === "U" ? 4 : 1) };
}

/** "[0][0]", "[0][1]", … for axes; "" alone without any. */
function indices(axes: readonly number[]): string[] {
  return axes.reduce(
    (before, length) => before.flatMap((text) => Array.from({ length }, (_, i) => `${text}[${i}]`)),
    [""],
  );
}

function isLengths(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((length) => Number.isSafeInteger(length) && (length as number) >= 0);
}
