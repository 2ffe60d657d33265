import assert from "node:assert/strict";
import {
  columnHover,
  epsHover,
  momentumHover,
  pictureLabel,
  valueHover,
} from "../../../../../webview/report/list/hovers.ts";
import { featuresCsv } from "../../../../../webview/report/list/featuresCsv.ts";
import { sortColumns } from "../../../../../webview/report/store/pageView.ts";
import { defaultReportOptions } from "../../../../../src/shared/options.ts";
import { sample, snapshot, snapshotOfText } from "../../fakes.ts";

const iris = snapshotOfText(sample("iris.csv"));
const plain = { gamma: new Float64Array(4).fill(1), beta: new Float64Array(4) };

describe("valueHover", () => {
  it("explains the mean with its exact value", () => {
    const { text, exact } = valueHover("mean", iris, plain, 0);
    assert.equal(text, "Mean of sepal_length: the average of its 150 values. Subtracting it puts the center at 0.");
    assert.ok(Math.abs(Number(exact) - 5.843333333333334) < 1e-14);
  });

  it("says which divisor the variance has, and which PyTorch's running one", () => {
    assert.equal(
      valueHover("variance", iris, plain, 0).text,
      "Variance: the average squared distance from the mean. Divides by 150, as batch norm does; the running variance of PyTorch divides by 149 (0.6857).",
    );
    const keras = snapshotOfText(sample("iris.csv"), { preset: "keras" });
    assert.doesNotMatch(valueHover("variance", keras, plain, 0).text, /PyTorch/);
  });

  it("says what γ and β make of the output", () => {
    const moved = { gamma: Float64Array.of(1.6, 1, 1, 1), beta: Float64Array.of(0.5, 0, 0, 0) };
    assert.equal(
      valueHover("gamma", iris, moved, 0).text,
      "Scale, learned in training. The output's standard deviation becomes 1.6.",
    );
    assert.equal(
      valueHover("beta", iris, moved, 0).text,
      "Shift, learned in training. The output's mean becomes 0.5. Not the optimizer's beta.",
    );
    assert.equal(valueHover("gamma", iris, moved, 0).exact, "1.6");
  });

  it("calls rounding what it is, and copies every digit of it", () => {
    const tiny = snapshot({ x: [1, 2, 4] }, {}, { normalizedMean: Float64Array.of(-2.7e-16) });
    const affine = { gamma: Float64Array.of(1), beta: Float64Array.of(0) };
    const { exact, exactNote } = valueHover("outputMean", tiny, affine, 0);
    assert.deepEqual({ exact, exactNote }, { exact: "-2.7e-16", exactNote: "-2.7e-16, rounding" });
  });

  it("counts outliers", () => {
    assert.match(valueHover("outliers", iris, plain, 1).text, /^1 of 150 values of sepal_width are more than 3 /);
  });

  it("compares running statistics with those of the batch", () => {
    const evaluation = snapshotOfText(sample("iris.csv"), { mode: "eval" });
    assert.match(valueHover("mean", evaluation, plain, 0).text, /^Running mean of sepal_length\..* 5\.8433\.$/);
    assert.match(valueHover("variance", evaluation, plain, 0).text, /^Running variance .* 0\.6811\.$/);
  });

  it("has a sentence for every column, its header and a constant feature", () => {
    const constant = snapshot({ x: [3, 3, 3] });
    const affine = { gamma: Float64Array.of(1), beta: Float64Array.of(0) };
    for (const column of sortColumns) {
      assert.match(columnHover(column, defaultReportOptions).text, /\.$/);
      if (column !== "name") {
        assert.match(valueHover(column, constant, affine, 0).text, /\.$/);
        assert.doesNotMatch(valueHover(column, constant, affine, 0).text, /NaN/);
      }
    }
  });
});

describe("epsHover", () => {
  it("says what ε changes, in the feature with the smallest variance", () => {
    const one = snapshot({ x: [4.3, 5.1, 6.4, 7.9] });
    assert.match(
      epsHover(one).text,
      /^Added to the variance so that nothing is divided by 0\. Here it changes the result by 0\.000\d%\.$/,
    );
    assert.match(epsHover(iris).text, /by at most 0\.003%\.$/);
  });

  it("claims no change where there is none", () => {
    assert.equal(
      epsHover(snapshot({ x: [1, 2] }, { eps: 0 })).text,
      "Added to the variance so that nothing is divided by 0.",
    );
    assert.equal(epsHover(snapshot({ x: [3, 3] })).text, "Added to the variance so that nothing is divided by 0.");
  });
});

describe("momentumHover", () => {
  it("says whose share it is, and how the other framework writes it", () => {
    assert.equal(
      momentumHover(defaultReportOptions).text,
      "Share of the new batch in the running average (PyTorch). Keras writes this as 0.9.",
    );
    assert.equal(
      momentumHover({ ...defaultReportOptions, preset: "keras", momentum: 0.99 }).text,
      "Share of the old value in the running average. PyTorch writes this as 0.01.",
    );
    assert.match(momentumHover({ ...defaultReportOptions, momentum: null }).text, /^No momentum: /);
  });
});

describe("pictureLabel", () => {
  it("says where the values lie", () => {
    assert.equal(pictureLabel(4.3, 7.9, 5.84333), "4.3 to 7.9, mean 5.8433");
  });
});

describe("featuresCsv", () => {
  it("has a row for each feature, before and after, with every digit", () => {
    const [header, first, ...rest] = featuresCsv(iris, {
      gamma: Float64Array.of(2, 1, 1, 1),
      beta: Float64Array.of(0.5, 0, 0, 0),
    }).split("\r\n");
    const values = Object.fromEntries(header.split(",").map((name, i) => [name, first.split(",")[i]]));
    assert.equal(values["feature"], "sepal_length");
    assert.equal(Number(values["mean"]), iris.features.mean[0]);
    assert.equal(Number(values["output_mean"]), 2 * iris.features.normalizedMean[0] + 0.5);
    assert.equal(Number(values["output_variance"]), 4 * iris.features.normalizedVariance[0]);
    assert.equal(rest.length, 4);
  });

  it("quotes names that need it", () => {
    const named = { ...iris, features: { ...iris.features, names: ['a "b", c', "x", "y", "z"] } };
    assert.match(featuresCsv(named, plain), /\r\n"a ""b"", c",150,/);
  });
});
