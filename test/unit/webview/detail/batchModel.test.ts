import assert from "node:assert/strict";
import type { BatchAnswer } from "../../../../src/shared/report/questions.ts";
import { defaultReportOptions } from "../../../../src/shared/options.ts";
import * as model from "../../../../webview/report/detail/batches/batchModel.ts";
import { irisColumns } from "./samples.ts";

const whole: model.WholeData = {
  name: "sepal_length",
  mean: 5.843333333333334,
  variance: 0.6811222222222223,
  sampleCount: 150,
  valuesPerSample: 1,
};

/** The answer for batches of 16 in file order, made here the plain way. */
function answer(): BatchAnswer {
  const values = irisColumns()["sepal_length"];
  const batches = Array.from({ length: 10 }, (_, i) => values.slice(16 * i, 16 * i + 16));
  const mean = (of: number[]): number => of.reduce((sum, value) => sum + value, 0) / of.length;
  const means = batches.map(mean);
  let running = 0;
  const runningMeans = means.map((it) => (running = 0.9 * running + 0.1 * it));
  return {
    counts: Float64Array.from(batches, ({ length }) => length),
    means: Float64Array.from(means),
    variances: Float64Array.from(batches, (batch) => mean(batch.map((value) => (value - mean(batch)) ** 2))),
    numBatches: 10,
    lastSize: 6,
    refusedBatch: -1,
    runningMeans: Float64Array.from(runningMeans),
    runningVars: new Float64Array(10).fill(1),
    updateMeans: Float64Array.from(means),
    numPasses: 1,
    startLeft: 0.9 ** 10,
    spreadSizes: Float64Array.of(2, 16),
    spreads: Float64Array.of(0.57, 0.2),
    rowOutputs: Float64Array.of(-1, -0.8),
  };
}

describe("batchSentences", () => {
  const settings = { batchSize: 16, order: "file", dropLast: false } as const;
  it("say how the samples fall into batches, and what of the start is left", () => {
    const [first, second] = model.batchSentences(answer(), settings, whole);
    assert.equal(
      first,
      "150 samples make 9 batches of 16 and a last one of 6, whose statistics are 1.63 times as noisy.",
    );
    assert.match(second, /^After one pass the running mean is \d\.\d+, not 5\.8433: 35% of its starting value 0/);
  });
  it("notice rows that are not in random order", () => {
    const texts = model.batchSentences(answer(), settings, whole);
    assert.match(texts[2], /In file order \d of 10 batch means lie more than 2 standard errors/);
    assert.equal(model.batchSentences(answer(), { ...settings, order: "shuffled" }, whole).length, 2);
  });
  it("say what is dropped", () => {
    const dropped = { ...answer(), lastSize: 0, numBatches: 9 };
    const texts = model.batchSentences(dropped, { ...settings, dropLast: true }, whole);
    assert.equal(texts[0], "150 samples make 9 batches of 16.");
    assert.equal(texts[1], "The last 6 are dropped.");
    const one = { ...answer(), lastSize: 0, numBatches: 1 };
    assert.equal(model.batchSentences(one, { ...settings, batchSize: 150 }, whole)[0], "150 samples make one batch.");
  });
});

describe("the plots of batches", () => {
  it("have the band that chance explains: μ ± σ/√m and σ² ± σ²√(2/(m − 1))", () => {
    const { band } = model.batchMeansPlot(answer(), whole, 16);
    assert.ok(band !== undefined && Math.abs((band.to - band.from) / 2 - 0.2063) < 1e-4);
    const variances = model.batchVariancesPlot(answer(), whole, 16).band;
    assert.ok(variances !== undefined && Math.abs(variances.to - 0.6811 * (1 + Math.sqrt(2 / 15))) < 1e-4);
    const { band: ofOne } = model.batchVariancesPlot(answer(), whole, 1);
    assert.ok(ofOne !== undefined && Number.isFinite(ofOne.to));
  });
  it("draw the short last batch as a ring", () => {
    const [dots] = model.batchMeansPlot(answer(), whole, 16).series;
    assert.deepEqual([dots.hollow?.(8), dots.hollow?.(9)], [false, true]);
  });
  it("start the running mean at 0", () => {
    const [steps] = model.runningMeanPlot(answer(), whole).series;
    assert.deepEqual(steps.points[0], { x: 0, y: 0 });
    assert.equal(steps.points.length, 11);
  });
  it("have room for the last update, which the axis would cut", () => {
    const { x, series } = model.runningMeanPlot(answer(), whole);
    const ends = series.map(({ points }) => points[points.length - 1].x);
    assert.ok(x.max > Math.max(ends[0], ends[1]));
  });
  it("have axes with some length where all values are 0", () => {
    const zeros = new Float64Array(10);
    const constant = { ...answer(), means: zeros, variances: zeros, spreads: new Float64Array(2) };
    const nothing = { ...whole, mean: 0, variance: 0 };
    assert.deepEqual({ ...model.batchMeansPlot(constant, nothing, 16).y }, { min: -1, max: 1 });
    assert.deepEqual(model.spreadPlot(constant, nothing, 16).y, { min: 0, max: 1 });
  });
  it("fill the spread of the current batch size only", () => {
    const [dots, curve] = model.spreadPlot(answer(), whole, 16).series;
    assert.deepEqual([dots.hollow?.(0), dots.hollow?.(1)], [true, false]);
    assert.ok(Math.abs(curve.points[0].y - Math.sqrt(whole.variance / 2)) < 1e-12);
  });
  it("map a row's outputs by γ and β", () => {
    const [dots] = model.rowPlot(answer(), 2, 1, -0.8).series;
    assert.deepEqual(
      dots.points.map(({ x }) => Number(x.toFixed(12))),
      [-1, -0.6],
    );
  });
});

describe("singleValueText", () => {
  it("is PyTorch's own error, and Keras' y = β", () => {
    const torch = model.singleValueText(defaultReportOptions, 1, 1, 4);
    assert.match(torch?.text ?? "", /Expected more than 1 value per channel when training.*\[1, 4\]/);
    const keras = model.singleValueText({ ...defaultReportOptions, preset: "keras" }, 1, 1, 4);
    assert.match(keras?.text ?? "", /^y = β/);
  });
  it("is nothing where a batch has more values", () => {
    assert.equal(model.singleValueText(defaultReportOptions, 2, 1, 4), null);
    assert.equal(model.singleValueText(defaultReportOptions, 1, 64, 4), null);
  });
});

describe("defaultBatchSize", () => {
  it("is 16 of many samples, and a fourth of few", () => {
    assert.deepEqual([150, 100_000, 64, 40, 16, 8].map(model.defaultBatchSize), [16, 16, 16, 10, 4, 2]);
  });

  it("leaves no last batch of one sample", () => {
    assert.equal(model.defaultBatchSize(9), 3);
    for (let sampleCount = 3; sampleCount < 1000; sampleCount++) {
      assert.notEqual(sampleCount % model.defaultBatchSize(sampleCount), 1, `of ${sampleCount} samples`);
    }
  });

  it("is no larger than what there is", () => {
    assert.deepEqual([1, 2, 3].map(model.defaultBatchSize), [1, 2, 3]);
  });
});
