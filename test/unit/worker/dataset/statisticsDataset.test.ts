import assert from "node:assert/strict";
import { DocumentError } from "../../../../src/documents/index.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import { StatisticsDataset } from "../../../../src/worker/dataset/statisticsDataset.ts";

const header = "feature,count,mean,variance,min,max,bin_start,bin_width,bins\n";

function errorOf(text: string, languageId = "csv"): DocumentError {
  try {
    new StatisticsDataset(text, languageId);
  } catch (thrown) {
    assert.ok(thrown instanceof DocumentError, String(thrown));
    return thrown;
  }
  return assert.fail("nothing was thrown");
}

describe("StatisticsDataset", () => {
  it("merges the partitions of a feature: [4, 5] and [6] have mean 5 and variance 2/3", () => {
    const text = `${header}a,2,4.5,0.25,4,5,4,1,0:1 1:1\na,1,6,0,6,6,4,1,2:1\n`;
    const dataset = new StatisticsDataset(text, "csv");
    const { features, pooled } = dataset.analyze(defaultReportOptions, null);
    assert.deepEqual(dataset.info.shape, [3, 1]);
    assert.deepEqual([features.mean[0], features.min[0], features.max[0]], [5, 4, 6]);
    assert.ok(Math.abs(features.variance[0] - 2 / 3) < 1e-15);
    assert.deepEqual(Array.from(features.histograms.counts), [1, 1, 1]);
    assert.deepEqual(pooled.input.quantiles[2], 5.5); // the middle of the bin in the middle
    assert.match(dataset.info.notices[0].message, /merged from 2 records/);
  });

  it("spreads partitions with other bins over common ones, and loses no value", () => {
    const text = `${header}a,4,1,1,0,2,0,1,0:2 1:2\na,6,4,1,3,6,3,1.5,0:3 1:3\n`;
    const { features } = new StatisticsDataset(text, "csv").analyze(defaultReportOptions, null);
    const { counts, below, above } = features.histograms;
    assert.equal(counts.reduce((sum, count) => sum + count, 0) + below[0] + above[0], 10);
  });

  it("says for which features no quantiles are known", () => {
    const text = "name,n,avg,var_pop,min,max\na,2,4.5,0.25,4,5\n";
    const dataset = new StatisticsDataset(text, "csv");
    const { features, pooled } = dataset.analyze(defaultReportOptions, null);
    assert.ok(features.quantiles.every(Number.isNaN) && pooled.input.quantiles.every(Number.isNaN));
    assert.deepEqual(
      dataset.info.notices.map(({ code }) => code),
      ["STATISTICS_LOADED", "NO_HISTOGRAMS"],
    );
  });

  it("reads texts for numbers, as some databases write integers into JSON", () => {
    const text = '[{"Feature":"a","COUNT":"2","mean":4.5,"variance":0.25,"min":4,"max":5,"missing":"3"}]';
    const dataset = new StatisticsDataset(text, "json");
    assert.deepEqual(dataset.info.shape, [5, 1]);
  });

  it("counts x̂ of a feature into bins, all of them", () => {
    const dataset = new StatisticsDataset(`${header}a,3,5,0.6666666666666666,4,6,4,1,0:1 1:2\n`, "csv");
    dataset.analyze({ ...defaultReportOptions, eps: 0 }, null);
    const { start, width, counts } = dataset.fineHistogram(0);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      3,
    );
    assert.ok(Math.abs(start + 1.224744871391589) < 1e-12 && Math.abs(start + 256 * width - 1.224744871391589) < 1e-12);
  });

  it("has no values to give", () => {
    const dataset = new StatisticsDataset(`${header}a,2,4.5,0.25,4,5,4,1,0:1 1:1\n`, "csv");
    assert.throws(
      () => dataset.heatMap(),
      (thrown) => thrown instanceof Failure && thrown.code === "NO_VALUES",
    );
  });

  it("says what is wrong with a file, and where", () => {
    const missing = errorOf("feature,count\na,1\n");
    assert.deepEqual([missing.code, missing.place], ["NO_STATISTICS", { start: 14, end: 17 }]);
    assert.match(missing.message, /line 2 has no mean, variance$/);
    const cases: readonly [string, RegExp][] = [
      ["a,2,4.5,-1,4,5,,,", /variance in line 2 requires a number from 0, got -1/],
      ["a,1.5,4.5,1,4,5,,,", /count in line 2 requires a whole number from 0, got 1.5/],
      ["a,2,x,1,4,5,,,", /mean in line 2 requires a number, got x/],
      ["a,2,4.5,1,6,5,,,", /min in line 2 requires at most max = 5, got 6/],
      ["a,2,4.5,1,4,5,4,1,0:x", /bins in line 2 requires counts such as 0:12 1:7, got 0:x/],
    ];
    for (const [record, message] of cases) assert.match(errorOf(`${header}${record}\n`).message, message);
    assert.equal(errorOf("feature,count,mean,variance,min,max\n").code, "EMPTY");
    assert.equal(errorOf(`${header}a,0,,,,,,,\n`).code, "EMPTY");
    assert.equal(errorOf('[{"feature": 1,', "json").code, "BROKEN_JSON");
  });
});
