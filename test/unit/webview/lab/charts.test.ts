import assert from "node:assert/strict";
import { decadeLabel, linearAxis, logAxis } from "../../../../webview/lab/charts/chartModel.ts";
import { chartCsv, chartRows } from "../../../../webview/lab/charts/chartText.ts";
import { chartLayers } from "../../../../webview/lab/model/layerCharts.ts";
import { trainingCharts } from "../../../../webview/lab/model/overTraining.ts";
import {
  binsToJoin,
  chooseLayers,
  chooseRidges,
  ridgeCell,
  ridgeOutline,
} from "../../../../webview/lab/model/ridges.ts";
import { formatScore, scoreRange } from "../../../../webview/lab/model/text.ts";
import { runCsv, runMarkdown } from "../../../../webview/lab/model/runText.ts";
import type { RunRecord } from "../../../../src/shared/lab/record.ts";
import { runRecord } from "./runFixture.ts";

describe("the lab's axes", () => {
  it("label decades as people write them", () => {
    assert.deepEqual([0.01, 0.1, 1, 100, 1e4, 1e-6].map(decadeLabel), ["0.01", "0.1", "1", "100", "10⁴", "10⁻⁶"]);
  });

  it("take whole decades and never fewer than asked for", () => {
    assert.deepEqual([logAxis([0.5], [0.01, 1]).min, logAxis([0.5], [0.01, 1]).max], [0.01, 1]);
    assert.deepEqual([logAxis([2e-4, 30], [0.01, 1]).min, logAxis([2e-4, 30], [0.01, 1]).max], [1e-4, 100]);
    assert.equal(logAxis([0, NaN, Infinity, -1], [0.01, 1]).max, 1);
  });

  it("end at round numbers", () => {
    assert.deepEqual([linearAxis([2.3], [0, 2]).min, linearAxis([2.3], [0, 2]).max], [0, 3]);
  });
});

describe("the ridgelines", () => {
  it("thin out with time and keep the first, the last and the step looked at", () => {
    assert.deepEqual(chooseRidges(4, 2), [0, 1, 2, 3]);
    const chosen = chooseRidges(31, 17);
    assert.equal(chosen.length, 9);
    assert.deepEqual([chosen[0], chosen[8], chosen.includes(17)], [0, 30, true]);
  });

  it("show first, second, middle and the last two of many layers", () => {
    assert.deepEqual(chooseLayers(5), [0, 1, 2, 3, 4]);
    assert.deepEqual(chooseLayers(9), [0, 1, 4, 7, 8]);
  });

  it("keep the bins of a narrow peak and join those of a wide one", () => {
    const narrow = new Uint32Array(480);
    narrow.set([100, 300, 100], 239);
    const wide = Uint32Array.from({ length: 480 }, (_, k) => Math.round(1000 * Math.exp(-(((k - 240) / 80) ** 2) / 2)));
    assert.equal(binsToJoin(narrow), 1);
    assert.ok(binsToJoin(wide) > 10);
  });

  it("are scaled to their own peak, and to what is inside where most is beyond the axis", () => {
    const counts = Uint32Array.of(0, 1, 4, 1, 0);
    assert.equal(Math.max(...ridgeOutline(counts, 6, 0).y), 1);
    const { y, outside } = ridgeOutline(counts, 6, 294);
    assert.equal(outside, 0.98);
    assert.ok(Math.abs(Math.max(...y) - 0.02) < 1e-12);
  });

  it("mark the step that is looked at", () => {
    const { ridges } = ridgeCell(runRecord({}, {}), 0, 1, 0, null);
    assert.deepEqual(
      ridges.map(({ step, strong }) => [step, strong]),
      [
        [0, true],
        [600, false],
      ],
    );
  });
});

describe("the charts over training", () => {
  const run = runRecord(
    { loss: [0.4, 0.5, 0.6], reachedAt: [-1, -1, 500] },
    { loss: [0.1, 0.2, 0.3], reachedAt: [100, 120, -1] },
  );
  const charts = trainingCharts(run, run.frames[1], [], "std", null);

  it("show each network's values at the step looked at, without first", () => {
    assert.deepEqual(
      charts[0].values.map(({ role, text }) => [role, text]),
      [
        ["plain", "0.5"],
        ["batchNorm", "0.2"],
      ],
    );
    assert.equal(charts[0].reading, "without 0.5, with 0.2 at step 600");
  });

  it("have lines for the first, the middle and the last of the layers that are chosen", () => {
    assert.deepEqual(
      [chartLayers(5, null), chartLayers(2, null), chartLayers(1, null), chartLayers(9, [2, 3, 7, 8])],
      [[0, 2, 4], [0, 1], [0], [2, 3, 8]],
    );
    assert.deepEqual(chartLayers(3, [5, 6]), [0, 1, 2], "layers of an earlier, deeper network");
    const drift = trainingCharts(run, run.frames[1], [], "std", [0])[2];
    assert.equal(drift.which, "layer 1");
    assert.equal(drift.model.lines.length, 2);
  });

  it("mark the median step only where most seeds reached the target", () => {
    assert.deepEqual(
      charts[0].model.marks.map(({ role, x }) => [role, x]),
      [["batchNorm", 120]],
    );
  });

  it("show R² where a number is predicted, below 0 where that is worse than guessing", () => {
    const score = (low: number) => {
      const record = runRecord({ score: [low, low, low] }, {});
      const numbers: RunRecord = { ...record, info: { ...record.info, task: "number", guessingScore: 0 } };
      return trainingCharts(numbers, numbers.frames[1], [], "std", null)[1];
    };
    assert.deepEqual([score(0.5).title, score(0.5).reading], ["Validation R²", "without 0.50, with 0.90 at step 600"]);
    assert.deepEqual([score(0.5).model.y.min, score(-3).model.y.min, score(-3).model.guide?.y], [0, -1, 0]);
  });

  it("write R² with two digits, ranges with a sign in words", () => {
    assert.deepEqual(
      [0.873, -0.1164, -0.0004, NaN, -12_345].map((score) => formatScore("number", score)),
      ["0.87", "−0.12", "0.00", "–", "−12300"],
    );
    assert.equal(scoreRange("number", [-0.12, 0.03, 0]), "−0.12 to 0.03");
    assert.equal(scoreRange("number", [0.81, 0.84]), "0.81–0.84");
  });

  it("leave out what the legend hides", () => {
    const [loss] = trainingCharts(run, run.frames[1], ["plain"], "std", null);
    assert.deepEqual(
      loss.model.lines.map(({ role }) => role),
      ["batchNorm"],
    );
  });

  it("can be read as a table and as CSV", () => {
    const rows = chartRows(charts[1].model, (kind) => kind);
    assert.deepEqual(rows[0], ["step", "plain", "batchNorm"]);
    assert.deepEqual(rows[2], ["600", "0.9", "0.9"]);
    assert.equal(chartCsv(charts[1].model, (kind) => kind).split("\n")[2], "600,0.9,0.9");
  });

  it("end up in a file with a row per probe, network, seed and layer", () => {
    const lines = runCsv(run).trim().split("\n");
    assert.equal(lines.length, 1 + 2 * 2 * 3 * 2);
    assert.equal(lines[13], "600,plain,0,0.4,0.9,1,0,1,0.1,0.2,0.5,0");
    assert.match(runMarkdown(run), /\| With batch norm \| 0\.1–0\.3 \| 90\.0% \| 100–120 \| 1 ms \|/);
  });
});
