import assert from "node:assert/strict";
import { bracketRange, momentsRows } from "../../../../webview/report/charts/momentsModel.ts";
import { affineOf, close, irisSnapshot } from "../detail/samples.ts";

const iris = irisSnapshot();

describe("momentsRows", () => {
  it("has μ ± σ of every feature before and after", () => {
    const { gamma, beta } = affineOf(iris, { 0: { gamma: -2, beta: 0.5 } });
    const rows = momentsRows(iris, gamma, beta);
    assert.deepEqual(
      rows.map(({ first, count }) => [first, count]),
      [
        [0, 1],
        [1, 1],
        [2, 1],
        [3, 1],
      ],
    );
    const [{ before, after }] = rows;
    assert.ok(close(before.mean, 5.843333, 1e-6) && close(before.high - before.mean, 0.825301, 1e-6));
    assert.ok(close(after.mean, 0.5, 1e-9) && close(after.high - after.low, 4, 1e-4));
  });
  it("joins neighbours where there are more features than rows, and leaves none out", () => {
    const { gamma, beta } = affineOf(iris);
    const rows = momentsRows(iris, gamma, beta, 3);
    assert.deepEqual(
      rows.map(({ first, count }) => [first, count]),
      [
        [0, 1],
        [1, 1],
        [2, 2],
      ],
    );
    const single = momentsRows(iris, gamma, beta);
    assert.equal(rows[2].before.low, Math.min(single[2].before.low, single[3].before.low));
    assert.equal(rows[2].before.high, Math.max(single[2].before.high, single[3].before.high));
  });
});

describe("bracketRange", () => {
  it("holds every bracket that is finite", () => {
    const range = bracketRange([
      { low: -1, mean: 0, high: 1 },
      { low: NaN, mean: NaN, high: NaN },
      { low: 0, mean: 2, high: 4 },
    ]);
    assert.ok(range.min < -1 && range.min > -1.5 && range.max > 4 && range.max < 4.5);
  });
  it("has a width where all is one value, or nothing", () => {
    const one = bracketRange([{ low: 2, mean: 2, high: 2 }]);
    assert.ok(one.max > one.min);
    assert.deepEqual(bracketRange([]), { min: -1, max: 1 });
  });
});
