import { elementTypes, type ElementType } from "../../arrays/elementTypes.ts";
import { broken, type Cursor } from "./cursor.ts";

/** What the elements of a dataset or an attribute are. */
export type Datatype =
  | {
      readonly kind: "number";
      readonly name: string;
      readonly type: ElementType;
      readonly littleEndian: boolean;
      readonly size: number;
    }
  | { readonly kind: "text"; readonly size: number }
  /** A text in the global heap. */
  | { readonly kind: "longText"; readonly size: number }
  | { readonly kind: "other"; readonly size: number };

const classes = { whole: 0, float: 1, text: 3, opaque: 5, enumeration: 8, variableLength: 9 };
const wholeTypes = {
  1: ["int8", "uint8"],
  2: ["int16", "uint16"],
  4: ["int32", "uint32"],
  8: ["int64", "uint64"],
} as const;

/** **Source**: HDF5 File Format Specification, IV.A.2.d. */
export function readDatatype(cursor: Cursor): Datatype {
  const kind = cursor.uint(1) & 0x0f;
  const flags = cursor.uint(3);
  const size = cursor.uint(4);
  const littleEndian = (flags & 1) === 0;
  if (kind === classes.text) return { kind: "text", size };
  if (kind === classes.variableLength) return { kind: (flags & 0x0f) === 1 ? "longText" : "other", size };
  const name =
    kind === classes.whole ? wholeName(size, flags) : kind === classes.float ? floatName(size, cursor) : null;
  if (name !== null) return { kind: "number", name, type: elementTypes[name], littleEndian, size };
  // h5py writes bfloat16, which NumPy does not know, as two bytes without a meaning.
  if (kind === classes.opaque && size === 2) {
    return { kind: "number", name: "bfloat16", type: elementTypes.bfloat16, littleEndian: true, size };
  }
  // h5py writes booleans as an enumeration of int8.
  if (kind === classes.enumeration && size === 1) {
    return { kind: "number", name: "bool", type: elementTypes.bool, littleEndian, size };
  }
  return { kind: "other", size };
}

function wholeName(size: number, flags: number): keyof typeof elementTypes | null {
  if (size !== 1 && size !== 2 && size !== 4 && size !== 8) return null;
  const [signed, unsigned] = wholeTypes[size];
  return (flags & 8) !== 0 ? signed : unsigned;
}

function floatName(size: number, cursor: Cursor): keyof typeof elementTypes | null {
  cursor.skip(7);
  const fractionBits = cursor.uint(1);
  if (size === 8 && fractionBits === 52) return "float64";
  if (size === 4 && fractionBits === 23) return "float32";
  if (size === 2 && fractionBits === 10) return "float16";
  return size === 2 && fractionBits === 7 ? "bfloat16" : null;
}

/**
 * The lengths of a dataspace message; none for a single value.
 *
 * **Source**: HDF5 File Format Specification, IV.A.2.b. A null dataspace has no elements: [0].
 */
export function readDataspace(cursor: Cursor): number[] {
  const version = cursor.uint(1);
  const rank = cursor.uint(1);
  cursor.skip(1);
  if (version === 1) cursor.skip(5);
  else if (cursor.uint(1) === 2) return [0];
  const lengths = Array.from({ length: rank }, () => cursor.length());
  if (!lengths.every(Number.isSafeInteger)) throw broken();
  return lengths;
}
