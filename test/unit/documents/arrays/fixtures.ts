import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ArrayFileError, type ArrayFileErrorCode, type NamedArray } from "../../../../src/documents/arrays/index.ts";

const folder = join(import.meta.dirname, "../../../fixtures/arrays");

interface ExpectedArray {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly (number | "NaN" | "Infinity" | "-Infinity")[];
}

/** A file that NumPy or the script beside it wrote: see make_numpy.py and make_safetensors.py there. */
export function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, name)));
}

export function expectations(name: string): [string, ExpectedArray][] {
  return Object.entries(JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, ExpectedArray>);
}

/** Every value has to be exactly the one that the library wrote. */
export function assertArray(array: NamedArray, expected: ExpectedArray): void {
  assert.deepEqual(array.shape, expected.shape);
  assert.equal(array.dtype, expected.dtype);
  assert.deepEqual([...array.read()], expected.data.map(Number));
}

export function assertRefused(call: () => unknown, code: ArrayFileErrorCode): void {
  assert.throws(call, (thrown: unknown) => {
    assert.ok(thrown instanceof ArrayFileError, `expected an ArrayFileError, got ${String(thrown)}`);
    assert.equal(thrown.code, code, thrown.message);
    return true;
  });
}
