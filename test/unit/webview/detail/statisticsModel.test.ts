import assert from "node:assert/strict";
import {
  histogramQuantile,
  statisticNames,
  statisticsRows,
} from "../../../../webview/report/detail/distribution/statisticsModel.ts";
import { affineOf, irisSnapshot } from "./samples.ts";

const iris = irisSnapshot();

type Texts = Record<"input" | "normalized" | "output", string[]>;

function texts(feature: number, changes: Parameters<typeof affineOf>[1] = {}): Texts {
  const { gamma, beta } = affineOf(iris, changes);
  const rows = statisticsRows(iris, feature, gamma, beta);
  const [input, normalized, output] = rows.map(({ cells }) => cells.map(({ text }) => text));
  return { input, normalized, output };
}

describe("statisticsRows", () => {
  it("has the order of the table's head", () => {
    assert.deepEqual(statisticNames, ["mean", "variance", "min", "q5", "q25", "median", "q75", "q95", "max"]);
  });

  it("prints sepal_length with γ 1.6 and β 0.5", () => {
    const { input, normalized, output } = texts(0, { 0: { gamma: 1.6, beta: 0.5 } });
    assert.deepEqual(input, ["5.8433", "0.6811", "4.300", "4.600", "5.100", "5.800", "6.400", "7.255", "7.900"]);
    assert.deepEqual(normalized, [
      "0",
      "0.999985",
      "−1.8700",
      "−1.5065",
      "−0.9007",
      "−0.0525",
      "0.6745",
      "1.7105",
      "2.4920",
    ]);
    assert.deepEqual(output, ["0.5", "2.56", "−2.4920", "−1.9104", "−0.9411", "0.4160", "1.5792", "3.2368", "4.4872"]);
  });

  it("shows a variance that ε keeps under 1 as different from 1", () => {
    assert.equal(texts(2).normalized[1], "0.999996");
    assert.equal(texts(-1).normalized[1], "0.999977");
  });

  it("turns the order round where γ is negative", () => {
    const { gamma, beta } = affineOf(iris, { 0: { gamma: -2 } });
    const order = statisticsRows(iris, 0, gamma, beta)[2]
      .cells.slice(2)
      .map(({ value }) => value);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
    );
  });

  it("pools all features", () => {
    const { input, output } = texts(-1);
    assert.deepEqual(input, ["3.4645", "3.8961", "0.1", "0.2", "1.7", "3.2", "5.1", "6.7", "7.9"]);
    assert.equal(output[2], "−2.4339");
    assert.equal(output[8], "3.0907");
  });

  it("says which quantiles are estimated where γ and β differ, and stays near them", () => {
    const { gamma, beta } = affineOf(iris, { 0: { gamma: 1.0001 } });
    const [, normalized, output] = statisticsRows(iris, -1, gamma, beta);
    assert.ok(output.approximate && !normalized.approximate);
    for (let i = 3; i < 8; i++) {
      // A bin of a feature's histogram is at most 0.5 wide in standard deviations.
      assert.ok(Math.abs(output.cells[i].value - normalized.cells[i].value) < 0.25, statisticNames[i]);
    }
  });
});

describe("histogramQuantile", () => {
  const histogram = { start: 0, width: 1, counts: Uint32Array.of(4, 0, 4), below: 2, above: 0, discrete: false };
  it("takes a bin as evenly filled and counts what is below", () => {
    assert.equal(histogramQuantile(histogram, 0.4), 0.5);
    assert.equal(histogramQuantile(histogram, 0.8), 2.5);
  });
  it("is the first edge where the quantile lies below the bins", () => {
    assert.equal(histogramQuantile(histogram, 0.1), 0);
  });
});
