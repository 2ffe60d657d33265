import assert from "node:assert/strict";
import fc from "fast-check";
import { simdMultiply } from "../../../../src/engine/kernels/simdMatrix.ts";
import type { Factor } from "../../../../src/engine/kernels/product.ts";
import { plainMultiply } from "../../../../src/engine/network/matrix.ts";
import { RandomGenerator, type DType } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";

function randomMatrix(length: number, seed: number): Float64Array {
  const random = new RandomGenerator(seed);
  return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
}

/** Halves of the last digit of a number near 1. */
const rounding = { float32: 2 ** -24, float64: 2 ** -53 } as const;

interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly aTransposed?: boolean;
  readonly bTransposed?: boolean;
  readonly hasBias?: boolean;
  readonly precision?: DType;
}

function assertSameProduct(product: Product): void {
  const { rows, columns, depth, aTransposed = false, bTransposed = false, hasBias = false } = product;
  const { precision = "float64" } = product;
  // Activations have the network's number type, weights are always float64.
  const values = randomMatrix(rows * depth, 1);
  const a: Factor = { data: precision === "float32" ? Float32Array.from(values) : values, isTransposed: aTransposed };
  const b: Factor = { data: randomMatrix(columns * depth, 2), isTransposed: bTransposed };
  const bias = hasBias ? randomMatrix(columns, 3) : null;
  const before = [a.data.slice(), b.data.slice()];
  const [got, expected] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  assert.ok(simdMultiply(a, b, got, product, bias, precision));
  plainMultiply(a, b, expected, product, bias);
  // Each of `depth` additions, and the weights before them, round a number of at most `depth` + 1.
  assertClose(got, expected, 2 * (depth + 1) ** 2 * rounding[precision]);
  assert.deepEqual([a.data, b.data], before);
}

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 13 }),
  columns: fc.integer({ min: 1, max: 19 }),
  depth: fc.integer({ min: 1, max: 13 }),
  aTransposed: fc.boolean(),
  bTransposed: fc.boolean(),
  hasBias: fc.boolean(),
  precision: fc.constantFrom<DType>("float32", "float64"),
});

describe("the matrix kernels", () => {
  it("multiply as the plain loop does, factors as they lie or transposed, for sizes of every remainder", () => {
    fc.assert(fc.property(sizes, assertSameProduct));
  });

  it("multiply matrices whose rows would crowd a cache", () => {
    for (const precision of ["float32", "float64"] as const) {
      for (const [aTransposed, bTransposed] of [
        [false, true],
        [false, false],
        [true, false],
      ]) {
        assertSameProduct({ rows: 64, columns: 128, depth: 256, aTransposed, bTransposed, precision });
      }
    }
  });

  it("write float32 where they are asked for it", () => {
    const out = new Float32Array(2);
    const a = { data: Float32Array.of(1, 2, 3, 4), isTransposed: false };
    const b = { data: Float64Array.of(10, 1), isTransposed: true };
    assert.ok(simdMultiply(a, b, out, { rows: 2, columns: 1, depth: 2 }, null, "float32"));
    assert.deepEqual(out, Float32Array.of(12, 34));
  });

  it("leave to the plain loop what they have no room for", () => {
    const [rows, columns, depth] = [1, 1200, 1000];
    const a = { data: new Float64Array(depth), isTransposed: false };
    const b = { data: new Float64Array(columns * depth), isTransposed: false };
    const out = new Float64Array(columns);
    assert.equal(simdMultiply(a, b, out, { rows, columns, depth }, null, "float64"), false);
  });
});
