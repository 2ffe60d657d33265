import assert from "node:assert/strict";
import type { ComparedColumn } from "../../../../src/shared/checkpoint/comparison.ts";
import { comparedTicks } from "../../../../webview/compare/compareTicks.ts";

const labels = (column: ComparedColumn, reach: number, pixels = 90): string[] =>
  comparedTicks(column, { min: -reach, max: reach }, pixels).map(({ label }) => label);

describe("comparedTicks", () => {
  it("has a value on either side of 0, however narrow the column and small the change", () => {
    for (const reach of [3e-5, 0.011, 0.08, 0.6, 1, 1.9, 7, 1234]) {
      for (const pixels of [60, 90, 300]) {
        const ticks = comparedTicks("gamma", { min: -reach, max: reach }, pixels).map(({ value }) => value);
        assert.ok(ticks.includes(0) && ticks.length >= 3, `${reach}: ${ticks.join(", ")}`);
        assert.ok(ticks.every((value) => Math.abs(value) <= reach));
      }
    }
    assert.deepEqual(labels("beta", 0.08), ["−0.05", "0", "0.05"]);
  });

  it("marks powers of two of a ratio, and smaller ratios where σ does not double", () => {
    assert.deepEqual(labels("ratio", 1.4), ["0.5×", "1×", "2×"]);
    assert.deepEqual(labels("ratio", 0.35), ["0.83×", "1×", "1.2×"]);
    assert.deepEqual(labels("ratio", 0.35, 60), ["", "1×", "1.2×"]);
  });

  it("has 1× and 0 alone where nothing changed", () => {
    assert.deepEqual(labels("ratio", 0), ["1×"]);
    assert.deepEqual(labels("mean", 0), ["0"]);
  });
});
