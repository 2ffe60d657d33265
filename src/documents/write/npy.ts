import type { WritableTensor } from "./nestedArrays.ts";

const magic = [0x93, ...ascii("NUMPY"), 1, 0];
/** The data begins at a multiple of this. */
const alignment = 64;

/**
 * A tensor as the bytes of a .npy file (format 1.0), little-endian, row-major.
 *
 * Source: NEP 1, "A Simple File Format for NumPy Arrays".
 */
export function npyBytes({ shape, data }: WritableTensor, dtype: "float32" | "float64"): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const description = `{'descr': '${dtype === "float32" ? "<f4" : "<f8"}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const prefix = magic.length + 2;
  const headerLength = Math.ceil((prefix + description.length + 1) / alignment) * alignment - prefix;
  const size = dtype === "float32" ? 4 : 8;
  const bytes = new Uint8Array(prefix + headerLength + data.length * size);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setUint16(magic.length, headerLength, true);
  bytes.set(ascii(`${description.padEnd(headerLength - 1)}\n`), prefix);
  for (let k = 0, at = prefix + headerLength; k < data.length; k++, at += size) {
    if (dtype === "float32") view.setFloat32(at, data[k], true);
    else view.setFloat64(at, data[k], true);
  }
  return bytes;
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
