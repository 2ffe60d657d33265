import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Tensor } from "../../../../src/engine/index.ts";
import type { TimelineQuestion } from "../../../../src/shared/layer/statistics/timeline.ts";
import { gatherRows } from "../../../../src/worker/dataset/gatherRows.ts";
import { runningTimeline } from "../../../../src/worker/questions/runningStatistics.ts";
import { open } from "../../session/openReport.ts";

describe("runningTimeline", () => {
  const rows: Tensor = { data: Float64Array.of(4, 10, 5, 20, 6, 60, 9, 10), shape: [4, 2] };

  it("starts at 0 and 1 and moves by momentum, with the unbiased variance of each batch", () => {
    const { mean, variance } = runningTimeline(
      rows,
      [
        [0, 2],
        [1, 3],
      ],
      { momentum: 0.1 },
    );
    const expectedMean = [0, 0, 0.5, 3.5, 0.9 * 0.5 + 0.7, 0.9 * 3.5 + 1.5];
    const expectedVariance = [1, 1, 0.9 + 0.2, 0.9 + 125, 0.9 * 1.1 + 0.8, 0.9 * 125.9 + 5];
    expectedMean.forEach((value, i) => {
      assert.ok(Math.abs(mean[i] - value) < 1e-12, `mean ${i}: ${mean[i]}`);
    });
    expectedVariance.forEach((value, i) => {
      assert.ok(Math.abs(variance[i] - value) < 1e-12, `variance ${i}`);
    });
  });

  it("averages all batches alike where momentum is null", () => {
    const { mean, updates } = runningTimeline(
      rows,
      [
        [0, 1],
        [2, 3],
      ],
      { momentum: null },
    );
    assert.equal(updates, 2);
    assert.deepEqual([...mean], [0, 0, 4.5, 15, 6, 25]);
  });
});

describe("gatherRows", () => {
  it("takes rows in the order asked for, as often as asked for", () => {
    const gathered = gatherRows({ data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] }, [1, 0, 1]);
    assert.deepEqual([...gathered.data], [3, 4, 1, 2, 3, 4]);
    assert.deepEqual(gathered.shape, [3, 2]);
  });
});

describe("the timeline of a report", () => {
  const iris = readFileSync(join(import.meta.dirname, "../../../../samples/iris.csv"), "utf8");
  const question: TimelineQuestion = { feature: 0, batchSize: 16, order: "shuffled", seed: 1, momentum: 0.1 };

  it("follows a feature until well after its starting values make up less than 1%", async () => {
    const { session } = await open(iris);
    const { means, variances, batchesPerPass } = await session.query("dataset/timeline", question);
    assert.deepEqual([means[0], variances[0], batchesPerPass], [0, 1, 10]);
    assert.equal(means.length, 1 + Math.ceil(1.4 * 44));
    const { features } = session.snapshot ?? assert.fail();
    assert.ok(Math.abs(means[44] - features.mean[0]) < 0.02 * features.mean[0], `${means[44]}`);
  });

  it("is exact over batches of all rows: the start fades by (1 − momentum)^t", async () => {
    const { session } = await open(iris);
    const whole = { ...question, batchSize: 150, momentum: 0.25 };
    const { means, variances } = await session.query("dataset/timeline", whole);
    const { mean, variance } = (session.snapshot ?? assert.fail()).features;
    const left = 0.75 ** 7;
    assert.ok(Math.abs(means[7] - (1 - left) * mean[0]) < 1e-12);
    assert.ok(Math.abs(variances[7] - (left + ((1 - left) * variance[0] * 150) / 149)) < 1e-12);
  });

  it("averages all batches alike without a momentum", async () => {
    const { session } = await open("a\n1\n3\n5\n9\n");
    const { means } = await session.query("dataset/timeline", {
      ...question,
      batchSize: 2,
      order: "file",
      momentum: null,
    });
    const expected = [0, 2, (2 + 7) / 2, (2 + 7 + 2) / 3];
    assert.ok(expected.every((mean, i) => Math.abs(means[i] - mean) < 1e-15));
  });

  it("judges all features together by their distance in standard deviations", async () => {
    const { session } = await open(iris);
    const { means, variances } = await session.query("dataset/timeline", { ...question, feature: -1, batchSize: 150 });
    const { mean, variance } = (session.snapshot ?? assert.fail()).features;
    const start = Math.sqrt(mean.reduce((sum, value, c) => sum + value ** 2 / variance[c], 0) / 4);
    assert.ok(Math.abs(means[0] - start) < 1e-12);
    assert.ok(Math.abs(means[10] - start * 0.9 ** 10) < 1e-12);
    // Bessel's factor stays.
    const last = variances.at(-1) ?? NaN;
    assert.ok(last > 0.003 && last < 0.02, `${last}`);
  });

  it("takes whole samples of images, and leaves gaps out", async () => {
    const images = "[[[1, 2], [10, 20]], [[3, 4], [30, 40]], [[5, 6], [50, 60]]]";
    const { session } = await open(images, "json");
    const file = { ...question, feature: 1, batchSize: 2, order: "file", momentum: 1 } as const;
    const { means } = await session.query("dataset/timeline", file);
    assert.equal(means[1], (10 + 20 + 30 + 40) / 4);
    const gaps = (await open("a,b\n1,1\n2,\n6,3\n")).session;
    await gaps.setOptions({ missingValues: "ignore" });
    assert.equal((await gaps.query("dataset/timeline", { ...file, batchSize: 3 })).means[1], 2);
  });
});
