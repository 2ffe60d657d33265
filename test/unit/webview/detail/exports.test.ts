import assert from "node:assert/strict";
import {
  defaultDistributionView,
  distributionBase,
  distributionOutput,
} from "../../../../webview/report/charts/distributionModel.ts";
import { distributionCsv } from "../../../../webview/report/detail/distribution/distributionExport.ts";
import { csvText, exportName } from "../../../../webview/common/exports.ts";
import { statisticsRows } from "../../../../webview/report/detail/distribution/statisticsModel.ts";
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

describe("distributionCsv", () => {
  it("has every bin with its edges, every count and the statistics with all digits", () => {
    const lines = distributionCsv(base, output, statisticsRows(iris, 0, gamma, beta)).split("\r\n");
    assert.equal(lines[0], "x_from,x_to,normalized_from,normalized_to,y_from,y_to,count");
    const bins = lines.slice(1, 1 + base.inputHistogram.counts.length).map((line) => line.split(",").map(Number));
    assert.equal(
      bins.reduce((sum, bin) => sum + bin[6], 0),
      150,
    );
    assert.ok(bins.every(([, , from, , yFrom]) => Math.abs(1.6 * from + 0.5 - yFrom) < 1e-12));
    assert.ok(lines.some((line) => line.startsWith("mean,5.84333333333333")));
  });
  it("has the three series where all features are pooled", () => {
    const pooled = distributionBase(iris, -1, defaultDistributionView);
    const shown = distributionOutput(pooled, iris, gamma, beta);
    const text = distributionCsv(pooled, shown, statisticsRows(iris, -1, gamma, beta));
    for (const series of ["input", "normalized", "output"]) {
      assert.ok(text.includes(`\r\n${series},`), series);
    }
  });
});
