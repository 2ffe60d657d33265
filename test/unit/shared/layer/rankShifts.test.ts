import assert from "node:assert/strict";
import { rankShifts } from "../../../../src/shared/layer/statistics/rankShifts.ts";

describe("rankShifts", () => {
  it("gives the divergence of two normal distributions", () => {
    const [shift] = rankShifts({ mean: [0], variance: [1] }, { mean: [1], variance: [1], count: [100] }, 0);
    assert.deepEqual(shift, { feature: 0, meanShift: 1, stdRatio: 1, expectedByChance: 0.1, divergence: 0.5 });
  });

  it("ranks the feature that fits worst first, whether its center or its spread moved", () => {
    const stored = { mean: [10, 10, 10, 10], variance: [4, 4, 4, 4] };
    const data = { mean: [10.1, 10, 13, 10], variance: [4, 16, 4, 4], count: [50, 50, 50, 50] };
    assert.deepEqual(
      rankShifts(stored, data, 0).map(({ feature }) => feature),
      [2, 1, 0, 3],
    );
  });

  it("finds nothing where the data are those of the statistics, a constant feature without eps included", () => {
    const shifts = rankShifts({ mean: [3, 5], variance: [2, 0] }, { mean: [3, 5], variance: [2, 0], count: [9, 9] }, 0);
    for (const { meanShift, stdRatio, divergence } of shifts) {
      assert.deepEqual([meanShift, stdRatio, divergence], [0, 1, 0]);
    }
  });

  it("puts features that are not finite first", () => {
    const shifts = rankShifts(
      { mean: [0, 0], variance: [1, 1] },
      { mean: [9, NaN], variance: [1, 1], count: [2, 2] },
      0,
    );
    assert.equal(shifts[0].feature, 1);
  });
});
