import assert from "node:assert/strict";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { snapshotOf } from "../../../../webview/dev/snapshot.ts";
import { explainSteps, valueWay } from "../../../../webview/report/detail/distribution/explainModel.ts";
import { close, irisColumns, irisSnapshot } from "./samples.ts";

describe("explainSteps", () => {
  it("follows row 1 of sepal_length with γ 1.6 and β 0.5", () => {
    const steps = explainSteps(irisSnapshot(), 0, 5.1, 1.6, 0.5, "row 1 of sepal_length");
    assert.deepEqual(
      steps.map(({ what, formula, calculation, symbol, result }) => [what, formula, calculation, symbol, result]),
      [
        ["input", "x", "row 1 of sepal_length", "x", "5.1"],
        ["center", "x − μ", "5.1 − 5.84333", "", "−0.7433"],
        ["scale", "÷ √(σ² + ε)", "−0.743333 ÷ √(0.681122 + 0.00001)", "x̂", "−0.9007"],
        ["restore", "γ · x̂ + β", "1.6 · (−0.900675) + 0.5", "y", "−0.9411"],
        ["activate", "ReLU(y)", "max(0, −0.941079)", "a", "0"],
      ],
    );
  });

  it("writes a negative β in parentheses", () => {
    const steps = explainSteps(irisSnapshot(), 2, 1.4, 1.3, -0.5, "");
    assert.equal(steps[3].calculation, "1.3 · (−1.34022) + (−0.5)");
    assert.equal(steps[3].result, "−2.2423");
  });

  it("has operands from which a calculator gets the printed result", () => {
    const columns = irisColumns();
    Object.values(columns).forEach((values, feature) => {
      for (const x of values.slice(0, 40)) {
        const steps = explainSteps(irisSnapshot(), feature, x, 1.6, 0.5, "");
        const numbers = (i: number): number[] =>
          [...steps[i].calculation.matchAll(/−?\d+(\.\d+)?(e−?\d+)?/g)].map(([text]) =>
            Number(text.replaceAll("−", "-")),
          );
        const result = (i: number): number => Number(steps[i].result.replaceAll("−", "-"));
        const [deviation, variance, eps] = numbers(2);
        assert.ok(Math.abs(deviation / Math.sqrt(variance + eps) - result(2)) < 1.01e-4, steps[2].calculation);
        const [gamma, normalized, beta] = numbers(3);
        assert.ok(Math.abs(gamma * normalized + beta - result(3)) < 1.01e-4, steps[3].calculation);
      }
    });
  });

  it("names the running statistics in evaluation, and leaves out an identity", () => {
    const steps = explainSteps(irisSnapshot({ mode: "eval", activation: "identity" }), 0, 5.1, 1, 0, "");
    assert.equal(steps.length, 4);
    assert.equal(steps[1].formula, "x − running mean");
  });
});

describe("valueWay", () => {
  it("gives 0 for a constant feature, with ε 0 too", () => {
    const snapshot = snapshotOf({ constant: [7, 7, 7] }, { ...defaultReportOptions, eps: 0 });
    assert.equal(valueWay(snapshot, 0, 7, 2, 0.25).normalized, 0);
    assert.equal(valueWay(snapshot, 0, 7, 2, 0.25).output, 0.25);
  });
  it("activates as the options say", () => {
    const way = (activation: "sigmoid" | "tanh") => valueWay(irisSnapshot({ activation }), 0, 5.1, 1, 0);
    assert.ok(close(way("sigmoid").activated, 1 / (1 + Math.exp(0.9006745)), 1e-6));
    assert.ok(close(way("tanh").activated, Math.tanh(-0.9006745), 1e-6));
  });
});
