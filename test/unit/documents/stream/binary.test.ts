import assert from "node:assert/strict";
import { ArrayFileError } from "../../../../src/documents/arrays/index.ts";
import { DocumentError } from "../../../../src/documents/index.ts";
import { ByteScanner } from "../../../../src/documents/stream/byteScanner.ts";
import { bytesSource } from "../../../../src/documents/stream/sources/byteSource.ts";
import { planFile } from "../../../../src/documents/stream/plans/planFile.ts";
import { readRange } from "../../../../src/documents/stream/rangeReader.ts";
import { type RangeResult } from "../../../../src/documents/stream/byteRange.ts";
import type { RowPlan } from "../../../../src/documents/stream/plans/rowPlan.ts";
import { findRowStart } from "../../../../src/documents/stream/rowStart.ts";
import { npyBytes } from "../../../../src/documents/write/index.ts";
import { defaultOptions, rowPlanOf } from "./helpers.ts";

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: ArrayBufferView;
}

/** A .safetensors file: the length of the header, the header, the values of one tensor after the other. */
export function safetensors(tensors: Readonly<Record<string, Tensor>>): Uint8Array<ArrayBuffer> {
  let end = 0;
  const entries = Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
    const begin = end;
    end += data.byteLength;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const bytes = new Uint8Array(8 + header.length + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  let offset = 8 + header.length;
  for (const { data } of Object.values(tensors)) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return bytes;
}

function readAll(
  bytes: Uint8Array,
  missingValues: RowPlan["missingValues"] = "omitRows",
  path?: string,
): { values: number[]; result: RangeResult; shape: readonly number[] } {
  const source = bytesSource(bytes);
  const plan = planFile(source, defaultOptions, path);
  const scanner = new ByteScanner(rowPlanOf(plan, missingValues));
  const values: number[] = [];
  const range = { start: plan.dataStart, stop: bytes.length };
  const result = readRange(scanner, source, range, () => {
    values.push(...scanner.blockValues());
    return true;
  });
  return { values, result, shape: plan.lengths };
}

describe("arrays in binary", () => {
  it("reads .npy of float64 and float32, all values in order", () => {
    const data = Float64Array.from({ length: 60_000 }, (_, i) => i / 8 - 100);
    for (const precision of ["float64", "float32"] as const) {
      const bytes = npyBytes({ shape: [20_000, 3], data }, precision);
      const { values, shape } = readAll(bytes);
      assert.deepEqual(shape, [3]);
      assert.deepEqual(values, Array.from(data));
    }
  });

  it("reads any tensor of .safetensors by its name, and the largest without one", () => {
    const bytes = safetensors({
      bias: { dtype: "F64", shape: [2], data: Float64Array.of(7, 8) },
      half: { dtype: "BF16", shape: [3, 1], data: Uint16Array.of(0x3f80, 0x4000, 0xc040) },
      whole: { dtype: "I64", shape: [2, 2], data: BigInt64Array.of(1n, -2n, 3n, 4n) },
    });
    assert.deepEqual(readAll(bytes).values, [1, -2, 3, 4]);
    assert.deepEqual(readAll(bytes, "omitRows", "half").values, [1, 2, -3]);
    assert.deepEqual(readAll(bytes, "omitRows", "bias").values, [7, 8]);
    const { arrays } = planFile(bytesSource(bytes), defaultOptions);
    assert.deepEqual(arrays, [
      { path: "bias", shape: [2] },
      { path: "half", shape: [3, 1] },
      { path: "whole", shape: [2, 2] },
    ]);
  });

  it("treats NaN as missing, as it does in texts", () => {
    const data = Float64Array.of(1, 2, NaN, 4, 5, 6);
    const bytes = npyBytes({ shape: [3, 2], data }, "float64");
    const omitted = readAll(bytes, "omitRows");
    assert.deepEqual([omitted.values, omitted.result.incompleteRows], [[1, 2, 5, 6], 1]);
    assert.deepEqual(readAll(bytes, "ignore").values, Array.from(data));
    assert.throws(() => readAll(bytes, "error"), /scan fault/);
  });

  it("finds the sample that starts at or behind any byte", () => {
    const bytes = npyBytes({ shape: [5, 3], data: new Float64Array(15) }, "float32");
    const source = bytesSource(bytes);
    const plan = planFile(source, defaultOptions);
    const rowPlan = rowPlanOf(plan, "ignore");
    for (let offset = 0; offset <= bytes.length; offset++) {
      const row = Math.max(0, Math.ceil((offset - plan.dataStart) / 12));
      assert.equal(findRowStart(source, rowPlan, offset), plan.dataStart + Math.min(row, 5) * 12);
    }
  });

  it("says what it does not read", () => {
    const refused = (header: string): string => {
      const text = `\x01\x00${String.fromCharCode(header.length, 0)}${header}`;
      const bytes = Uint8Array.from([
        0x93,
        ...Array.from(`NUMPY${text}`, (c) => c.charCodeAt(0)),
        ...new Uint8Array(64),
      ]);
      try {
        planFile(bytesSource(bytes), defaultOptions);
      } catch (thrown) {
        if (thrown instanceof ArrayFileError || thrown instanceof DocumentError)
          return `${thrown.code} ${thrown.message}`;
      }
      return "";
    };
    const npy = (descr: string, shape: string, order = "False"): string =>
      refused(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`);
    assert.match(npy("<c16", "2, 2", "True"), /UNSUPPORTED_DTYPE .*<c16/);
    assert.match(npy("<c16", "2,"), /UNSUPPORTED_DTYPE .*<c16/);
    assert.match(npy("<f8", "1, 1, 1, 1, 1, 2"), /TOO_DEEP/);
    assert.match(npy("<f8", "0, 3"), /EMPTY .*\[0, 3\]/);
    assert.match(npy("<f8", "100, 3"), /TRUNCATED .*2400/);
  });
});
