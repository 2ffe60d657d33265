import assert from "node:assert/strict";
import { overflowOf, overflowPath } from "../../../../src/shared/view/overflow.ts";

/** Ten bins of width 1 from 0 on, a value in each, one below them and two above. */
const histogram = {
  ...{ start: 0, width: 1, counts: new Float64Array(10).fill(1), below: 1, above: 2, discrete: false },
};
const whole = { min: 0, max: 10 };

describe("overflowOf", () => {
  it("counts what lies beyond the bins, on its side", () => {
    assert.deepEqual(overflowOf(histogram, whole), { left: 1, right: 2 });
  });

  it("counts bins outside of what is shown", () => {
    assert.deepEqual(overflowOf(histogram, { min: 2, max: 9 }), { left: 3, right: 3 });
  });

  it("changes sides where a negative scale mirrors", () => {
    assert.deepEqual(overflowOf(histogram, { min: -10, max: 0 }, { scale: -1, shift: 0 }), { left: 2, right: 1 });
  });

  it("is nothing where all values become one, or none", () => {
    assert.deepEqual(overflowOf(histogram, whole, { scale: 0, shift: 5 }), { left: 0, right: 0 });
    assert.deepEqual(overflowOf(histogram, whole, { scale: NaN, shift: 0 }), { left: 0, right: 0 });
  });
});

describe("overflowPath", () => {
  it("marks the edges that have values beyond them", () => {
    assert.equal(overflowPath({ left: 0, right: 0 }, 28), "");
    assert.equal(overflowPath({ left: 0, right: 2 }, 28), "M997 0V28");
    assert.equal(overflowPath({ left: 1, right: 2 }, 28), "M3 0V28M997 0V28");
  });
});
