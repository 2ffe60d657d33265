import assert from "node:assert/strict";
import { warmthOf } from "../../../../src/session/layer/warmth.ts";
import type { WarmUpUnknown } from "../../../../src/shared/layer/statistics/gap.ts";
import { startingWeight } from "../../../../src/shared/layer/statistics/warmUp.ts";

const fresh = { mean: [0, 0], variance: [1, 1] };
const trained = { mean: [3, -1], variance: [2, 0.4] };

function warmth(running: typeof fresh, momentum: number | null, numBatchesTracked: number | null) {
  const { startingWeight: weight, warmUpUnknown } = warmthOf({ running, momentum, numBatchesTracked });
  return warmUpUnknown ?? weight;
}

describe("warmthOf", () => {
  const cases: readonly (readonly [string, unknown, number | WarmUpUnknown])[] = [
    ["counts a new layer as all start", warmth(fresh, 0.1, 0), 1],
    [
      "takes a count of 0 beside other statistics for a counter that was reset",
      warmth(trained, 0.1, 0),
      "counterReset",
    ],
    ["is unknown without a count", warmth(trained, 0.1, null), "notCounted"],
    ["needs one update of a cumulative average", warmth(trained, null, 4), 0],
    ["sees that a cumulative average had one, even without a count", warmth(trained, null, null), 0],
    ["does not see it of a new layer", warmth(fresh, null, null), "notCounted"],
    ["finds a variance below its own start impossible", warmth(trained, 0.1, 2), "contradicted"],
    ["finds a momentum of 0 impossible where statistics moved", warmth(trained, 0, 9), "contradicted"],
    [
      "does not let a negative or NaN variance contradict",
      warmth({ mean: [0, NaN], variance: [-0.5, NaN] }, 0.1, 9),
      0.9 ** 9,
    ],
    [
      "does not let a dead channel contradict after many updates",
      warmth({ mean: [0, 1], variance: [0, 1] }, 0.1, 100),
      0.9 ** 100,
    ],
  ];
  for (const [fact, got, expected] of cases) {
    it(fact, () => {
      assert.equal(got, expected);
    });
  }

  it("lets float32 round the start of a constant feature", () => {
    const running = { mean: [0], variance: [Math.fround(0.9 ** 30) * (1 - 1e-6)] };
    assert.equal(warmth(running, 0.1, 30), 0.9 ** 30);
  });
});

describe("startingWeight", () => {
  it("is (1 − momentum)^t, and gone after one update of a cumulative average", () => {
    assert.ok(Math.abs(startingWeight(0.1, 22) - 0.9 ** 22) < 1e-15);
    assert.deepEqual([startingWeight(null, 0), startingWeight(null, 1)], [1, 0]);
  });
});
