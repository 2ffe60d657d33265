import { bfloat16, float16 } from "./halfPrecision.ts";

/** How one element of an array becomes a number. */
export interface ElementType {
  readonly bytes: number;
  readonly decode: (view: DataView, offset: number, littleEndian: boolean) => number;
}

/** The element types that NumPy and safetensors share, by kind and bits. */
export const elementTypes = {
  bool: { bytes: 1, decode: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) },
  int8: { bytes: 1, decode: (view, offset) => view.getInt8(offset) },
  uint8: { bytes: 1, decode: (view, offset) => view.getUint8(offset) },
  int16: { bytes: 2, decode: (view, offset, little) => view.getInt16(offset, little) },
  uint16: { bytes: 2, decode: (view, offset, little) => view.getUint16(offset, little) },
  int32: { bytes: 4, decode: (view, offset, little) => view.getInt32(offset, little) },
  uint32: { bytes: 4, decode: (view, offset, little) => view.getUint32(offset, little) },
  int64: { bytes: 8, decode: (view, offset, little) => Number(view.getBigInt64(offset, little)) },
  uint64: { bytes: 8, decode: (view, offset, little) => Number(view.getBigUint64(offset, little)) },
  float16: { bytes: 2, decode: (view, offset, little) => float16(view.getUint16(offset, little)) },
  bfloat16: { bytes: 2, decode: (view, offset, little) => bfloat16(view.getUint16(offset, little)) },
  float32: { bytes: 4, decode: (view, offset, little) => view.getFloat32(offset, little) },
  float64: { bytes: 8, decode: (view, offset, little) => view.getFloat64(offset, little) },
} as const satisfies Record<string, ElementType>;

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/**
 * Decodes all elements of a run of bytes, in their order.
 *
 * @param bytes exactly the elements' bytes
 */
export function decodeElements(bytes: Uint8Array, type: ElementType, littleEndian: boolean): Float64Array {
  if (type === elementTypes.float32 && littleEndian && isLittleEndian) {
    // Four times as fast as one by one; a view has to begin at a multiple of four.
    const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
    return new Float64Array(new Float32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 4));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float64Array(bytes.byteLength / type.bytes);
  for (let i = 0; i < values.length; i++) values[i] = type.decode(view, i * type.bytes, littleEndian);
  return values;
}
