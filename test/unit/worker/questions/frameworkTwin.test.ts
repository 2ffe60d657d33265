import assert from "node:assert/strict";
import type { Tensor } from "../../../../src/engine/index.ts";
import { constructorCode } from "../../../../src/shared/layer/constructorCode.ts";
import { frameworkTwins } from "../../../../src/worker/questions/twins.ts";

const rows: Tensor = { data: Float64Array.of(4, 1, 5, 3, 6, 2), shape: [3, 2] };
const pytorch = { framework: "pytorch", eps: 1e-5, momentum: 0.1 } as const;

describe("frameworkTwins", () => {
  it("finds the first number that differs from PyTorch's with each framework's defaults", () => {
    const [self, keras, onnx, tfjs] = frameworkTwins(rows, pytorch, "defaults");
    assert.equal(self.difference, null);
    // Keras' eps of 1e-3 already changes x̂ of the first value: −1/√(2/3 + 1e-3).
    assert.deepEqual([keras.difference?.stage, keras.difference?.row, keras.difference?.feature], ["trained", 0, 0]);
    assert.ok(Math.abs((keras.difference?.got ?? 0) + 1 / Math.sqrt(2 / 3 + 1e-3)) < 1e-15);
    assert.equal(tfjs.difference?.stage, "trained");
    // ONNX has PyTorch's eps and momentum; its running variance divides by 3 and not by 2.
    const { stage, expected, got } = onnx.difference ?? assert.fail("ONNX gives the same");
    assert.equal(stage, "runningVar");
    assert.ok(Math.abs(expected - (0.9 + 0.1)) < 1e-15);
    assert.ok(Math.abs(got - (0.9 + 0.1 * (2 / 3))) < 1e-15);
  });

  it("leaves only Bessel's factor once eps and momentum are converted", () => {
    const twins = frameworkTwins(rows, pytorch, "converted");
    assert.deepEqual(
      twins.map(({ difference }) => difference?.stage ?? null),
      [null, "runningVar", "runningVar", "runningVar"],
    );
  });

  it("finds no difference between frameworks of the same conventions", () => {
    const keras = { framework: "keras", eps: 1e-3, momentum: 0.01 } as const;
    const [, , onnx, tfjs] = frameworkTwins(rows, keras, "converted");
    assert.deepEqual([onnx.difference, tfjs.difference], [null, null]);
  });
});

describe("constructorCode", () => {
  const layer = { numFeatures: 4, rank: 2, eps: 1e-5, momentum: 0.1 };

  it("writes momentum in each framework's own sense", () => {
    assert.equal(constructorCode("pytorch", layer), "torch.nn.BatchNorm1d(4, eps=1e-5, momentum=0.1)");
    assert.equal(
      constructorCode("keras", layer),
      "keras.layers.BatchNormalization(axis=-1, momentum=0.9, epsilon=1e-5)",
    );
    assert.equal(
      constructorCode("onnx", { ...layer, eps: 1e-3 }),
      `onnx.helper.make_node("BatchNormalization", ["X", "scale", "B", "input_mean", "input_var"], ["Y"], epsilon=0.001, momentum=0.9)`,
    );
    assert.equal(
      constructorCode("tfjs", { ...layer, momentum: 0.01 }),
      "tf.layers.batchNormalization({ axis: -1, momentum: 0.99, epsilon: 1e-5 })",
    );
  });

  it("names PyTorch's class by the rank of the input", () => {
    const classes = [1, 2, 3, 4, 5].map((rank) => /\d/.exec(constructorCode("pytorch", { ...layer, rank }))?.[0]);
    assert.deepEqual(classes, ["1", "1", "1", "2", "3"]);
  });

  it("writes the cumulative average where there is one, and leaves momentum out elsewhere", () => {
    const cumulative = { ...layer, momentum: null };
    assert.match(constructorCode("pytorch", cumulative), /momentum=None/);
    for (const framework of ["keras", "onnx", "tfjs"] as const) {
      assert.doesNotMatch(constructorCode(framework, cumulative), /momentum/);
    }
  });
});
