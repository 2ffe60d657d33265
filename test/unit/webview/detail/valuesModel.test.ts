import assert from "node:assert/strict";
import { valueColumns, valueRow, visibleRows } from "../../../../webview/report/detail/values/valuesModel.ts";
import { irisSnapshot } from "./samples.ts";

const iris = irisSnapshot();

describe("valueRow", () => {
  it("prints x as it is in the file and the rest with one number of decimals per column", () => {
    const columns = valueColumns(iris, 0, 1.6, 0.5);
    const { x, normalized, output, activated } = valueRow(iris, 0, 5, 1.6, 0.5, columns);
    assert.deepEqual([x, normalized, output, activated], ["5", "−1.0218", "−1.1349", "0"]);
  });
  it("draws y's bar as a share of the feature's largest |y|", () => {
    const columns = valueColumns(iris, 0, 1.6, 0.5);
    assert.equal(valueRow(iris, 0, 7.9, 1.6, 0.5, columns).bar, 1);
    const { bar } = valueRow(iris, 0, 4.3, 1.6, 0.5, columns);
    assert.ok(Math.abs(bar - -2.492 / 4.4872) < 1e-4, String(bar));
  });
  it("says NaN where a value is none, and draws nothing", () => {
    const row = valueRow(iris, 0, NaN, 1, 0, valueColumns(iris, 0, 1, 0));
    assert.deepEqual([row.x, row.output], ["NaN", "NaN"]);
    assert.ok(Number.isNaN(row.bar));
  });
});

describe("visibleRows", () => {
  it("covers what is seen, with spare rows within the table", () => {
    assert.deepEqual(visibleRows(0, 240, 24, 1000, 8), { first: 0, end: 18 });
    assert.deepEqual(visibleRows(2400, 240, 24, 1000, 8), { first: 92, end: 118 });
    assert.deepEqual(visibleRows(23760, 240, 24, 1000, 8), { first: 982, end: 1000 });
    assert.deepEqual(visibleRows(9999, 240, 24, 3, 8), { first: 3, end: 3 });
  });
});
