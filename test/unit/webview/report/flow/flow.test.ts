import assert from "node:assert/strict";
import { flowSteps } from "../../../../../webview/report/flow/steps.ts";
import { plainText } from "../../../../../webview/report/flow/text.ts";
import type { ReportSnapshot } from "../../../../../src/shared/report/report.ts";
import { sample, snapshot, snapshotOfText } from "../../fakes.ts";

const iris = snapshotOfText(sample("iris.csv"));

function steps(from: ReportSnapshot, scope: number, changes: Readonly<Record<number, readonly [number, number]>> = {}) {
  const numFeatures = from.features.names.length;
  const affine = { gamma: new Float64Array(numFeatures).fill(1), beta: new Float64Array(numFeatures) };
  for (const [c, [gamma, beta]] of Object.entries(changes)) {
    affine.gamma[Number(c)] = gamma;
    affine.beta[Number(c)] = beta;
  }
  return flowSteps({ snapshot: from, affine, scope, fine: () => null });
}

const texts = (made: ReturnType<typeof steps>) => made.map(({ text }) => plainText(text));
const shortTexts = (made: ReturnType<typeof steps>) => made.map(({ shortText }) => plainText(shortText));

describe("flowSteps", () => {
  it("tells the method with the numbers of one feature", () => {
    const [input, statistics, normalized, output, activation] = texts(steps(iris, 0, { 0: [1.6, 0.5] }));
    assert.equal(input, "4.3 to 7.9");
    assert.equal(statistics, "μ 5.843 σ² 0.6811");
    assert.equal(normalized, "mean 0, variance 1");
    assert.equal(output, "γ 1.6, β 0.5");
    assert.match(activation, /^≈ [34]\d% off$/);
  });

  it("marks a share as an estimate only until finer bins are there", () => {
    const affine = { gamma: new Float64Array(4).fill(1), beta: new Float64Array(4) };
    const histogram = {
      start: -3,
      width: 0.02,
      counts: new Float64Array(300).fill(0.5),
      below: 0,
      above: 0,
      discrete: false,
    };
    const made = flowSteps({ snapshot: iris, affine, scope: 0, fine: () => histogram });
    assert.equal(plainText(made[4].text), "50% off");
  });

  it("has short forms for narrow pages", () => {
    assert.deepEqual(shortTexts(steps(iris, 0, { 0: [1.6, 0.5] })).slice(1, 4), ["μ 5.8433", "0 ± 1", "0.5 ± 1.6"]);
  });

  it("marks the side on which values are not drawn, and counts them", () => {
    const values = Array.from({ length: 200 }, (_, i) => 5 + (i % 7));
    values[3] = 94.7;
    const [input, , normalized] = steps(snapshot({ x: values }), 0);
    assert.equal(plainText(input.text), "5 to 94.7, 1 not drawn");
    for (const { beyond } of [input, normalized]) assert.equal(beyond, "M997 0V34");
    assert.equal(steps(iris, 0)[0].beyond, "");
  });

  it("writes learned γ and β as measured values", () => {
    const output = texts(steps(iris, 0, { 0: [0.825307350156, 5.84333333333] }))[3];
    assert.equal(output, "γ 0.8253, β 5.8433");
  });

  it("says in evaluation what running statistics make of all features, not 0 and 1", () => {
    const evaluated = snapshotOfText(sample("iris.csv"), { mode: "eval" });
    const [, , normalized, output] = shortTexts(steps(evaluated, -1));
    assert.equal(output, normalized);
    assert.notEqual(output, "0 ± 1");
  });

  it("prints learned values of γ as short as a person reads them", () => {
    const learned = { 0: [0.434422477421, 5], 1: [1.75940690764, 3], 2: [1, 1], 3: [1, 1] } as const;
    assert.equal(texts(steps(iris, -1, learned))[3], "γ 0.4344 to 1.759, β 1 to 5");
    assert.equal(shortTexts(steps(iris, -1, learned))[3], "γ 0.4344 to 1.759");
  });

  it("tells it of all features", () => {
    const made = texts(steps(iris, -1)).slice(0, 4);
    assert.deepEqual(made, ["0.1 to 7.9", "of 4 features", "mean 0, variance 1", "γ 1, β 0: no change"]);
  });

  it("gives ranges where γ or β differ between features", () => {
    assert.equal(texts(steps(iris, -1, { 1: [2, -1] }))[3], "γ 1 to 2, β −1 to 0");
  });

  it("does not say variance 1 where ε has changed it", () => {
    const tiny = snapshot({ x: [0, 0.01, 0.02] });
    assert.match(texts(steps(tiny, 0))[2], /^mean 0, σ² 0\.8/);
  });

  it("does not count the values of a feature with Infinity as off: they become NaN, not 0", () => {
    const infinite = snapshot(
      { x: [1, 2, 3] },
      {},
      { usedMean: Float64Array.of(Infinity), usedVariance: Float64Array.of(NaN) },
    );
    assert.equal(texts(steps(infinite, 0))[4], "0% off");
  });

  it("says that a constant feature is 0 everywhere", () => {
    assert.equal(texts(steps(snapshot({ x: [3, 3, 3] }), 0))[2], "0 everywhere");
    assert.equal(texts(steps(snapshot({ x: [3, 3, 3] }), 0))[0], "3");
  });

  it("tells of all features what those have that are finite", () => {
    const [input, , normalized] = texts(steps(snapshot({ a: [1, 2, 3], b: [1, Infinity, 2] }), -1));
    assert.deepEqual([input, normalized], ["1 to ∞, 1 not drawn", "mean 0, variance 1"]);
  });

  it("tells of running statistics in evaluation, with the batch's own beside them", () => {
    const [, statistics, normalized] = steps(snapshotOfText(sample("iris.csv"), { mode: "eval" }), 0);
    assert.equal(statistics.formula, "running statistics");
    assert.equal(plainText(statistics.text), "μ 0.5843 σ² 0.9686");
    assert.notEqual(statistics.dimLines, "");
    assert.match(plainText(normalized.text), /^mean 5\.34\d?, σ² 0\.703\d?$/);
  });

  it("names the activation", () => {
    const formula = (activation: "sigmoid" | "identity") =>
      steps(snapshotOfText(sample("iris.csv"), { activation }), 0)[4].formula;
    assert.equal(formula("sigmoid"), "Sigmoid(y)");
    assert.equal(formula("identity"), "y");
    assert.equal(texts(steps(snapshotOfText(sample("iris.csv"), { activation: "identity" }), 0))[4], "no change");
  });

  it("counts the share from finer bins where there are some", () => {
    const fine = { start: -1, width: 1, counts: Uint32Array.of(1, 3), below: 0, above: 0, discrete: false };
    const affine = { gamma: new Float64Array(4).fill(1), beta: new Float64Array(4) };
    const made = flowSteps({ snapshot: iris, affine, scope: 0, fine: () => fine });
    assert.equal(plainText(made[4].text), "25% off");
  });

  it("moves y and leaves x̂ where it is", () => {
    const before = steps(iris, 0);
    const after = steps(iris, 0, { 0: [1, 3] });
    assert.equal(before[0].path, after[0].path);
    assert.notEqual(before[3].path, after[3].path);
    // Both share one axis, so x̂ is drawn anew on the wider one; its zero line tells where 0 is.
    assert.notEqual(before[2].guides, after[2].guides);
    assert.equal(after[2].guides, after[3].guides);
  });

  it("says each symbol in words for a screen reader", () => {
    assert.deepEqual(
      steps(iris, 0).map(({ spokenSymbol }) => spokenSymbol),
      ["x, input", "mean and variance", "x hat, normalized", "y, output", "a, activation"],
    );
  });

  it("draws at most sixteen brackets", () => {
    const digits = snapshotOfText(sample("digits.csv"));
    const brackets = steps(digits, -1)[1].path.match(/H/g) ?? [];
    assert.equal(brackets.length, 16);
  });

  it("draws no NaN", () => {
    const strange = snapshot(
      { x: [1, 2, 3], y: [1, 2, 4] },
      {},
      { mean: Float64Array.of(NaN, 2), usedMean: Float64Array.of(NaN, 2), usedVariance: Float64Array.of(NaN, 1) },
    );
    for (const scope of [-1, 0, 1]) {
      for (const { path, dimPath, dimLines, guides } of steps(strange, scope)) {
        assert.doesNotMatch(path + dimPath + dimLines + guides, /NaN|Infinity/);
      }
    }
  });
});
