import assert from "node:assert/strict";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import { snapshotOf } from "../../../../webview/dev/snapshot.ts";
import {
  chooseAxes,
  commonValue,
  distributionBase,
  distributionOutput,
} from "../../../../webview/report/charts/distributionModel.ts";
import { defaultDistributionView } from "../../../../webview/report/charts/distributionBase.ts";
import { snapshotOfText } from "../fakes.ts";
import { affineOf, close, irisSnapshot } from "../detail/samples.ts";

const iris = irisSnapshot();
const sepalLength = 0;

function shown(feature: number, gamma?: number, beta?: number, view = defaultDistributionView) {
  const base = distributionBase(iris, feature, view);
  const change = { ...(gamma !== undefined && { gamma }), ...(beta !== undefined && { beta }) };
  const affine = affineOf(iris, { [feature]: change });
  return { base, output: distributionOutput(base, iris, affine.gamma, affine.beta) };
}

describe("the distribution of a feature", () => {
  it("has x, x̂ and y by mean and standard deviation", () => {
    const { base, output } = shown(sepalLength, 1.6, 0.5);
    assert.ok(close(base.input.mean, 5.843333, 1e-6) && close(base.input.deviation, 0.825301, 1e-6));
    assert.ok(close(base.normalized.mean, 0) && close(base.normalized.deviation, 1, 1e-5));
    assert.ok(close(output.output.mean, 0.5) && close(output.output.deviation, 1.6, 1e-5));
  });

  it("draws y as x̂ where γ is 1 and β is 0, for values on a coarse grid too", () => {
    const text = "a\n1\n1\n2\n2\n2\n";
    const two = snapshotOfText(text);
    const base = distributionBase(two, 0, defaultDistributionView);
    const { outputOutline } = distributionOutput(base, two, Float64Array.of(1), Float64Array.of(0));
    assert.deepEqual(outputOutline.points, base.normalizedOutline.points);
    assert.equal(outputOutline.peak, base.normalizedOutline.peak);
  });

  it("doubles y's σ when γ goes from 1 to 2, and leaves its μ where β puts it", () => {
    const one = shown(sepalLength, 1, 0.5).output.output;
    const two = shown(sepalLength, 2, 0.5).output.output;
    assert.ok(close(two.deviation, 2 * one.deviation, 1e-12));
    assert.ok(close(one.mean, 0.5, 1e-12) && close(two.mean, 0.5, 1e-12));
  });

  it("takes γ's size for σ and mirrors y where γ is negative", () => {
    const { base, output } = shown(sepalLength, -1);
    assert.ok(output.output.deviation > 0);
    assert.ok(close(output.outputOutline.start, -base.normalizedOutline.end, 1e-12));
  });

  it("makes y a spike at β where γ is 0", () => {
    assert.equal(shown(sepalLength, 0, 0.7).output.outputOutline.spikeAt, 0.7);
  });

  it("holds x̂, y, x and N(0, 1) on one axis, and only what is shown", () => {
    const { output } = shown(sepalLength, 1, 0);
    assert.ok(output.bottom.min < -3.5 && output.bottom.max > 7.9);
    const without = shown(sepalLength, 1, 0, { ...defaultDistributionView, hidden: ["input"] }).output;
    assert.ok(without.bottom.max < 4.5);
  });

  it("lets x and x̂ coincide where x has its own axis", () => {
    const { base, output } = shown(sepalLength, 1, 0, { ...defaultDistributionView, axes: "own" });
    assert.ok(output.top !== null);
    const toPixel = (value: number, { min, max }: { min: number; max: number }) => (value - min) / (max - min);
    for (const [i, { x, y }] of base.inputOutline.points.entries()) {
      const twin = base.normalizedOutline.points[i];
      assert.ok(close(toPixel(x, output.top), toPixel(twin.x, output.bottom), 1e-9));
      assert.ok(close(y, twin.y, 1e-9));
    }
  });

  it("keeps the axis under a dragged handle, and only widens it for the slider", () => {
    const { base, output } = shown(sepalLength, 1, 0);
    const { gamma, beta } = affineOf(iris, { 0: { gamma: 3, beta: 9 } });
    const bottom = output.bottom;
    assert.deepEqual(distributionOutput(base, iris, gamma, beta, { bottom, still: true }).bottom, bottom);
    const wider = distributionOutput(base, iris, gamma, beta, { bottom, still: false }).bottom;
    assert.ok(wider.min <= bottom.min && wider.max > bottom.max);
  });
});

describe("the axes", () => {
  it("are chosen by σ and μ", () => {
    assert.equal(chooseAxes({ mean: 5.84, deviation: 0.83 }), "one");
    assert.equal(chooseAxes({ mean: 0, deviation: 5.1 }), "own");
    assert.equal(chooseAxes({ mean: 0, deviation: 0.19 }), "own");
    assert.equal(chooseAxes({ mean: -10.1, deviation: 1 }), "own");
  });
});

describe("all features at once", () => {
  it("map the pooled histogram where γ and β are the same everywhere", () => {
    const base = distributionBase(iris, -1, defaultDistributionView);
    const { gamma, beta } = { gamma: new Float64Array(4).fill(2), beta: new Float64Array(4).fill(-1) };
    const { output, outputOutline } = distributionOutput(base, iris, gamma, beta);
    assert.ok(close(output.mean, -1) && close(output.deviation, 2, 1e-4));
    assert.ok(close(outputOutline.start, 2 * base.normalizedOutline.start - 1, 1e-12));
  });
  it("mix the features' histograms where γ and β differ", () => {
    const base = distributionBase(iris, -1, defaultDistributionView);
    const { gamma, beta } = affineOf(iris, { 0: { gamma: 1.6, beta: 0.5 } });
    const { output, outputOutline } = distributionOutput(base, iris, gamma, beta);
    assert.ok(close(output.mean, 0.125, 1e-12));
    assert.ok(outputOutline.points.length > 10);
  });
  it("know a common value", () => {
    assert.equal(commonValue(Float64Array.of(1, 1)), 1);
    assert.ok(Number.isNaN(commonValue(Float64Array.of(1, 2))));
  });
});

describe("a feature with an infinite value", () => {
  it("has one axis with its finite values, and no x̂ or y to draw", () => {
    const finite = snapshotOf({ c: [2, 3, 4, 5, 1] }, defaultReportOptions);
    const histograms = { ...finite.features.histograms, discrete: Uint8Array.of(1) };
    const nothing = Float64Array.of(NaN);
    const features = {
      ...finite.features,
      histograms,
      mean: Float64Array.of(Infinity),
      usedMean: Float64Array.of(Infinity),
    };
    const snapshot = {
      ...finite,
      features: {
        ...features,
        variance: nothing,
        usedVariance: nothing,
        normalizedMean: nothing,
        normalizedVariance: nothing,
      },
    };
    const base = distributionBase(snapshot, 0, { ...defaultDistributionView, axes: "own" });
    const output = distributionOutput(base, snapshot, features.gamma, features.beta);
    assert.equal(base.axes, "one");
    assert.ok(
      base.inputOutline.points.length > 0 && base.inputOutline.points.every(({ x, y }) => Number.isFinite(x + y)),
    );
    assert.deepEqual(base.normalizedOutline.points, []);
    assert.ok(Number.isFinite(output.bottom.min) && Number.isFinite(output.bottom.max) && Number.isFinite(output.peak));
  });
});

describe("a constant feature", () => {
  it("is three spikes: at its value, at 0, at β", () => {
    const snapshot = snapshotOf({ constant: [7, 7, 7], other: [1, 2, 3] }, defaultReportOptions);
    const base = distributionBase(snapshot, 0, defaultDistributionView);
    const affine = affineOf(snapshot, { 0: { gamma: 2, beta: 0.25 } });
    const output = distributionOutput(base, snapshot, affine.gamma, affine.beta);
    assert.ok(base.isConstant);
    assert.deepEqual(
      [base.inputOutline.spikeAt, base.normalizedOutline.spikeAt, output.outputOutline.spikeAt],
      [7, 0, 0.25],
    );
    for (const value of [output.bottom.min, output.bottom.max, output.peak]) {
      assert.ok(Number.isFinite(value));
    }
  });
});
