import assert from "node:assert/strict";
import type { ExperimentChart, ExperimentResult } from "../../../../src/shared/lab/experiments.ts";
import { defaultLabSettings } from "../../../../src/shared/lab/settings.ts";
import { endLabelRoom } from "../../../../webview/lab/charts/chartModel.ts";
import { chartRows } from "../../../../webview/lab/charts/chartText.ts";
import { experimentsCsv } from "../../../../webview/lab/experiments/experimentText.ts";
import { chartReading, experimentChartModel } from "../../../../webview/lab/experiments/experimentChart.ts";

/** A chart with one line of batch norm. */
function chartOf(x: number[], y: number[], xNames?: readonly string[]): ExperimentChart {
  const values = Float64Array.from(y);
  return {
    caption: "Accuracy",
    xName: "shift (σ)",
    ...(xNames && { xNames }),
    logX: false,
    logY: false,
    share: true,
    dots: true,
    lines: [
      {
        role: "batchNorm",
        dash: "solid",
        label: "stored",
        x: Float64Array.from(x),
        y: values,
        low: values,
        high: values,
      },
    ],
  };
}

describe("an experiment's chart", () => {
  it("is read out from its first to its last value", () => {
    assert.equal(
      chartReading(chartOf([0, 2, 4], [0.97, 0.6, NaN])),
      "Accuracy. With batch norm stored: 97.0% at shift (σ) 0 to 60.0% at shift (σ) 2",
    );
    assert.match(chartReading(chartOf([1, 2], [0.97, 0.6], ["ReLU", "tanh"])), /97\.0% at ReLU to 60\.0% at tanh/);
    assert.match(chartReading(chartOf([1], [NaN])), /nowhere/);
  });

  it("leaves room for the longest label at a line's end, in any language", () => {
    const { lines } = experimentChartModel(chartOf([1, 2], [0.1, 0.2]));
    assert.equal(
      endLabelRoom(lines, (text) => 10 * text.length),
      69,
    );
    assert.equal(
      endLabelRoom([{ ...lines[0], label: "" }], () => 50),
      10,
    );
  });

  it("leaves as CSV with a row per value", () => {
    const result: ExperimentResult = {
      id: 2,
      activation: "tanh",
      verdict: "partly",
      sentence: "",
      charts: [chartOf([1, 2], [0.97, NaN], ["a, b", "c"])],
      table: [],
      settings: defaultLabSettings,
      dataName: "digits.csv",
      seeds: 3,
      elapsedMs: 1,
    };
    assert.deepEqual(experimentsCsv([result]).trim().split("\n").slice(1), [
      '2,tanh,partly,Accuracy,batchNorm,stored,"a, b",0.97,0.97,0.97',
      "2,tanh,partly,Accuracy,batchNorm,stored,c,,,",
    ]);
  });

  it("has its cases by their names in its axis and its table", () => {
    const model = experimentChartModel(chartOf([1, 2, 3], [0.97, 0.6, NaN], ["a", "b", "c"]));
    assert.deepEqual(model.x.ticks?.map(model.x.format), ["a", "b", "c"]);
    assert.deepEqual(
      chartRows(model, (kind) => kind),
      [
        ["shift (σ)", "batchNorm, stored"],
        ["a", "0.97"],
        ["b", "0.6"],
        ["c", ""],
      ],
    );
  });
});
