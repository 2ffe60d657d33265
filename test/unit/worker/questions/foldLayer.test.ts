import assert from "node:assert/strict";
import { EngineError, type Tensor } from "../../../../src/engine/index.ts";
import { foldedAsJson, foldedAsTorchCode } from "../../../../src/worker/questions/foldedText.ts";
import { foldLayer, largestDifference, type EvaluatedLayer } from "../../../../src/worker/questions/foldWeights.ts";

const layer: EvaluatedLayer = { gamma: [3, -0.5], beta: [1, 2], runningMean: [4, -1], runningVar: [1, 4], eps: 0 };
const weight: Tensor = { data: Float64Array.of(2, 1, 8, -4), shape: [2, 2] };

describe("foldLayer", () => {
  it("scales each output's weights and moves its bias", () => {
    const folded = foldLayer({ weight, bias: [0, 3] }, layer);
    assert.deepEqual([...folded.weight.data], [6, 3, -2, 1]);
    assert.deepEqual([...folded.bias], [3 * -4 + 1, -0.25 * 4 + 2]);
  });

  it("folds into a convolution by its first axis", () => {
    const convolution: Tensor = { data: Float64Array.from({ length: 12 }, (_, i) => i), shape: [2, 1, 2, 3] };
    const folded = foldLayer({ weight: convolution, bias: null }, layer);
    assert.deepEqual(folded.weight.shape, [2, 1, 2, 3]);
    assert.deepEqual([...folded.weight.data.slice(0, 3)], [0, 3, 6]);
    assert.equal(folded.weight.data[11], -11 / 4);
  });

  it("refuses weights and biases of another number of outputs", () => {
    const refused = (error: unknown) => error instanceof EngineError && error.code === "SHAPE_MISMATCH";
    assert.throws(
      () => foldLayer({ weight: { data: new Float64Array(6), shape: [3, 2] }, bias: null }, layer),
      refused,
    );
    assert.throws(() => foldLayer({ weight, bias: [1] }, layer), refused);
  });
});

describe("largestDifference", () => {
  const rows: Tensor = { data: Float64Array.from({ length: 20 }, (_, i) => Math.sin(i) * 100), shape: [10, 2] };

  it("proves that the folded layer gives the same, up to rounding", () => {
    assert.ok(largestDifference({ weight, bias: [0.1, 3] }, layer, rows) < 1e-12 * 1000);
  });

  it("would see a wrong fold", () => {
    const wrong: EvaluatedLayer = { ...layer, runningVar: [1, Infinity] };
    assert.ok(Number.isNaN(largestDifference({ weight, bias: [0.1, Infinity] }, wrong, rows)));
  });

  it("refuses rows of another width", () => {
    assert.throws(() => largestDifference({ weight, bias: null }, layer, { data: new Float64Array(3), shape: [1, 3] }));
  });
});

describe("the export of folded weights", () => {
  const folded = foldLayer({ weight: { data: Float64Array.of(0.1, 2, 3, 4), shape: [2, 1, 2] }, bias: null }, layer);

  it("nests the weights as their shape says, with every digit", () => {
    const parsed = JSON.parse(foldedAsJson(folded)) as { weight: number[][][]; bias: number[] };
    assert.deepEqual(parsed.weight, [[[0.1 * 3, 6]], [[-0.75, -1]]]);
    assert.deepEqual(parsed.bias, [...folded.bias]);
  });

  it("makes torch's layer for the rank, with the kernel's size", () => {
    assert.match(foldedAsTorchCode(folded, "folded.json"), /torch\.nn\.Conv1d\(1, 2, kernel_size=\(2,\)\)/);
    const linear = foldLayer({ weight, bias: null }, layer);
    assert.match(foldedAsTorchCode(linear, 'a"b.json'), /open\("a\\"b\.json"\)[^]*torch\.nn\.Linear\(2, 2\) /);
  });
});
