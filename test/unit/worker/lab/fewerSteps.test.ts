import assert from "node:assert/strict";
import { bandText, fewerSteps, type StepsTried } from "../../../../src/worker/lab/experiments/fewerSteps.ts";
import { pairedRatio, studentBound } from "../../../../src/worker/lab/experiments/pairedRatio.ts";

/** Steps at six rates: nothing arrives at four of them, and the last is the best. */
function tried(first: readonly number[], best: readonly number[]): StepsTried {
  const never = Array.from({ length: 4 }, () => [NaN, NaN, NaN]);
  return { steps: [...never, first, best], bestSteps: best };
}
/** The network takes only its best rate. */
const only = (best: readonly number[]): StepsTried => tried([NaN, NaN, NaN], best);

describe("the paired t test over seeds", () => {
  it("has the bounds of the tables", () => {
    const bounds = [1, 2, 3, 4, 9].map((freedom) => studentBound(freedom, 0.95).toFixed(3));
    assert.deepEqual(bounds, ["12.706", "4.303", "3.182", "2.776", "2.262"]);
    assert.equal(studentBound(2, 0.99).toFixed(3), "9.925");
  });

  it("asks only for the ratio within each seed, and has a wider band for more comparisons", () => {
    const one = pairedRatio([50, 100, 200], [100, 200, 400], 1);
    assert.deepEqual(
      [one.ratio, one.low, one.high].map((value) => value.toFixed(6)),
      ["0.500000", "0.500000", "0.500000"],
    );
    const [narrow, wide] = [1, 6].map((comparisons) => pairedRatio([53, 58, 63], [58, 61, 64], comparisons));
    assert.equal(narrow.ratio, wide.ratio);
    assert.ok(wide.low < narrow.low && wide.high > narrow.high);
  });

  it("says nothing with one seed", () => {
    assert.deepEqual(pairedRatio([50], [100], 6), { ratio: 0.5, low: 0, high: Infinity });
  });
});

describe("whether batch norm needs fewer steps", () => {
  it("is shown with sigmoids, where every seed needs a third of the steps", () => {
    const found = fewerSteps(only([290, NaN, 291]), only([105, 110, 128]), 300);
    assert.equal(found.verdict, "shown");
    assert.ok((found.band?.high ?? 1) < 0.8);
  });

  it("is not shown by ranges that do not overlap in three seeds", () => {
    const found = fewerSteps(only([71, 72, 75]), only([59, 63, 61]), 300);
    assert.equal(found.verdict, "not shown");
    assert.ok(found.band !== null && found.band.low < 1 && found.band.high > 1);
  });

  it("is only partly so where batch norm is slower at a rate that both take", () => {
    const plain = tried([86, 87, 90], [71, 72, 75]);
    const batchNorm = tried([125, 128, 130], [59, 60, 62]);
    const found = fewerSteps(plain, batchNorm, 300);
    assert.deepEqual([found.verdict, found.slowerAt], ["partly", 4]);
  });

  it("is behind at a rate only where it is so in every seed", () => {
    const best = [50, 52, 59];
    assert.equal(fewerSteps(tried([67, 64, 179], best), tried([80, 75, 82], best), 300).slowerAt, null);
    assert.equal(fewerSteps(tried([67, 64, NaN], best), tried([80, 75, 82], best), 300).slowerAt, null);
  });

  it("is refused where batch norm needs more, and not shown where it does not arrive", () => {
    assert.equal(fewerSteps(only([60, 61, 62]), only([120, 121, 125]), 300).verdict, "more");
    const none = fewerSteps(only([60, 61, 62]), only([120, NaN, 125]), 300);
    assert.deepEqual([none.verdict, none.band], ["not shown", null]);
  });

  it("names its test and its band", () => {
    assert.equal(
      bandText({ ratio: 0.84, low: 0.663, high: 1.06 }, 3, 6),
      "That is 0.84 × as many, 95% band 0.66 to 1.06 (paired t test of the logarithms over 3 seeds, corrected for 6 rates).",
    );
    assert.equal(bandText({ ratio: 0.84, low: 0, high: Infinity }, 1, 6), "One seed is no test.");
  });
});
