import assert from "node:assert/strict";
import type { DataSummary } from "../../../../src/shared/lab/data.ts";
import { defaultBatchSize, defaultsFor } from "../../../../src/shared/lab/dataDefaults.ts";
import { numberProblem, settingProblems } from "../../../../src/shared/lab/settingProblems.ts";
import { defaultLabSettings, readLabSettings, smallerRate } from "../../../../src/shared/lab/settings.ts";
import { probeInterval } from "../../../../src/shared/lab/run.ts";

const data: DataSummary = {
  name: "small.csv",
  rows: 60,
  trainingRows: 48,
  validationRows: 12,
  features: 3,
  constantFeatures: 0,
  task: "classes",
  classes: ["a", "b"],
  targetRange: null,
  targets: [],
  target: "y",
  guessed: true,
  problem: null,
};

describe("the lab's settings", () => {
  it("have no problems as they come", () => {
    assert.deepEqual(settingProblems(defaultLabSettings, null), {});
  });

  it("begin without a problem on any data that can be split", () => {
    assert.deepEqual([2, 3, 4, 7, 48, 63, 64, 1437].map(defaultBatchSize), [2, 2, 2, 2, 16, 16, 64, 64]);
    for (const trainingRows of [2, 3, 48]) {
      const few = { ...data, trainingRows };
      assert.deepEqual(settingProblems(defaultsFor(defaultLabSettings, few), few), {});
    }
  });

  it("are told beside the control, with the name and the value", () => {
    assert.equal(
      settingProblems(defaultLabSettings, data).batchSize?.message,
      "batch size requires at most 48 training rows, got 64",
    );
    assert.equal(settingProblems(defaultLabSettings, data).batchSize?.suggestion, 48);
    assert.equal(
      numberProblem("learningRate", NaN, "fast")?.message,
      'learning rate requires a number above 0, got "fast"',
    );
    assert.equal(
      settingProblems({ ...defaultLabSettings, statisticsGroup: 1 }, null).statisticsGroup?.message,
      "statistics group requires at least 2 rows, got 1",
    );
  });

  it("cannot take a statistics group that does not divide the batch", () => {
    const settings = { ...defaultLabSettings, batchSize: 60, statisticsGroup: 8 };
    assert.ok(settingProblems(settings, null).statisticsGroup);
  });

  it("pass the data's own problem on to its control", () => {
    const broken = { ...data, problem: { field: "target", message: "no" } } as const;
    assert.deepEqual(settingProblems(defaultLabSettings, broken), { target: { message: "no" } });
  });

  it("are read from anything, entry by entry", () => {
    const read = readLabSettings({ depth: 5, activation: "swish", steps: "many", seeds: 2, evil: true });
    assert.deepEqual(read, { ...defaultLabSettings, depth: 5, seeds: 2 });
    assert.deepEqual(readLabSettings(null), defaultLabSettings);
  });

  it("suggest a third of a rate that diverged, in half decades", () => {
    assert.deepEqual([30, 3, 1, 0.3, 0.002].map(smallerRate), [10, 1, 0.3, 0.1, 0.001]);
  });

  it("probe about thirty times a run, at round steps", () => {
    assert.deepEqual([30, 200, 300, 600, 1000, 100_000].map(probeInterval), [1, 5, 10, 20, 20, 2000]);
  });
});
