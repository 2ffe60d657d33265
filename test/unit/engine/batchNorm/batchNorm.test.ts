import assert from "node:assert/strict";
import { BatchNorm, presets, type Tensor } from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";
import { rows, tensor } from "../support/tensors.ts";

const fourDigits = 5e-5;

describe("BatchNorm.forward in training", () => {
  it("normalizes one feature to mean 0 and variance just under 1", () => {
    const layer = new BatchNorm(1);
    assertClose(layer.forward(tensor([100, 1, 1], [3, 1]), "train").data, [1.4142, -0.7071, -0.7071], fourDigits);
    assertClose(layer.forward(tensor([4, 5, 6], [3, 1]), "train").data, [-1.2247, 0, 1.2247], fourDigits);
  });

  it("normalizes each column on its own", () => {
    const input = rows([-0.6577, -0.5797, 0.636], [0.7392, 0.2145, 1.523], [0.2432, 0.5662, 0.322]);
    const expected = [-1.3246, -1.3492, -0.3756, 1.0912, 0.3077, 1.3685, 0.2334, 1.0415, -0.993];
    assertClose(new BatchNorm(3).forward(input, "train").data, expected, fourDigits);
  });

  it("moves the running statistics by momentum, with the unbiased variance", () => {
    const layer = new BatchNorm(1);
    layer.forward(tensor([4, 5, 6], [3, 1]), "train");
    assertClose(layer.runningMean ?? [], [0.5], 1e-15);
    assertClose(layer.runningVar ?? [], [1], 1e-15);
    assert.equal(layer.numBatchesTracked, 1);
  });

  it("takes the biased variance where the options say so", () => {
    const layer = new BatchNorm(1, { runningVariance: "biased", momentum: 1 });
    layer.forward(tensor([4, 5, 6], [3, 1]), "train");
    assertClose(layer.runningVar ?? [], [2 / 3], 1e-15);
  });

  it("averages all batches alike where momentum is null", () => {
    const layer = new BatchNorm(1, { momentum: null });
    for (const mean of [1, 2, 6]) {
      layer.forward(tensor([mean - 1, mean + 1], [2, 1]), "train");
    }
    assertClose(layer.runningMean ?? [], [3], 1e-15);
    assertClose(layer.runningVar ?? [], [2], 1e-15);
  });

  it("gives x̂ = 0 for a constant feature, with eps 0 too", () => {
    const layer = new BatchNorm(1, { eps: 0 });
    layer.beta?.fill(3);
    assert.deepEqual([...layer.forward(tensor([7, 7, 7], [3, 1]), "train").data], [3, 3, 3]);
  });

  it("keeps the number type and the shape of the input, and gives new memory", () => {
    for (const data of [Float32Array.of(1, 2, 3, 4), Float64Array.of(1, 2, 3, 4)]) {
      const output = new BatchNorm(2).forward({ data, shape: [2, 2] }, "train");
      assert.equal(output.data.constructor, data.constructor);
      assert.deepEqual(output.shape, [2, 2]);
      assert.notEqual(output.data.buffer, data.buffer);
      assert.deepEqual([...data], [1, 2, 3, 4]);
    }
  });

  it("works on a view into a larger buffer", () => {
    const large = Float32Array.of(9, 9, 9, 100, 1, 1, 9);
    const output = new BatchNorm(1).forward({ data: large.subarray(3, 6), shape: [3, 1] }, "train");
    assertClose(output.data, [1.4142, -0.7071, -0.7071], fourDigits);
    assert.deepEqual([...large], [9, 9, 9, 100, 1, 1, 9]);
  });
});

describe("BatchNorm layouts", () => {
  const values = Array.from({ length: 24 }, (_, i) => Math.sin(i * i));

  it("takes (N) as N values of one feature, whatever the channel axis", () => {
    const expected = new BatchNorm(1).forward(tensor(values, [24, 1]), "train");
    for (const channelAxis of [0, 1, -1]) {
      const output = new BatchNorm(1, { channelAxis }).forward(tensor(values, [24]), "train");
      assert.deepEqual(output.data, expected.data);
      assert.deepEqual(output.shape, [24]);
    }
  });

  it("gives the same numbers for channels first and last", () => {
    const [batchSize, channels, inner] = [2, 3, 4];
    const last = new Float64Array(24);
    for (let n = 0; n < batchSize; n++) {
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < inner; i++) {
          last[(n * inner + i) * channels + c] = values[(n * channels + c) * inner + i];
        }
      }
    }
    const first = new BatchNorm(3).forward(tensor(values, [2, 3, 2, 2]), "train");
    const outputLast = new BatchNorm(3, { channelAxis: -1 }).forward({ data: last, shape: [2, 2, 2, 3] }, "train");
    for (let n = 0; n < batchSize; n++) {
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < inner; i++) {
          const got = outputLast.data[(n * inner + i) * channels + c];
          assertClose([got], [first.data[(n * channels + c) * inner + i]], 1e-14);
        }
      }
    }
  });

  it("takes the first axis as channels too", () => {
    const output = new BatchNorm(2, { channelAxis: 0 }).forward(tensor([4, 5, 6, 1, 1, 100], [2, 3]), "train");
    assertClose(output.data, [-1.2247, 0, 1.2247, -0.7071, -0.7071, 1.4142], fourDigits);
  });
});

describe("BatchNorm.forward in evaluation", () => {
  it("uses the running statistics and leaves them", () => {
    const layer = new BatchNorm(1, { eps: 0 });
    layer.runningMean?.fill(2);
    layer.runningVar?.fill(4);
    assert.deepEqual([...layer.forward(tensor([2, 6], [2, 1]), "eval").data], [0, 2]);
    assert.deepEqual([...(layer.runningMean ?? [])], [2]);
    assert.equal(layer.numBatchesTracked, 0);
  });

  it("uses the batch's statistics where none are kept", () => {
    const layer = new BatchNorm(1, { trackRunningStats: false });
    assert.equal(layer.runningMean, null);
    assert.equal(layer.runningVar, null);
    assertClose(layer.forward(tensor([4, 5, 6], [3, 1]), "eval").data, [-1.2247, 0, 1.2247], fourDigits);
    assert.equal(layer.numBatchesTracked, 0);
  });

  it("takes a batch of one", () => {
    assertClose(new BatchNorm(2, { eps: 0 }).forward(rows([3, -1]), "eval").data, [3, -1], 0);
  });
});

describe("BatchNorm.backward", () => {
  const input = rows([1, 2], [3, -1], [0.5, 4]);
  const gradOutput = rows([0.3, -2], [1, 0.7], [-0.4, 0.1]);

  it("has no gamma and beta gradients where the layer has neither", () => {
    const layer = new BatchNorm(2, { affine: false });
    layer.forward(input, "train");
    const { gradGamma, gradBeta } = layer.backward(gradOutput);
    assert.equal(layer.gamma, null);
    assert.equal(layer.beta, null);
    assert.equal(gradGamma, null);
    assert.equal(gradBeta, null);
  });

  it("multiplies by gamma / √(runningVar + eps) in evaluation", () => {
    const layer = new BatchNorm(2, { eps: 0 });
    layer.gamma?.set([2, 3]);
    layer.runningVar?.set([4, 9]);
    layer.forward(input, "eval");
    layer.runningVar?.fill(100);
    assertClose(layer.backward(gradOutput).gradInput.data, gradOutput.data, 1e-15);
  });

  it("can be called again for another upstream gradient", () => {
    const layer = new BatchNorm(2);
    layer.forward(input, "train");
    const first = layer.backward(gradOutput);
    layer.backward(rows([9, 9], [1, 1], [3, 3]));
    assert.deepEqual(layer.backward(gradOutput), first);
  });

  it("uses gamma as it was in the forward pass", () => {
    const layer = new BatchNorm(2);
    layer.forward(input, "train");
    const before = layer.backward(gradOutput);
    layer.gamma?.fill(50);
    assert.deepEqual(layer.backward(gradOutput), before);
  });
});

describe("BatchNorm on bad input", () => {
  const cases: readonly (readonly [what: string, shape: readonly number[], got: readonly number[]])[] = [
    ["too few channels", [4, 2], [4, 2]],
    ["too many channels", [4, 4], [4, 4]],
    ["too many channels of images", [4, 4, 2, 2], [4, 4, 2, 2]],
    ["rank 0", [], []],
    ["rank 1 for three features", [3], [3]],
    ["rank 6", [1, 3, 1, 1, 1, 2], [1, 3, 1, 1, 1, 2]],
  ];
  for (const [what, shape, got] of cases) {
    it(`refuses ${what}`, () => {
      const values = new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(1);
      assertRefused(() => new BatchNorm(3).forward(tensor(values, shape), "train"), "SHAPE_MISMATCH", got);
    });
  }

  it("refuses data that do not fill the shape", () => {
    assertRefused(() => new BatchNorm(3).forward(tensor([1, 2, 3], [2, 3]), "train"), "SHAPE_MISMATCH", 3);
  });

  it("refuses an empty batch", () => {
    for (const shape of [
      [0, 3],
      [2, 3, 0],
    ]) {
      for (const mode of ["train", "eval"] as const) {
        assertRefused(() => new BatchNorm(3).forward(tensor([], shape), mode), "EMPTY_INPUT", shape);
      }
    }
    assertRefused(() => new BatchNorm(1).forward(tensor([], [0]), "train"), "EMPTY_INPUT", [0]);
  });

  it("refuses one value per channel in training, and in evaluation without running statistics", () => {
    for (const shape of [
      [1, 3],
      [1, 3, 1],
      [1, 3, 1, 1],
      [1, 3, 1, 1, 1],
    ]) {
      const input = tensor([1, 2, 3], shape);
      const untracked = new BatchNorm(3, { trackRunningStats: false });
      assertRefused(() => new BatchNorm(3).forward(input, "train"), "BATCH_TOO_SMALL", 1);
      assertRefused(() => untracked.forward(input, "eval"), "BATCH_TOO_SMALL", 1);
    }
  });

  it("gives y = beta for one value per channel with the other frameworks' biased variance", () => {
    for (const preset of [presets.keras, presets.onnx, presets.tfjs]) {
      const layer = new BatchNorm(3, preset);
      layer.beta?.set([1, 2, 3]);
      assert.deepEqual([...layer.forward(rows([7, 8, 9]), "train").data], [1, 2, 3]);
      assertClose(layer.runningVar ?? [], new Float64Array(3).fill(1 - (preset.momentum ?? 0)), 1e-15);
    }
  });

  it("refuses parameters of another length", () => {
    for (const part of ["gamma", "beta", "runningMean", "runningVar"] as const) {
      const layer = new BatchNorm(3);
      layer[part] = new Float64Array(2);
      assertRefused(() => layer.forward(rows([1, 2, 3], [4, 5, 6]), "eval"), "SHAPE_MISMATCH", 2);
    }
  });

  it("refuses options out of range", () => {
    const bad: readonly Partial<Record<keyof typeof presets.pytorch, unknown>>[] = [
      { eps: -1e-5 },
      { eps: NaN },
      { eps: Infinity },
      { momentum: 1.1 },
      { momentum: -0.1 },
      { momentum: NaN },
      { channelAxis: 1.5 },
      { channelAxis: 5 },
      { channelAxis: -6 },
      { runningVariance: "both" },
      { affine: "yes" },
    ];
    for (const options of bad) {
      assertRefused(() => new BatchNorm(3, options as object), "INVALID_OPTION", Object.values(options)[0]);
    }
    for (const numFeatures of [0, -1, 1.5, NaN]) {
      assertRefused(() => new BatchNorm(numFeatures), "INVALID_OPTION", numFeatures);
    }
    assertRefused(() => new BatchNorm(1).forward(tensor([1, 2], [2]), "test" as "train"), "INVALID_OPTION", "test");
  });

  it("refuses a gradient before the forward pass or of another shape", () => {
    const layer = new BatchNorm(3);
    assertRefused(() => layer.backward(rows([1, 2, 3])), "BACKWARD_BEFORE_FORWARD");
    layer.forward(rows([1, 2, 3], [4, 5, 6]), "train");
    assertRefused(() => layer.backward(rows([1, 2, 3])), "SHAPE_MISMATCH", [1, 3]);
    assertRefused(() => layer.backward(tensor([1, 2, 3, 4, 5, 6], [3, 2])), "SHAPE_MISMATCH", [3, 2]);
  });

  it("changes nothing when it refuses", () => {
    const layer = new BatchNorm(3);
    const refused: Tensor[] = [rows([1, 2, 3]), rows([1, 2], [3, 4])];
    for (const input of refused) {
      assert.throws(() => layer.forward(input, "train"));
    }
    assert.equal(layer.numBatchesTracked, 0);
    assert.deepEqual([...(layer.runningVar ?? [])], [1, 1, 1]);
    assertRefused(() => layer.backward(rows([1, 2, 3])), "BACKWARD_BEFORE_FORWARD");
  });
});
