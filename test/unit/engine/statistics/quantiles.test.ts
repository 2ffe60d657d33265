import assert from "node:assert/strict";
import fc from "fast-check";
import { quantiles, sortValues } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";

describe("quantiles", () => {
  it("interpolates linearly between the two nearest values, as numpy does", () => {
    // numpy.quantile([4, 1, 3, 2], [0, 0.05, 0.25, 0.5, 0.9, 1])
    const expected = [1, 1.15, 1.75, 2.5, 3.7, 4];
    assertClose(quantiles([4, 1, 3, 2], [0, 0.05, 0.25, 0.5, 0.9, 1]), expected, 1e-15);
  });

  it("leaves NaN out and keeps infinities at the ends", () => {
    assert.deepEqual([...quantiles([NaN, 2, Infinity, 1, -Infinity, 3], [0, 0.5, 1])], [-Infinity, 2, Infinity]);
  });

  it("is NaN for no values", () => {
    assert.deepEqual([...quantiles([NaN], [0.5])], [NaN]);
  });

  it("meets every value at its own place, and never leaves the range", () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (data, probability) => {
        const sorted = sortValues(data);
        const [low, middle, high] = quantiles(data, [0, probability, 1]);
        assert.equal(low, sorted[0]);
        assert.equal(high, sorted[sorted.length - 1]);
        assert.ok(low <= middle && middle <= high);
      }),
    );
  });

  it("refuses probabilities outside 0 to 1", () => {
    for (const probability of [-0.1, 1.1, NaN]) {
      assertRefused(() => quantiles([1], [probability]), "INVALID_OPTION", probability);
    }
  });
});
