import assert from "node:assert/strict";
import type { LearnedLayer } from "../../../../src/shared/report/learn.ts";
import * as model from "../../../../webview/report/detail/learn/learnModel.ts";
import { snapshot } from "../fakes.ts";
import { learnedCsv } from "../../../../webview/report/detail/learn/learnedCsv.ts";

const made = snapshot({ a: [4, 5, 6], b: [1, 3, 2] });

describe("the settings of learning", () => {
  it("take their defaults for what was not kept or is of another shape", () => {
    assert.deepEqual(model.readLearnSettings(undefined), { target: "input", optimizer: "sgd", numbers: {} });
    assert.deepEqual(model.readLearnSettings({ target: 3, optimizer: "lbfgs", numbers: null }).optimizer, "sgd");
    const options = model.learnOptions(model.readLearnSettings({ numbers: { steps: 7 } }), made);
    assert.deepEqual([options.steps, options.learningRate, options.batchSize], [7, 0.5, null]);
  });

  it("become the choice that the worker takes", () => {
    const choice = (target: string) => model.learnChoice({ ...model.readLearnSettings(null), target });
    assert.deepEqual(choice("input"), { kind: "input" });
    assert.deepEqual(choice("labels 2"), { kind: "labels", column: 2 });
    assert.deepEqual(choice("feature 1"), { kind: "feature", feature: 1 });
    assert.deepEqual(choice("tensor"), { kind: "tensor", column: null });
    assert.deepEqual(choice("tensor 3"), { kind: "tensor", column: 3 });
  });
});

describe("targetItems", () => {
  it("offers another tensor feature by feature only where it is as wide as the data", () => {
    const values = (names: readonly string[]) =>
      model.targetItems(made, [], { fileName: "t.npy", names, numRows: 3 }).map(({ value }) => value);
    assert.deepEqual(values(["u", "v"]), ["input", "tensor", "tensor 0", "tensor 1", "feature 0", "feature 1"]);
    assert.deepEqual(values(["u"]), ["input", "tensor 0", "feature 0", "feature 1"]);
  });
});

describe("arrivalText", () => {
  const layer = (gamma: Float64Array, beta: Float64Array): LearnedLayer => {
    return { step: 1, gamma, beta, runningMean: beta, runningVar: gamma };
  };

  it("measures the distance from what undoes batch norm", () => {
    const { features, options } = made;
    const gamma = features.variance.map((variance) => Math.sqrt(variance + options.eps));
    assert.equal(model.arrivalText(layer(gamma, features.mean), made), "γ is within 0 of √(σ² + ε), β within 0 of μ.");
    const away = layer(Float64Array.of(gamma[0] + 1e-9, gamma[1]), Float64Array.of(5, 2.5));
    assert.equal(model.arrivalText(away, made), "γ is within 1.0e−9 of √(σ² + ε), β within 0.5 of μ.");
  });
});

describe("learnedCsv", () => {
  it("has the loss of every step, and γ and β of every feature at the steps kept", () => {
    const frame = (step: number, gamma: number, beta: number) => ({
      step,
      gamma: Float64Array.of(gamma),
      beta: Float64Array.of(beta),
      runningMean: Float64Array.of(0),
      runningVar: Float64Array.of(1),
    });
    assert.deepEqual(
      learnedCsv({ losses: [2, 1], frames: [frame(0, 1, 0), frame(1, 1.5, 0.5)] }, ["a"]).split("\r\n"),
      [
        "step,feature,variable,value",
        ...["0,,loss,2", "1,,loss,1"],
        ...["0,a,gamma,1", "0,a,beta,0", "1,a,gamma,1.5", "1,a,beta,0.5", ""],
      ],
    );
  });
});
