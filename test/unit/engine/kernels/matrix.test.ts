import assert from "node:assert/strict";
import fc from "fast-check";
import { simdMultiplyTransposed } from "../../../../src/engine/kernels/simdMatrix.ts";
import { plainMultiplyTransposed } from "../../../../src/engine/network/matrix.ts";
import { RandomGenerator } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";

function randomMatrix(length: number, seed: number): Float64Array {
  const random = new RandomGenerator(seed);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

function assertSameProduct(rows: number, columns: number, depth: number): void {
  const sizes = { rows, columns, depth };
  const [a, b] = [randomMatrix(rows * depth, 1), randomMatrix(columns * depth, 2)];
  const before = [a.slice(), b.slice()];
  // Sums of `depth` products of at most 1 in another order: each of `depth` additions rounds a sum of at most `depth`.
  assertClose(simdMultiplyTransposed(a, b, sizes) ?? [], plainMultiplyTransposed(a, b, sizes), depth ** 2 * 1.2e-16);
  assert.deepEqual([a, b], before);
}

describe("the matrix kernel", () => {
  it("multiplies as the plain loop does, for sizes of every remainder", () => {
    const size = fc.integer({ min: 1, max: 13 });
    fc.assert(fc.property(size, size, size, assertSameProduct));
  });

  it("takes large matrices in parts", () => {
    assertSameProduct(1000, 50, 301);
    assertSameProduct(3, 500, 510);
  });

  it("converts float32", () => {
    const sizes = { rows: 2, columns: 1, depth: 2 };
    const product = simdMultiplyTransposed(Float32Array.of(1, 2, 3, 4), Float64Array.of(10, 1), sizes);
    assert.deepEqual(product, Float64Array.of(12, 34));
  });

  it("leaves to the plain loop what it has no room for", () => {
    const [rows, columns, depth] = [1, 600, 500];
    assert.equal(
      simdMultiplyTransposed(new Float64Array(depth), new Float64Array(columns * depth), { rows, columns, depth }),
      null,
    );
  });
});
