import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineError, featureMoments, type EngineErrorCode, type Tensor } from "../../../../src/engine/index.ts";
import { readTensor } from "../../../../src/documents/index.ts";
import { AffineTrainer } from "../../../../src/worker/learn/affineTrainer.ts";
import { miniBatches } from "../../../../src/worker/learn/miniBatches.ts";
import { optimizerNames, type LearnOptions, type OptimizerName } from "../../../../src/worker/learn/types.ts";
import { assertClose, assertRelativelyClose } from "../../engine/support/close.ts";

const root = join(import.meta.dirname, "../../../..");

function sample(name: string): Tensor & { readonly labels: number[] } {
  const read = { languageId: "csv", selections: [], missingValues: "omitRows", header: "auto" } as const;
  const { data, shape, leftOut } = readTensor(readFileSync(join(root, "samples", name), "utf8"), read);
  const names = [...new Set(leftOut[0]?.values)];
  return { data, shape, labels: leftOut[0]?.values.map((text) => names.indexOf(text)) };
}

interface TorchRun {
  readonly learningRate: number;
  readonly losses: number[];
  readonly weight: number[];
  readonly bias: number[];
  readonly running_mean: number[];
}

const torchRuns = JSON.parse(readFileSync(join(root, "test/fixtures/layers/learning.json"), "utf8")) as Record<
  OptimizerName,
  TorchRun
>;

const iris = sample("iris.csv");
const defaults: LearnOptions = { optimizer: "sgd", learningRate: 0.5, batchSize: null, steps: 60, seed: 1, eps: 1e-5 };

function refused(call: () => unknown, code: EngineErrorCode): void {
  assert.throws(call, (error: unknown) => error instanceof EngineError && error.code === code);
}

describe("AffineTrainer", () => {
  for (const optimizer of optimizerNames) {
    it(`follows PyTorch's ${optimizer} step by step`, () => {
      const torch = torchRuns[optimizer];
      const options = { ...defaults, optimizer, learningRate: torch.learningRate };
      const trainer = new AffineTrainer(iris, { kind: "values", values: iris }, options);
      const { losses } = trainer.run(60);
      // 60 float64 steps, each of which rounds.
      assertRelativelyClose(losses, torch.losses, 1e-12, "loss");
      assertRelativelyClose(trainer.layer.gamma ?? [], torch.weight, 1e-11, "weight");
      assertRelativelyClose(trainer.layer.beta ?? [], torch.bias, 1e-11, "bias");
    });
  }

  for (const name of ["iris.csv", "wine.csv"]) {
    it(`undoes batch norm on ${name}: γ = √(σ² + ε), β = μ`, () => {
      const input = sample(name);
      const options = { ...defaults, learningRate: input.shape[1] / 4 };
      const trainer = new AffineTrainer(input, { kind: "values", values: input }, options);
      const { losses, isDone } = trainer.run(Infinity);
      const { mean, variance } = featureMoments(input, 1);
      // Half of the distance goes with every step: 2^−60 of the start is left.
      assertRelativelyClose(
        trainer.layer.gamma ?? [],
        variance.map((value) => Math.sqrt(value + 1e-5)),
        1e-13,
      );
      assertRelativelyClose(trainer.layer.beta ?? [], mean, 1e-13);
      assert.ok(isDone && losses[59] < 1e-20 * losses[0]);
    });
  }

  it("gives the same numbers however the steps are cut", () => {
    const options = { ...defaults, optimizer: "adam", batchSize: 32, learningRate: 0.1 } as const;
    const whole = new AffineTrainer(iris, { kind: "values", values: iris }, options);
    const cut = new AffineTrainer(iris, { kind: "values", values: iris }, options);
    const { losses } = whole.run(60);
    const pieces = [7, 1, 30, 100].map((count) => cut.run(count));
    assert.deepEqual(
      pieces.flatMap((piece) => [...piece.losses]),
      [...losses],
    );
    assert.deepEqual(
      pieces.map(({ step }) => step),
      [7, 8, 38, 60],
    );
    assert.deepEqual(cut.layer.gamma, whole.layer.gamma);
    assert.equal(cut.run(10).losses.length, 0);
  });

  it("learns the species of iris through a linear head", () => {
    const options = { ...defaults, optimizer: "adam", learningRate: 0.05, steps: 200 } as const;
    const trainer = new AffineTrainer(iris, { kind: "labels", labels: iris.labels, numClasses: 3 }, options);
    const { losses } = trainer.run(200);
    assert.ok(losses[0] > 0.9 && losses[199] < 0.1, `${losses[0]} → ${losses[199]}`);
    // The petals tell the species apart: their γ grows most.
    const gamma = [...(trainer.layer.gamma ?? [])].map(Math.abs);
    assert.ok(Math.min(gamma[2], gamma[3]) > Math.max(gamma[0], gamma[1]), gamma.join(", "));
  });

  it("keeps the start, the end and about 200 frames between", () => {
    const trainer = new AffineTrainer(iris, { kind: "values", values: iris }, { ...defaults, steps: 1001 });
    const { frames } = trainer.run(Infinity);
    assert.deepEqual([frames.steps[0], frames.steps.at(-1)], [0, 1001]);
    assert.ok(frames.steps.length <= 202, `${frames.steps.length} frames`);
    assert.equal(frames.gamma.length, frames.steps.length * 4);
    assert.deepEqual([...frames.gamma.slice(0, 4), ...frames.beta.slice(0, 4)], [1, 1, 1, 1, 0, 0, 0, 0]);
    assert.deepEqual(frames.gamma.slice(-4), trainer.layer.gamma);
  });

  it("stops by itself where the learning rate is too high", () => {
    const options = { ...defaults, learningRate: 100, steps: 10_000 };
    const { hasDiverged, isDone, losses, step } = new AffineTrainer(
      iris,
      { kind: "values", values: iris },
      options,
    ).run(1e5);
    assert.ok(hasDiverged && isDone && step < 1000, `${step} steps`);
    assert.ok(!Number.isFinite(losses.at(-1)));
  });

  it("leaves the input as it was", () => {
    const before = Float64Array.from(iris.data);
    new AffineTrainer(iris, { kind: "values", values: iris }, defaults).run(5);
    assert.deepEqual(iris.data, before);
  });

  it("refuses at once what does not fit", () => {
    const values = { kind: "values", values: { data: new Float64Array(300), shape: [150, 2] } } as const;
    refused(() => new AffineTrainer(iris, values, defaults), "SHAPE_MISMATCH");
    const own = { kind: "values", values: iris } as const;
    refused(() => new AffineTrainer(iris, own, { ...defaults, steps: 0 }), "INVALID_OPTION");
    refused(() => new AffineTrainer(iris, own, { ...defaults, batchSize: 1 }), "INVALID_OPTION");
    refused(() => new AffineTrainer(iris, own, { ...defaults, learningRate: -1 }), "INVALID_OPTION");
    refused(() => new AffineTrainer(iris, own, { ...defaults, seed: 0.5 }), "INVALID_OPTION");
    const row: Tensor = { data: Float64Array.of(1, 2), shape: [1, 2] };
    refused(() => new AffineTrainer(row, { kind: "values", values: row }, defaults), "BATCH_TOO_SMALL");
    const labels = { kind: "labels", labels: iris.labels, numClasses: 2 } as const;
    refused(() => new AffineTrainer(iris, labels, defaults), "INVALID_LABEL");
  });
});

describe("miniBatches", () => {
  it("draws every row once in an epoch, and another order in the next", () => {
    const batches = miniBatches(10, 4, 3);
    const epochs = [0, 1].map(() => [0, 1, 2].flatMap(() => [...batches.next().value]));
    for (const epoch of epochs)
      assertClose(
        [...epoch].sort((a, b) => a - b),
        Array.from({ length: 10 }, (_, n) => n),
        0,
      );
    assert.notDeepEqual(epochs[0], epochs[1]);
  });

  it("leaves out a last batch of one row", () => {
    const batches = miniBatches(5, 2, 0);
    const sizes = [0, 1, 2, 3].map(() => batches.next().value.length);
    assert.deepEqual(sizes, [2, 2, 2, 2]);
  });

  it("gives all rows in the order of the file where none are drawn", () => {
    for (const batchSize of [null, 3, 9]) assert.deepEqual([...miniBatches(3, batchSize, 0).next().value], [0, 1, 2]);
  });
});
