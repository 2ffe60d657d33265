import assert from "node:assert/strict";
import { layerNameOf } from "../../../../../src/documents/checkpoints/onnx/layerName.ts";
import { roundTo, shortestFloat32 } from "../../../../../src/documents/checkpoints/onnx/rounding.ts";
import { readVarint } from "../../../../../src/documents/checkpoints/onnx/wire.ts";
import { parametersOf, varint } from "./onnxModel.ts";

describe("layerNameOf", () => {
  const cases: readonly (readonly [string, readonly string[], string, string])[] = [
    ["PyTorch's", parametersOf("head.bn"), "/bn/BatchNormalization", "head.bn"],
    ["Keras's", ["m/bn/gamma:0", "m/bn/beta:0", "m/bn/moving_mean:0", "m/bn/moving_variance:0"], "n", "m/bn"],
    [
      "tf2onnx's",
      ["m/bn/ReadVariableOp:0", "m/bn/ReadVariableOp_1:0", "m/bn/FusedBatchNormV3/ReadVariableOp:0", "m/bn/Fused:0"],
      "n",
      "m/bn",
    ],
    ["Paddle's", ["batch_norm_0.w_0", "batch_norm_0.b_0", "batch_norm_0.w_1", "batch_norm_0.w_2"], "", "batch_norm_0"],
    ["MXNet's", ["bn0_gamma", "bn0_beta", "bn0_moving_mean", "bn0_moving_var"], "n", "bn0"],
    ["Caffe2's", ["a_bn_s_0", "a_bn_b_0", "a_bn_rm_0", "a_bn_riv_0"], "", "a_bn"],
    ["a shared gamma", ["ones", "zeros", "bn1.running_mean", "bn1.running_var"], "n", "bn1"],
    ["numbers only", ["10", "11", "12", "13"], "node", "node"],
    ["numbered constants", ["const__12", "const__13", "const__14", "const__15"], "node", "node"],
    ["PyTorch's rewritten ones", ["onnx::BN_1", "onnx::BN_2", "onnx::BN_3", "onnx::BN_4"], "", "out"],
    ["nothing", [], "", "out"],
  ];
  for (const [whose, names, nodeName, expected] of cases) {
    it(`takes ${whose} names`, () => {
      assert.equal(layerNameOf(names, nodeName, "out"), expected);
    });
  }
});

describe("shortestFloat32", () => {
  it("gives the decimal that was rounded", () => {
    for (const value of [1e-5, 1e-3, 0.9, 0.1, 1e-9, 1.1e-5, 1, 0, 0.9921]) {
      assert.equal(shortestFloat32(Math.fround(value)), value);
    }
    assert.ok(Number.isNaN(shortestFloat32(NaN)));
  });
});

describe("roundTo", () => {
  it("rounds to the even one of two halves, keeps subnormals, overflows", () => {
    const half = roundTo(10);
    assert.deepEqual([1 + 2 ** -11, 1 + 3 * 2 ** -11, 2 ** -24, 2 ** -26, 65520, 65519].map(half), [
      1,
      1 + 2 ** -9,
      2 ** -24,
      0,
      Infinity,
      65504,
    ]);
    const largest = 255 * 2 ** 120;
    assert.deepEqual([1 + 2 ** -8, largest, 3.4e38, -0.1].map(roundTo(16)), [1, largest, Infinity, -0.10009765625]);
  });
});

describe("readVarint", () => {
  it("reads 64 bits with a sign", () => {
    for (const value of [0, 1, 127, 128, 300, 2 ** 28, 2 ** 35, 2 ** 53, -1, -300, -(2 ** 40)]) {
      assert.equal(readVarint(varint(value), 0).value, value);
    }
  });
});
