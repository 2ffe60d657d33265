import assert from "node:assert/strict";
import { distributionBase, distributionOutput } from "../../../../webview/report/charts/distributionModel.ts";
import { defaultDistributionView } from "../../../../webview/report/charts/distributionBase.ts";
import { distributionCsv } from "../../../../webview/report/detail/distribution/distributionExport.ts";
import { csvText, exportName } from "../../../../webview/common/exports.ts";
import { batchesCsv } from "../../../../webview/report/detail/batches/batchExport.ts";
import { affineOf, irisSnapshot } from "./samples.ts";

const iris = irisSnapshot();
const { gamma, beta } = affineOf(iris, { 0: { gamma: 1.6, beta: 0.5 } });
const base = distributionBase(iris, 0, defaultDistributionView);
const output = distributionOutput(base, iris, gamma, beta);

describe("csvText", () => {
  it("quotes what needs it", () => {
    assert.equal(csvText([["a,b", 'say "x"', 1.5], ["line\nbreak"]]), '"a,b","say ""x""",1.5\r\n"line\nbreak"\r\n');
  });
});

describe("exportName", () => {
  it("says what it is of, without what file systems refuse", () => {
    assert.equal(exportName("iris.csv", "sepal/length", "distribution", "png"), "iris sepal_length distribution.png");
    assert.ok(!exportName("a.csv", "<img src=x onerror=alert(1)>", "d", "csv").includes("<"));
  });
});

/** Rows of a CSV text without its header, each as long as that. */
function rowsOf(text: string): string[][] {
  const [header, ...lines] = text.trimEnd().split("\r\n");
  const rows = lines.map((line) => line.split(","));
  assert.ok(rows.every((row) => row.length === header.split(",").length));
  return rows;
}

describe("distributionCsv", () => {
  it("is one table of every bin of x, x̂ and y", () => {
    const text = distributionCsv(base, output);
    assert.ok(text.startsWith("feature,series,from,to,count,density\r\nsepal_length,x,"));
    const rows = rowsOf(text);
    for (const series of ["x", "normalized", "y"]) {
      const bins = rows.filter((row) => row[1] === series).map((row) => row.slice(2).map(Number));
      const sum = (of: (bin: number[]) => number): number => bins.reduce((total, bin) => total + of(bin), 0);
      assert.equal(
        sum(([, , count]) => count),
        150,
      );
      // The area under the densities is 1.
      assert.ok(Math.abs(sum(([from, to, , density]) => (to - from) * density) - 1) < 1e-9, series);
    }
    const [normalized, y] = ["normalized", "y"].map((name) => rows.filter((row) => row[1] === name));
    normalized.forEach((row, k) => {
      assert.ok(Math.abs(1.6 * Number(row[2]) + 0.5 - Number(y[k][2])) < 1e-12);
    });
  });

  it("has the three series where all features are pooled", () => {
    const pooled = distributionBase(iris, -1, defaultDistributionView);
    const shown = distributionOutput(pooled, iris, gamma, beta);
    const rows = rowsOf(distributionCsv(pooled, shown));
    assert.deepEqual([...new Set(rows.map(([, series]) => series))], ["x", "normalized", "y"]);
    const numY = rows.filter((row) => row[1] === "y").reduce((sum, row) => sum + Number(row[4]), 0);
    assert.ok(Math.abs(numY - 600) < 6, String(numY));
  });
});

describe("batchesCsv", () => {
  it("is one table of batches, updates and batch sizes", () => {
    const answer = {
      ...{ means: [1, 2], variances: [3, 4], counts: [16, 6], updateMeans: [1], runningMeans: [0.1] },
      ...{ runningVars: [1.2], spreadSizes: [2, 4], spreads: [0.5, 0.25] },
    };
    const rows = rowsOf(batchesCsv(answer as unknown as Parameters<typeof batchesCsv>[0]));
    assert.ok(rows.some((row) => row.join() === "batch,2,count,6"));
    assert.ok(rows.some((row) => row.join() === "update,1,running_var,1.2"));
    assert.ok(rows.some((row) => row.join() === "batch_size,4,spread_of_means,0.25"));
  });
});
