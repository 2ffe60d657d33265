import assert from "node:assert/strict";
import { planPruning } from "../../../../src/shared/layer/pruneChannels.ts";

describe("planPruning", () => {
  it("ranks by |γ| and tells what is lost below the threshold", () => {
    const plan = planPruning([0.5, -2, 0.01], [7, 8, 9], [1, 1, 1], 0.1);
    assert.deepEqual(
      plan.channels.map(({ channel }) => channel),
      [1, 0, 2],
    );
    assert.equal(plan.numKept, 2);
    assert.ok(Math.abs(plan.lostShare - 0.0001 / 4.2501) < 1e-15);
    assert.deepEqual([plan.channels[2].isKept, plan.channels[2].constant], [false, 9]);
    assert.equal(plan.keepsNone, false);
  });

  it("prunes at the threshold itself, and warns where no channel is left", () => {
    assert.equal(planPruning([0.5, 0.6], [0, 0], [1, 1], 0.5).numKept, 1);
    const plan = planPruning([0.5, 0.5], [0, 0], [1, 1], 0.5);
    assert.deepEqual([plan.keepsNone, plan.lostShare], [true, 1]);
  });

  it("has nothing to lose where every output is constant", () => {
    assert.equal(planPruning([0, 0], [1, 2], [1, 1], 0).lostShare, 0);
  });
});
