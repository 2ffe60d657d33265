import assert from "node:assert/strict";
import { keptVariance, pooledStatistics } from "../../../../src/shared/layer/statistics/pooledStatistics.ts";
import { fieldJson, fieldText } from "../../../support/fieldCase.ts";

const folder = "13-merge-devices";

interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
  readonly unbiased: number;
}

describe("pooledStatistics", () => {
  it("gives the statistics of all values of devices with unlike counts", () => {
    const records = fieldText(folder, "devices.csv")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(","));
    const answer = fieldJson(folder, "answer.txt") as Record<string, { right: Moments; betweenDevicesPart: number }>;
    const part = (device: string) => {
      const own = records.filter(([name]) => name === device);
      const column = (index: number): number[] => own.map((record) => Number(record[index]));
      return { count: column(2), mean: column(3), variance: column(4) };
    };
    const pooled = pooledStatistics([part("rank0"), part("rank1")]);
    ["bn1.0", "bn1.1"].forEach((name, c) => {
      const { right, betweenDevicesPart } = answer[name];
      assert.equal(pooled.count[c], right.count);
      assert.ok(Math.abs(pooled.mean[c] - right.mean) < 1e-14);
      assert.ok(Math.abs(pooled.variance[c] - right.variance) < 1e-14);
      assert.ok(Math.abs(pooled.between[c] - betweenDevicesPart) < 1e-14);
      assert.ok(Math.abs(keptVariance(pooled.variance[c], right.count, "unbiased") - right.unbiased) < 1e-14);
    });
  });

  it("does not let a part without values count", () => {
    const { mean, variance } = pooledStatistics([
      { mean: [NaN], variance: [NaN], count: [0] },
      { mean: [2], variance: [3], count: [4] },
    ]);
    assert.deepEqual([mean[0], variance[0]], [2, 3]);
  });
});
