import assert from "node:assert/strict";
import { BatchNorm, featureMoments, type Tensor } from "../../../../src/engine/index.ts";
import { evaluationShrinkage, updatesUntil } from "../../../../src/session/layer/warmUp.ts";
import { gatherRows } from "../../../../src/worker/learn/gatherRows.ts";
import { runningTimeline } from "../../../../src/worker/learn/runningTimeline.ts";

describe("updatesUntil", () => {
  it("is the first update at which the starting values weigh at most 1 %", () => {
    for (const momentum of [0.01, 0.1, 0.3, 0.5, 0.9, 0.99]) {
      const updates = updatesUntil(momentum);
      assert.ok((1 - momentum) ** updates <= 0.01, `momentum ${momentum}: ${updates}`);
      assert.ok((1 - momentum) ** (updates - 1) > 0.01, `momentum ${momentum}: ${updates}`);
    }
    assert.equal(updatesUntil(0.1), 44);
    assert.equal(updatesUntil(0.01), 459);
  });

  it("knows the ends: never for 0, at once for 1 and for the cumulative average", () => {
    assert.deepEqual([updatesUntil(0), updatesUntil(1), updatesUntil(null)], [Infinity, 1, 1]);
  });
});

describe("evaluationShrinkage", () => {
  it("gives (63/64)^10 for 20 layers trained on batches of 64", () => {
    assert.ok(Math.abs(evaluationShrinkage(20, 64) - (63 / 64) ** 10) < 1e-15);
    assert.ok(Math.abs(evaluationShrinkage(20, 64) - 0.854) < 5e-4);
  });

  it("is what a chain of 20 real layers does", () => {
    const layers = Array.from({ length: 20 }, () => new BatchNorm(1, { eps: 0, momentum: 1 }));
    const data = Float64Array.from({ length: 64 }, (_, i) => Math.sin(i * i) * 3 + 7);
    const run = (mode: "train" | "eval"): Tensor =>
      layers.reduce<Tensor>((input, layer) => layer.forward(input, mode), { data, shape: [64, 1] });
    const trained = featureMoments(run("train"), 1).variance[0];
    const evaluated = featureMoments(run("eval"), 1).variance[0];
    assert.ok(Math.abs(Math.sqrt(evaluated / trained) - evaluationShrinkage(20, 64)) < 1e-12);
  });
});

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
