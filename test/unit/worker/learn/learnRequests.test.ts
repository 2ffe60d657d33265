import assert from "node:assert/strict";
import { withLearned } from "../../../../src/session/report/reportInput.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { featureMoments } from "../../../../src/engine/index.ts";
import { Failure } from "../../../../src/shared/messages/failure.ts";
import type { LearnOptions } from "../../../../src/shared/report/learn.ts";
import { assertRelativelyClose } from "../../engine/support/close.ts";
import { open } from "../../session/openReport.ts";

const iris = readFileSync(join(import.meta.dirname, "../../../../samples/iris.csv"), "utf8");
const options: LearnOptions = {
  ...{ optimizer: "sgd", learningRate: 1, batchSize: null, steps: 60, seed: 1, eps: 1e-5 },
};

describe("learning on a report", () => {
  it("restores the input, in pieces", async () => {
    const { session } = await open(iris);
    const first = await session.query("learn/start", { choice: { kind: "input" }, options });
    assert.deepEqual([...first.frames.gamma, ...first.frames.beta], [1, 1, 1, 1, 0, 0, 0, 0]);
    await session.query("learn/run", { steps: 10 });
    const { frames, isDone } = await session.query("learn/run", { steps: 1000 });
    const { features } = session.snapshot ?? assert.fail();
    assert.ok(isDone);
    const wanted = features.variance.map((variance) => Math.sqrt(variance + 1e-5));
    assertRelativelyClose(frames.gamma.slice(-4), wanted, 1e-13, "gamma");
    assertRelativelyClose(frames.beta.slice(-4), features.mean, 1e-13, "beta");
  });

  it("keeps the layer with the running statistics of its batches, and shows the data as before", async () => {
    const { session } = await open(iris);
    await session.query("learn/start", { choice: { kind: "input" }, options: { ...options, steps: 3 } });
    const { frames } = await session.query("learn/run", { steps: 3 });
    const last = (values: Float64Array): Float64Array => values.slice(-4);
    const { gamma, beta, runningMean, runningVar } = frames;
    const parts = {
      ...{ gamma: last(gamma), beta: last(beta), runningMean: last(runningMean), runningVar: last(runningVar) },
    };
    await session.change((input) => withLearned(input, { step: 3, ...parts }));
    const { features, layer, options: shown } = session.snapshot ?? assert.fail();
    assert.deepEqual(features.gamma, parts.gamma);
    assert.deepEqual([shown.mode, layer?.numBatchesTracked, layer?.isLearned], ["train", 3, true]);
    // Three batches of all rows: 1 − 0.9³ of their statistics, the variance unbiased.
    const seen = 1 - 0.9 ** 3;
    features.mean.forEach((mean, c) => {
      assert.ok(Math.abs((layer?.runningMean?.[c] ?? NaN) - seen * mean) < 1e-12);
      const unbiased = (features.variance[c] * 150) / 149;
      assert.ok(Math.abs((layer?.runningVar?.[c] ?? NaN) - (1 - seen + seen * unbiased)) < 1e-12);
    });
  });

  it("learns another tensor, feature by feature or one of its columns", async () => {
    const { session } = await open("a,b\n1,10\n2,20\n3,60\n");
    const target = { kind: "text", fileName: "t.csv", languageId: "csv", text: "u,v\n7,1\n8,1\n9,4\n" } as const;
    const described = await session.query("tensor/describe", {
      file: target,
      options: (session.snapshot ?? assert.fail()).options,
    });
    assert.deepEqual([described.names, described.valuesPerFeature, [...described.mean]], [["u", "v"], 3, [8, 2]]);
    const learn = async (column: number | null) => {
      const more = { ...options, learningRate: 0.5 };
      await session.query("learn/start", { choice: { kind: "tensor", column }, options: more, target });
      return (await session.query("learn/run", { steps: 60 })).frames.beta.slice(-2);
    };
    assertRelativelyClose(await learn(null), [8, 2], 1e-12, "feature by feature");
    assertRelativelyClose(await learn(1), [2, 2], 1e-12, "one column");
  });

  it("reads a target from an .npy file, and names both sides of a mismatch", async () => {
    const { session } = await open("a,b\n1,10\n2,20\n3,60\n");
    const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, "../../../fixtures/arrays/rows2.npy")));
    const target = { kind: "bytes", fileName: "rows2.npy", bytes } as const;
    const start = session.query("learn/start", { choice: { kind: "tensor", column: null }, options, target });
    await assert.rejects(start, (thrown: unknown) => {
      return thrown instanceof Failure && thrown.code === "TARGET_MISMATCH" && thrown.message.includes("3 × 2");
    });
  });

  it("offers the species as classes, and learns them", async () => {
    const { session } = await open(iris);
    const [labels, ...others] = await session.query("learn/labels", undefined);
    assert.deepEqual([labels, others], [{ name: "species", numClasses: 3 }, []]);
    const adam: LearnOptions = { ...options, optimizer: "adam", learningRate: 0.1, batchSize: 32 };
    await session.query("learn/start", { choice: { kind: "labels", column: 0 }, options: adam });
    const { losses } = await session.query("learn/run", { steps: 60 });
    assert.ok(losses[59] < losses[0] / 3, `${losses[0]} → ${losses[59]}`);
  });

  it("brings every feature to one column", async () => {
    const { session } = await open("a,b\n1,10\n2,20\n3,60\n");
    await session.query("learn/start", {
      choice: { kind: "feature", feature: 1 },
      options: { ...options, learningRate: 0.5 },
    });
    const { frames } = await session.query("learn/run", { steps: 60 });
    const mean = featureMoments({ data: Float64Array.of(10, 20, 60), shape: [3] }, 1).mean[0];
    assertRelativelyClose(frames.beta.slice(-2), [mean, mean], 1e-12, "beta");
    // The slope of b over a's x̂ is less than b's own deviation: a does not explain all of b.
    const [ofA, ofB] = frames.gamma.slice(-2);
    assert.ok(ofA < ofB, `${ofA}, ${ofB}`);
  });

  it("refuses options out of range, and data with gaps", async () => {
    const refused = (code: string) => (thrown: unknown) => thrown instanceof Failure && thrown.code === code;
    const { session } = await open(iris);
    const choice = { kind: "input" } as const;
    const start = (more: Partial<LearnOptions>) =>
      session.query("learn/start", { choice, options: { ...options, ...more } });
    await assert.rejects(start({ learningRate: -1 }), refused("INVALID_OPTION"));
    await assert.rejects(start({ steps: 0 }), refused("INVALID_OPTION"));
    await session.setOptions({ missingValues: "ignore" });
    const gaps = (await open("a,b\n1,\n2,5\n3,6\n")).session;
    await gaps.setOptions({ missingValues: "ignore" });
    await assert.rejects(gaps.query("learn/start", { choice, options }), refused("MISSING_VALUES"));
  });
});
