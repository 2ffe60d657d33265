import assert from "node:assert/strict";
import { isByChance, isMeanByChance, isSpreadByChance } from "../../../../src/shared/layer/statistics/chance.ts";

const shift = (count: number, meanShift: number, stdRatio: number) => ({
  ...{ feature: 0, meanShift, stdRatio, divergence: 0 },
  expectedByChance: 1 / Math.sqrt(count),
});

describe("what chance explains", () => {
  it("is four standard errors of the wider spread for a mean", () => {
    assert.equal(isMeanByChance(shift(100, 0.4, 1)), true);
    assert.equal(isMeanByChance(shift(100, 0.41, 1)), false);
    assert.equal(isMeanByChance(shift(100, 0.8, 2)), true);
    // Two values that are next to each other say nothing of how far their mean may be off.
    assert.equal(isMeanByChance(shift(2, 1.2, 0.01)), true);
  });

  it("is nearly 4/√(2m) for the spread of many values", () => {
    for (const sign of [-1, 1]) {
      assert.equal(isSpreadByChance(shift(10_000, 0, 1 + sign * 0.027)), true);
      assert.equal(isSpreadByChance(shift(10_000, 0, 1 + sign * 0.03)), false);
    }
  });

  it("is any smaller spread for two to four values, and one of 0.12 to 2.04 for eight", () => {
    for (const count of [2, 3, 4]) assert.equal(isSpreadByChance(shift(count, 0, 1e-3)), true, String(count));
    assert.deepEqual(
      [0.11, 0.13, 2, 2.1].map((ratio) => isSpreadByChance(shift(8, 0, ratio))),
      [false, true, true, false],
    );
  });

  it("is never NaN", () => {
    assert.equal(isByChance(shift(8, NaN, 1)), false);
    assert.equal(isByChance(shift(8, 0, NaN)), false);
  });
});
