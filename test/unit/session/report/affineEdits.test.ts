import assert from "node:assert/strict";
import { AffineEdits } from "../../../../src/session/report/affineEdits.ts";

const none = { gamma: undefined, beta: undefined };

describe("AffineEdits", () => {
  it("starts at γ = 1 and β = 0", () => {
    const affine = new AffineEdits();
    affine.fit(["a", "b"], none);
    assert.deepEqual([...affine.values.gamma], [1, 1]);
    assert.deepEqual([...affine.values.beta], [0, 0]);
  });

  it("changes one feature, or all with −1", () => {
    const affine = new AffineEdits();
    affine.fit(["a", "b"], none);
    affine.change({ feature: 1, gamma: 2 });
    affine.change({ feature: -1, beta: 0.5 });
    assert.deepEqual([...affine.values.gamma], [1, 2]);
    assert.deepEqual([...affine.values.beta], [0.5, 0.5]);
  });

  it("keeps what was set by name when columns come and go", () => {
    const affine = new AffineEdits();
    affine.fit(["a", "b"], none);
    affine.change({ feature: 1, gamma: 2, beta: 3 });
    affine.fit(["new", "b", "a"], none);
    assert.deepEqual([...affine.values.gamma], [1, 2, 1]);
    assert.deepEqual([...affine.values.beta], [0, 3, 0]);
  });

  it("takes one value for all, or one per feature", () => {
    const affine = new AffineEdits();
    affine.fit(["a", "b"], { gamma: 3, beta: [1, 2] });
    assert.deepEqual([...affine.values.gamma], [3, 3]);
    assert.deepEqual([...affine.values.beta], [1, 2]);
  });
});
