import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { BatchNorm, presets } from "../../../../src/engine/index.ts";
import type { ComputeName, ComputeRequests } from "../../../../src/session/compute/compute.ts";
import { type BatchQuestion, mostBatches, mostPoints } from "../../../../src/shared/report/questions.ts";
import { defaultReportOptions, type ReportOptions } from "../../../../src/shared/options.ts";
import { ComputeServer } from "../../../../src/worker/computeServer.ts";
import { featureGradients } from "../../../../src/worker/questions/featureGradients.ts";
import { miniBatches } from "../../../../src/worker/questions/batchNoise.ts";

/** The compute with iris open, as the host asks it. */
function iris(options: Partial<ReportOptions> = {}) {
  const server = new ComputeServer();
  const ask = <K extends ComputeName>(type: K, params: ComputeRequests[K]["params"]): ComputeRequests[K]["value"] => {
    const reply = server.answer({ id: 1, type, params });
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value as ComputeRequests[K]["value"];
  };
  const text = readFileSync(join(import.meta.dirname, "../../../../samples/iris.csv"), "utf8");
  const read = {
    languageId: "csv",
    selections: [{ start: 0, end: 0 }],
    missingValues: "omitRows",
    header: "auto",
  } as const;
  ask("dataset/open", { text, read });
  ask("dataset/analyze", { options: { ...defaultReportOptions, ...options }, statistics: null });
  return ask;
}

const ones = new Float64Array(4).fill(1);
const zeros = new Float64Array(4);
const sepalLength = 0;
const petalLength = 2;

function near(got: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);
}

describe("dataset/activation", () => {
  const affine = { gamma: ones, beta: zeros };

  it("says where petal_length lies on a sigmoid without batch norm and with it", () => {
    const answer = iris()("dataset/activation", {
      feature: petalLength,
      activation: "sigmoid",
      placement: "before",
      ...affine,
    });
    assert.equal(answer.without.count, 150);
    // 67% flat and a mean gradient of 0.0575 without, 0% and 0.2008 with: the figures of the report's picture.
    near(answer.without.flat / 150, 0.67, 0.005);
    near(answer.without.meanGradient, 0.0575, 5e-5);
    assert.equal(answer.with.flat, 0);
    near(answer.with.meanGradient, 0.2008, 5e-5);
    assert.equal(answer.without.deadFeatures, 0);
  });

  it("turns ReLU off for x ≤ 0, and follows γ and β", () => {
    const ask = iris();
    const off = (gamma: number, beta: number) =>
      ask("dataset/activation", {
        feature: sepalLength,
        activation: "relu",
        placement: "before",
        gamma: ones.map(() => gamma),
        beta: ones.map(() => beta),
      }).with;
    near(off(1, 0).flat / 150, 0.53, 0.005);
    near(off(1.6, 0.5).flat / 150, 0.39, 0.005);
    assert.equal(off(1, 0).linear + off(1, 0).flat, 150);
    assert.deepEqual([off(1, -9).deadFeatures, off(1, -9).meanGradient], [1, 0]);
    assert.equal(off(1, 9).deadFeatures, 0);
  });

  it("counts all features together, each with its own γ and β", () => {
    const gamma = Float64Array.of(1, 1, 1, 1);
    const beta = Float64Array.of(-99, 0, 0, 99);
    const { with: found } = iris()("dataset/activation", {
      feature: -1,
      activation: "relu",
      placement: "before",
      gamma,
      beta,
    });
    assert.equal(found.count, 600);
    assert.equal(found.deadFeatures, 1);
    assert.ok(found.flat >= 150 && found.flat <= 450);
  });

  it("leaves the inputs alone where batch norm comes after, and scales the gradient", () => {
    const {
      without,
      with: found,
      outputVariance,
    } = iris()("dataset/activation", {
      feature: petalLength,
      activation: "sigmoid",
      placement: "after",
      gamma: ones.map(() => 2),
      beta: zeros,
    });
    assert.equal(found.flat, without.flat);
    near(found.meanGradient, (without.meanGradient * 2) / Math.sqrt(outputVariance + 1e-5), 1e-12);
  });

  it("merges mean and variance of the outputs over features", () => {
    const { outputMean, outputVariance } = iris()("dataset/activation", {
      feature: -1,
      activation: "identity",
      placement: "after",
      ...affine,
    });
    // The pooled moments of iris' 600 values.
    near(outputMean, 3.4645, 1e-12);
    near(outputVariance, 3.8961, 1e-4);
  });
});

describe("dataset/batches", () => {
  const question: BatchQuestion = {
    feature: sepalLength,
    batchSize: 16,
    order: "shuffled",
    seed: 42,
    dropLast: false,
    index: 0,
  };

  it("splits 150 samples into 9 batches of 16 and one of 6", () => {
    const answer = iris()("dataset/batches", question);
    assert.deepEqual([...answer.counts], [16, 16, 16, 16, 16, 16, 16, 16, 16, 6]);
    assert.deepEqual([answer.numBatches, answer.lastSize, answer.refusedBatch], [10, 6, -1]);
    assert.equal(iris()("dataset/batches", { ...question, dropLast: true }).numBatches, 9);
  });

  it("has batch means that weigh up to the mean of all", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer(), fc.boolean(), (batchSize, seed, shuffled) => {
        const order = shuffled ? "shuffled" : "file";
        const { counts, means } = iris()("dataset/batches", { ...question, batchSize, seed, order });
        const sum = means.reduce((total, mean, i) => total + mean * counts[i], 0);
        near(sum / 150, 5.843333333333334, 1e-9);
      }),
      { numRuns: 20 },
    );
  });

  it("follows the running mean from 0, as PyTorch updates it", () => {
    const { runningMeans, updateMeans, startLeft, numPasses } = iris()("dataset/batches", question);
    assert.equal(numPasses, 4);
    let running = 0;
    updateMeans.forEach((mean, i) => {
      running = 0.9 * running + 0.1 * mean;
      near(runningMeans[i], running, 1e-12);
    });
    near(startLeft, 0.9 ** 10, 1e-15);
  });

  it("takes a framework's own momentum, and the average of all for PyTorch's None", () => {
    near(
      iris({ preset: "keras", eps: 1e-3, momentum: 0.99 })("dataset/batches", question).startLeft,
      0.99 ** 10,
      1e-12,
    );
    const { runningMeans, updateMeans } = iris({ momentum: null })("dataset/batches", question);
    near(runningMeans[2], (updateMeans[0] + updateMeans[1] + updateMeans[2]) / 3, 1e-12);
  });

  it("is the same for the same seed and another for another", () => {
    const ask = iris();
    assert.deepEqual(ask("dataset/batches", question), ask("dataset/batches", question));
    assert.notDeepEqual(
      ask("dataset/batches", question).means,
      ask("dataset/batches", { ...question, seed: 43 }).means,
    );
  });

  it("spreads about as 1/√m when shuffled, and far more in the order of a sorted file", () => {
    const { spreadSizes, spreads } = iris()("dataset/batches", question);
    assert.deepEqual([...spreadSizes], [2, 4, 8, 16, 32, 64]);
    spreadSizes.forEach((size, i) => {
      // Without replacement the spread is smaller by √((N − m)/(N − 1)); 240 means tell it to about 5%, seldom 15%.
      const expected = Math.sqrt(((0.6811222 / size) * (150 - size)) / 149);
      near(spreads[i] / expected, 1, 0.2);
    });
    const sorted = iris()("dataset/batches", { ...question, order: "file" });
    assert.ok(sorted.spreads[3] > 2 * spreads[3], `${sorted.spreads[3]} in file order, ${spreads[3]} shuffled`);
  });

  it("shows one value's x̂ in 60 batches, around the one of all data", () => {
    const { rowOutputs } = iris()("dataset/batches", question);
    assert.equal(rowOutputs.length, 60);
    assert.ok(rowOutputs.every((value) => value > -2.5 && value < 0.5));
    const whole = iris()("dataset/batches", { ...question, batchSize: 150 });
    assert.ok(whole.rowOutputs.every((value) => Math.abs(value - -0.9006745) < 1e-6));
  });

  it("says which batch PyTorch refuses; Keras takes it", () => {
    assert.equal(iris()("dataset/batches", { ...question, batchSize: 1 }).refusedBatch, 0);
    assert.equal(iris()("dataset/batches", { ...question, batchSize: 149 }).refusedBatch, 1);
    const keras = iris({ preset: "keras" })("dataset/batches", { ...question, batchSize: 1 });
    assert.equal(keras.refusedBatch, -1);
    assert.ok(keras.rowOutputs.every((value) => value === 0));
  });

  it("keeps all values of a sample in its batch, and leaves out missing ones", () => {
    const values = Float64Array.of(1, 2, 3, NaN, 5, 6);
    const feature = { values, valuesPerSample: 2 };
    const answer = miniBatches(feature, { ...question, batchSize: 2, order: "file", index: 3 }, presets.pytorch);
    assert.deepEqual([...answer.counts], [3, 2]);
    assert.deepEqual([...answer.means], [2, 5.5]);
    assert.equal(answer.rowOutputs.length, 0);
  });

  it("takes a batch size of 0 as 1", () => {
    assert.equal(iris()("dataset/batches", { ...question, batchSize: 0 }).numBatches, 150);
  });

  it("sends a bounded number of batches", () => {
    const feature = { values: Float64Array.from({ length: 5000 }, (_, i) => i), valuesPerSample: 1 };
    const answer = miniBatches(feature, { ...question, batchSize: 2 }, presets.pytorch);
    assert.deepEqual([answer.means.length, answer.numBatches], [mostBatches, 2500]);
    assert.ok(answer.runningMeans.length <= 1000);
  });
});

describe("dataset/gradients", () => {
  const question = { feature: sepalLength, upstream: "random", seed: 7, gamma: 1, beta: 0, index: 0 } as const;

  it("takes mean and slope out of the gradient: dx = γ/√(σ² + ε) · (g − mean(g) − x̂ · mean(g · x̂))", () => {
    const answer = iris()("dataset/gradients", { ...question, gamma: 1.6, beta: 0.5 });
    near(answer.scale, 1.6 / Math.sqrt(0.6811222222222222 + 1e-5), 1e-12);
    answer.normalized.forEach((x, i) => {
      const left = answer.gradOutput[i] - answer.meanGrad - x * answer.slope;
      near(answer.gradInput[i], answer.scale * left, 1e-9);
    });
    near(answer.gradBias, 0, 1e-9);
    near(answer.gradBeta, answer.meanGrad * 150, 1e-9);
    near(answer.gradGamma, answer.slope * 150, 1e-9);
    near(answer.gradOutputSize ** 2, answer.gradOutput.reduce((sum, g) => sum + g * g, 0) / 150, 1e-9);
    // What is left once mean and slope are out: Pythagoras, with the variance of x̂ just under 1.
    const left = answer.gradOutputSize ** 2 - answer.meanGrad ** 2 - answer.slope ** 2;
    near(answer.gradInputSize / (answer.scale * Math.sqrt(left)), 1, 1e-4);
  });

  it("is the engine's own backward pass", () => {
    const values = Float64Array.of(1, 2, 4, 8, 16);
    const input = { values, row: 2, mode: "train", runningMean: 0, runningVar: 1 } as const;
    const answer = featureGradients(input, { ...question, gamma: 1.5 }, presets.pytorch);
    const layer = new BatchNorm(1, presets.pytorch);
    layer.gamma = Float64Array.of(1.5);
    layer.forward({ data: values, shape: [5] }, "train");
    const { gradInput } = layer.backward({ data: answer.gradOutput, shape: [5] });
    assert.deepEqual([...answer.gradInput], [...gradInput.data]);
    assert.deepEqual(answer.row, {
      normalized: answer.normalized[2],
      gradOutput: answer.gradOutput[2],
      gradInput: answer.gradInput[2],
    });
  });

  it("lets nothing of ones through in training, and scales them in evaluation", () => {
    const { gradInput, slope } = iris()("dataset/gradients", { ...question, upstream: "ones" });
    near(slope, 0, 1e-12);
    assert.ok(gradInput.every((value) => Math.abs(value) < 1e-12));
    const evaluated = iris({ mode: "eval" })("dataset/gradients", { ...question, upstream: "ones" });
    assert.ok(evaluated.gradInput.every((value) => Math.abs(value - evaluated.scale) < 1e-12));
  });

  it("has the gradient of a mean logistic loss", () => {
    const { gradOutput, normalized, count } = iris()("dataset/gradients", { ...question, upstream: "loss" });
    normalized.forEach((x, i) => {
      const output = 1 / (1 + Math.exp(-x));
      // The median of sepal_length is 5.8, x̂ = −0.0525.
      near(gradOutput[i] * count, output - Number(x > -0.05), 1e-12);
    });
  });

  it("thins what is drawn, not what is summed", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i));
    const input = { values, row: -1, mode: "train", runningMean: 0, runningVar: 1 } as const;
    const answer = featureGradients(input, { ...question, upstream: "ones" }, presets.pytorch);
    assert.ok(answer.normalized.length <= mostPoints);
    assert.equal(answer.gradBeta, 10_000);
    assert.equal(answer.row, null);
  });
});
