import assert from "node:assert/strict";
import { BatchNorm, featureMoments, type Tensor } from "../../../../src/engine/index.ts";
import { evaluationShrinkage, updatesUntil } from "../../../../src/shared/layer/statistics/warmUp.ts";

describe("updatesUntil", () => {
  it("is the first update at which the starting values weigh at most 1%", () => {
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
