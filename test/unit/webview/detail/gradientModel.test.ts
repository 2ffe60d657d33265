import assert from "node:assert/strict";
import type { GradientAnswer } from "../../../../src/shared/report/questions.ts";
import {
  gradientPlots,
  gradientRows,
  gradientSentences,
  gradientSteps,
} from "../../../../webview/report/detail/gradients/gradientModel.ts";

const answer: GradientAnswer = {
  normalized: Float64Array.of(-0.9006745, 0.3, 1.2),
  gradOutput: Float64Array.of(0.0132391, 1, -0.5),
  gradInput: Float64Array.of(0.0916524, 1e-17, -0.4),
  count: 150,
  gradGamma: 73.658,
  gradBeta: 56.982,
  gradBias: 3e-14,
  meanGrad: 0.379877,
  slope: 0.491054,
  scale: 1.21167,
  gradOutputSize: 1.2,
  gradInputSize: 1.1,
  row: { normalized: -0.9006745, gradOutput: 0.0132391, gradInput: 0.0916524 },
};

describe("gradientSteps", () => {
  it("take mean and slope out and scale the rest, in four steps", () => {
    assert.deepEqual(
      gradientSteps(answer, "train", "row 1 of sepal_length").map(({ what, calculation, symbol, result }) => [
        what,
        calculation,
        symbol,
        result,
      ]),
      [
        ["arrives", "row 1 of sepal_length", "g", "0.0132"],
        ["center", "0.0132391 − 0.379877", "", "−0.3666"],
        ["remove slope", "(−0.366638) − (−0.900675) · 0.491054", "", "0.0756"],
        ["scale", "0.0756419 · 1.21167", "dL/dx", "0.0917"],
      ],
    );
  });
  it("only scale in evaluation", () => {
    const steps = gradientSteps(answer, "eval", "row 1");
    assert.deepEqual(
      steps.map(({ formula }) => formula),
      ["g", "· γ/√(running_var + ε)"],
    );
  });
  it("are none for a value that is no number", () => {
    assert.deepEqual(gradientSteps({ ...answer, row: null }, "train", ""), []);
  });
});

describe("gradientRows", () => {
  it("have the gradients of β, γ and a bias, whose rounding is 0", () => {
    const rows = gradientRows(answer, "train");
    assert.deepEqual(
      rows.slice(0, 3).map(({ symbol, value }) => [symbol, value]),
      [
        ["dL/dβ", 56.982],
        ["dL/dγ", 73.658],
        ["dL/db", 0],
      ],
    );
    assert.match(rows[2].meaning, /learns nothing/);
    assert.doesNotMatch(gradientRows({ ...answer, gradBias: 260 }, "eval")[2].meaning, /learns nothing/);
  });
});

describe("gradientSentences", () => {
  it("explain what is removed, and that ones prove nothing", () => {
    assert.match(gradientSentences(answer, "random", "train", "x")[0], /its mean and its slope.*= 1\.2117/);
    assert.match(gradientSentences(answer, "ones", "train", "x").join(" "), /0 everywhere.*proves nothing/);
    assert.match(gradientSentences(answer, "loss", "train", "petal_length")[0], /“petal_length is above its median”/);
    assert.match(gradientSentences(answer, "ones", "eval", "x").join(" "), /the statistics are constants/);
  });
});

describe("gradientPlots", () => {
  it("draw the removed line in training only, on the same vertical axis", () => {
    const { arrives, goesOn } = gradientPlots(answer, "train");
    assert.deepEqual(arrives.y, goesOn.y);
    const [line] = arrives.series;
    assert.equal(line.kind, "line");
    const [from, to] = line.points;
    assert.ok(Math.abs((to.y - from.y) / (to.x - from.x) - answer.slope) < 1e-12);
    assert.equal(gradientPlots(answer, "eval").arrives.series.length, 1);
  });
});
