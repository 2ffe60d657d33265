import type { FileExportFormat } from "../../session/compute/fileRequest.ts";

/** Turns rows into the bytes of a file. */
export interface RowWriter {
  /** What stands before the first row. */
  head(): Uint8Array;
  /** @param values whole rows, row-major; NaN where a value is missing */
  rows(values: Float64Array): Uint8Array;
}

/** What is written: its axes, the names along the second, and the number type of binary formats. */
export interface WrittenShape {
  readonly shape: readonly number[];
  readonly names: readonly string[];
  readonly precision: "float64" | "float32";
}

/**
 * A writer for one of the formats. CSV: a row per line, an empty cell where a value is missing. JSON Lines: an array per
 * line, null where one is missing or not finite. npy: NumPy's format 1.0, little-endian.
 */
export function rowWriter(format: FileExportFormat, written: WrittenShape): RowWriter {
  switch (format) {
    case "csv":
      return csvWriter(written);
    case "jsonl":
      return jsonLinesWriter(written);
    case "npy":
      return npyWriter(written);
  }
}

const encoder = new TextEncoder();

function csvWriter({ shape, names }: WrittenShape): RowWriter {
  const width = sizeOf(shape);
  const columns = names.length === width ? names : Array.from({ length: width }, (_, i) => `v${i + 1}`);
  return {
    head: () => encoder.encode(`${columns.map(quoted).join(",")}\n`),
    rows: (values) => {
      let text = "";
      for (let i = 0; i < values.length; i++) {
        text += Number.isNaN(values[i]) ? "" : String(values[i]);
        text += (i + 1) % width === 0 ? "\n" : ",";
      }
      return encoder.encode(text);
    },
  };
}

function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function jsonLinesWriter({ shape }: WrittenShape): RowWriter {
  const width = sizeOf(shape);
  const nest = (values: Float64Array, from: number, axes: readonly number[]): string => {
    if (axes.length === 0) return Number.isFinite(values[from]) ? String(values[from]) : "null";
    const [length, ...inner] = axes;
    const step = inner.reduce((size, axis) => size * axis, 1);
    return `[${Array.from({ length }, (_, k) => nest(values, from + k * step, inner)).join(",")}]`;
  };
  return {
    head: () => new Uint8Array(0),
    rows: (values) => {
      let text = "";
      for (let from = 0; from < values.length; from += width) text += `${nest(values, from, shape.slice(1))}\n`;
      return encoder.encode(text);
    },
  };
}

/** Magic, version, length of the header, header: together a multiple of 64 bytes. */
function npyWriter({ shape, precision }: WrittenShape): RowWriter {
  return {
    head: () => {
      const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
      const descr = precision === "float32" ? "<f4" : "<f8";
      const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${axes}), }`;
      const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10;
      const bytes = encoder.encode(`\x00NUMPY\x01\x00\x00\x00${header.padEnd(length - 1)}\n`);
      bytes[0] = 0x93;
      new DataView(bytes.buffer).setUint16(8, length, true);
      return bytes;
    },
    rows: (values) => {
      const numbers = precision === "float32" ? Float32Array.from(values) : values;
      return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
    },
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.slice(1).reduce((size, length) => size * length, 1);
}
