/** A tensor to be written. */
export interface WrittenTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  /** float32 where the values came from no more; float64 keeps every bit. */
  readonly dtype: "float32" | "float64" | "int64";
}

const types = { float32: "F32", float64: "F64", int64: "I64" } as const;
const sizes = { float32: 4, float64: 8, int64: 8 } as const;

/**
 * A .safetensors file: eight bytes of length, the header as JSON, padded to eight bytes, and the values one after the
 * other.
 *
 * **Source**: the format description of safetensors (huggingface/safetensors, README).
 */
export function safetensorsFile(tensors: readonly WrittenTensor[]): Uint8Array {
  let offset = 0;
  const entries = tensors.map(({ name, shape, values, dtype }) => {
    const begin = offset;
    offset += values.length * sizes[dtype];
    return [name, { dtype: types[dtype], shape, data_offsets: [begin, offset] }] as const;
  });
  const json = JSON.stringify(Object.fromEntries(entries));
  const header = new TextEncoder().encode(json);
  const headerLength = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + offset).fill(0x20, 8, 8 + headerLength);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.set(header, 8);
  let place = 8 + headerLength;
  for (const { values, dtype } of tensors) {
    for (let i = 0; i < values.length; i++) {
      if (dtype === "float32") view.setFloat32(place, values[i], true);
      else if (dtype === "float64") view.setFloat64(place, values[i], true);
      else view.setBigInt64(place, BigInt(values[i]), true);
      place += sizes[dtype];
    }
  }
  return bytes;
}
