import assert from "node:assert/strict";
import fc from "fast-check";
import { sortNumbers } from "../../../../src/engine/statistics/radixSort.ts";

/** As the built-in sort has them, bit for bit. */
function assertSorted(values: Float64Array): void {
  const expected = values.slice().sort();
  sortNumbers(values);
  assert.deepEqual(new BigUint64Array(values.slice().buffer), new BigUint64Array(expected.buffer));
}

describe("sortNumbers", () => {
  it("sorts doubles of every kind as the built-in sort", () => {
    const doubles = fc.double({ noNaN: true });
    fc.assert(
      fc.property(fc.array(doubles, { minLength: 1, maxLength: 40 }), fc.nat(5000), (seed, more) => {
        // Long enough for the radix sort, with repeats and both signs.
        assertSorted(Float64Array.from({ length: 1000 + more }, (_, i) => seed[i % seed.length] * ((i % 7) - 3 || 1)));
      }),
      { numRuns: 60 },
    );
  });

  it("keeps −0 before +0, and infinities at the ends", () => {
    const values = new Float64Array(1200).map((_, i) => [0, -0, Infinity, -Infinity, 5e-324, -5e-324, 1][i % 7]);
    assertSorted(values);
    assert.equal(values[0], -Infinity);
    assert.equal(values.at(-1), Infinity);
  });

  it("sorts what is all positive, all negative, all equal, or a view on a part of a buffer", () => {
    const random = Float64Array.from({ length: 3000 }, (_, i) => Math.sin(i * i) * 100);
    assertSorted(random.map(Math.abs));
    assertSorted(random.map((value) => -Math.abs(value)));
    assertSorted(new Float64Array(3000).fill(7));
    const part = random.subarray(500, 2500);
    assertSorted(part);
    assert.equal(random[499], Math.sin(499 * 499) * 100);
  });
});
