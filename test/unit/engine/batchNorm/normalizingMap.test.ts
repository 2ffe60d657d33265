import assert from "node:assert/strict";
import { BatchNorm, inverseRoot, normalizedValue, normalizingMap } from "../../../../src/engine/index.ts";

describe("inverseRoot", () => {
  it("is 1/√(variance + eps)", () => {
    assert.equal(inverseRoot(3, 1, "train"), 0.5);
    assert.equal(inverseRoot(3, 1, "eval"), 0.5);
  });

  it("is 0 for a constant in training without eps, and infinite in evaluation, as in PyTorch", () => {
    assert.equal(inverseRoot(0, 0, "train"), 0);
    assert.equal(inverseRoot(0, 0, "eval"), Infinity);
  });

  it("is NaN for a variance below −eps, and for none", () => {
    for (const variance of [-0.5, NaN]) assert.ok(Number.isNaN(inverseRoot(variance, 1e-5, "eval")));
  });
});

describe("normalizedValue", () => {
  it("gives what torch.rsqrt gives over a running variance of 0", () => {
    const values = [0.6, 0.5, -0.4, 0].map((x) => normalizedValue(x, { mean: 0.5, variance: 0 }, 0, "eval"));
    assert.deepEqual(values, [Infinity, NaN, -Infinity, -Infinity]);
  });

  it("gives 0 for a constant feature in training", () => {
    assert.equal(normalizedValue(7, { mean: 7, variance: 0 }, 0, "train"), 0);
  });
});

describe("normalizingMap", () => {
  it("maps as a layer does", () => {
    const layer = new BatchNorm(1, { eps: 0.25, affine: false });
    layer.runningMean = Float64Array.of(3);
    layer.runningVar = Float64Array.of(2);
    const { scale, shift } = normalizingMap(3, 2, 0.25, "eval");
    const { data } = layer.forward({ data: Float64Array.of(1, -4), shape: [2] }, "eval");
    [1, -4].forEach((x, i) => {
      assert.ok(Math.abs(scale * x + shift - data[i]) < 1e-15);
    });
  });

  it("has no shift where it is infinite", () => {
    assert.deepEqual(normalizingMap(3, 0, 0, "eval"), { scale: Infinity, shift: NaN });
    assert.deepEqual(normalizingMap(3, 0, 0, "train"), { scale: 0, shift: 0 });
  });
});

describe("BatchNorm with eps 0", () => {
  it("gives the framework's infinities over a running variance of 0, and finite values in the other channels", () => {
    const layer = new BatchNorm(3, { eps: 0 });
    layer.gamma = Float64Array.of(1.2, 0.8, 1);
    layer.beta = Float64Array.of(0.5, -0.1, 0.2);
    layer.runningMean = Float64Array.of(0.5, -0.3, 2);
    layer.runningVar = Float64Array.of(0, 0.25, 4);
    const x = [0.6, -0.8, 3, 0.5, 0.2, 1, -0.4, -0.3, 2, 0, 0.7, 6];
    const { data } = layer.forward({ data: Float64Array.from(x), shape: [4, 3] }, "eval");
    const channel = (c: number): number[] => [0, 1, 2, 3].map((n) => data[n * 3 + c]);
    assert.deepEqual(channel(0), [Infinity, NaN, -Infinity, -Infinity]);
    [-0.9, 0.7, -0.1, 1.5].forEach((expected, n) => {
      assert.ok(Math.abs(channel(1)[n] - expected) < 1e-15);
    });
  });
});
