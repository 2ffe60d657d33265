import assert from "node:assert/strict";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { datasetBatchAverage } from "../../../../src/worker/questions/batchAverage.ts";
import { assertRelativelyClose } from "../../engine/support/close.ts";
import { fieldJson } from "../../../support/fieldCase.ts";

function rowsOf(rows: readonly (readonly number[])[], preset: "pytorch" | "keras" = "pytorch") {
  const shape = [rows.length, rows[0].length];
  const options = { ...defaultReportOptions, preset };
  return {
    rows: { data: Float64Array.from(rows.flat()), shape },
    valuesPerSample: 1,
    spatial: [],
    leftOut: [],
    options,
  };
}

describe("datasetBatchAverage", () => {
  it("is what a cumulative average leaves after one pass in file order", () => {
    const folder = "05-momentum-none";
    const answer = fieldJson(folder, "answer.txt") as { runningMean: number[]; runningVar: number[] };
    const average = datasetBatchAverage(rowsOf(fieldJson(folder, "data.json") as number[][]), 4);
    assert.equal(average.numBatches, 4);
    assertRelativelyClose(average.mean, answer.runningMean, 1e-14, "mean");
    assertRelativelyClose(average.variance, answer.runningVar, 1e-14, "variance");
  });

  it("keeps the biased variance where the preset does", () => {
    assert.deepEqual([...datasetBatchAverage(rowsOf([[1], [3], [5], [9]], "keras"), 2).variance], [2.5]);
  });

  it("leaves a last batch of one value out where it has no variance, and missing values", () => {
    assert.deepEqual(
      { ...datasetBatchAverage(rowsOf([[1], [3], [99]]), 2) },
      {
        mean: Float64Array.of(2),
        variance: Float64Array.of(2),
        numBatches: 1,
      },
    );
    assert.deepEqual([...datasetBatchAverage(rowsOf([[1], [3], [NaN], [5], [7], [9]]), 3).mean], [4.5]);
  });

  it("is NaN where no batch has a variance", () => {
    assert.ok(Number.isNaN(datasetBatchAverage(rowsOf([[1], [2]]), 1).variance[0]));
  });
});
