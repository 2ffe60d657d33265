import assert from "node:assert/strict";
import { glance } from "../../../../src/shared/view/glance.ts";
import { sample, snapshot, snapshotOfText } from "../fakes.ts";

const iris = snapshotOfText(sample("iris.csv"));
const digits = snapshotOfText(sample("digits.csv"));

function affine(numFeatures: number, changes: Readonly<Record<number, readonly [number, number]>> = {}) {
  const made = { gamma: new Float64Array(numFeatures).fill(1), beta: new Float64Array(numFeatures) };
  for (const [c, [gamma, beta]] of Object.entries(changes)) {
    made.gamma[Number(c)] = gamma;
    made.beta[Number(c)] = beta;
  }
  return made;
}

describe("glance", () => {
  it("says what becomes of all means and variances", () => {
    assert.equal(
      glance(iris, affine(4)),
      "Means of 1.1993 to 5.8433 and variances of 0.1887 to 3.0955 all become mean 0 and variance 1.",
    );
  });

  it("counts the features that vary, and names the one whose variance ε keeps from 1", () => {
    const sentence = glance(digits, affine(65));
    assert.match(
      sentence,
      /of the 62 features that vary all become mean 0 and variance 1 \(0\.982\d in Column 57, because of ε\)\.$/,
    );
  });

  it("adds what γ and β make of one feature", () => {
    const sentence = glance(iris, affine(4, { 0: [1.6, 0.5] }));
    assert.ok(sentence.endsWith("γ and β then give sepal_length mean 0.5 and standard deviation 1.6."), sentence);
  });

  it("adds ranges where γ and β differ between several features", () => {
    const sentence = glance(iris, affine(4, { 0: [2, 0.5], 3: [0.5, -1] }));
    assert.ok(
      sentence.endsWith("γ and β then give 2 features means of −1 to 0.5 and standard deviations of 0.5 to 2."),
      sentence,
    );
  });

  it("says it once where all features have the same γ and β", () => {
    const changes = { 0: [2, 0.5], 1: [2, 0.5], 2: [2, 0.5], 3: [2, 0.5] } as const;
    const sentence = glance(iris, affine(4, changes));
    assert.ok(sentence.endsWith("γ 2 and β 0.5 then scale and shift all features."), sentence);
  });

  it("speaks of one feature in the singular", () => {
    assert.equal(
      glance(snapshot({ x: [4, 5, 6] }), affine(1)),
      "Mean 5 and variance 0.6667 become mean 0 and variance 1.",
    );
  });

  it("says where there is nothing to normalize", () => {
    assert.equal(
      glance(snapshot({ x: [3, 3, 3] }), affine(1)),
      "x is constant: there is nothing to normalize, its output is β.",
    );
    assert.equal(
      glance(snapshot({ x: [3, 3, 3], y: [1, 1, 1] }), affine(2)),
      "All 2 features are constant: there is nothing to normalize, their output is β.",
    );
  });

  it("never says NaN becomes 0", () => {
    const lost = snapshot({ x: [1, 2, 3] }, {}, { mean: Float64Array.of(NaN), variance: Float64Array.of(NaN) });
    assert.equal(glance(lost, affine(1)), "No feature has a finite mean and variance: there is nothing to normalize.");
    const one = snapshot(
      { x: [1, 2, 3], y: [1, 3, 5] },
      {},
      { mean: Float64Array.of(NaN, 3), variance: Float64Array.of(NaN, 8 / 3) },
    );
    assert.match(
      glance(one, affine(2)),
      /^Mean 3 and variance 2\.6667 of y become mean 0 and variance 1; nothing else varies and is finite\./,
    );
  });

  it("says what the running statistics of an evaluation give, and that they are not the batch's", () => {
    const evaluation = snapshotOfText(sample("iris.csv"), { mode: "eval" });
    const layer = { fileName: "layer.json" } as unknown as NonNullable<typeof evaluation.layer>;
    assert.match(
      glance({ ...evaluation, layer }, affine(4)),
      /^The running statistics give means of 1\.1\d* to 5\.3\d* and variances of .* they are not those of this batch\.$/,
    );
  });

  it("says in an evaluation without a layer whose running statistics those are", () => {
    const evaluation = snapshotOfText(sample("iris.csv"), { mode: "eval" });
    assert.match(
      glance(evaluation, affine(4)),
      /^No layer is loaded: the running statistics of a new one give means of 1\.1\d* to 5\.3\d* .* Load a layer, or recalibrate\.$/,
    );
  });

  it("calls a mean 0 that is only rounding, as after recalibrating", () => {
    const recalibrated = snapshot(
      { x: [1, 2, 3], y: [2, 4, 9] },
      { mode: "eval" },
      { normalizedMean: Float64Array.of(-4.4e-16, 3e-16), normalizedVariance: Float64Array.of(0.67, 0.67) },
    );
    assert.match(glance(recalibrated, affine(2)), / means of 0 and variances of 0\.67\. /);
  });

  it("says it where the running statistics fit", () => {
    const fitting = snapshot(
      { x: [1, 2, 3] },
      { mode: "eval" },
      { normalizedMean: Float64Array.of(0.0002), normalizedVariance: Float64Array.of(0.9996) },
    );
    assert.equal(
      glance(fitting, affine(1)),
      "With the running statistics all features get mean 0 and variance 1, to within 0.001.",
    );
  });
});
