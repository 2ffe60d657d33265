import assert from "node:assert/strict";
import { BatchNorm, RandomGenerator, type Tensor } from "../../../../src/engine/index.ts";
import { GroupedBatchNorm } from "../../../../src/worker/lab/norms/groupedBatchNorm.ts";
import { Jitter, LayerNorm, type NormLayer } from "../../../../src/worker/lab/norms/normLayers.ts";

function randomTensor(rows: number, width: number, seed: number): Tensor {
  const random = new RandomGenerator(seed);
  return { data: Float64Array.from({ length: rows * width }, () => random.normal()), shape: [rows, width] };
}

/** Largest difference between backward and central differences of Σ g · y, over input and parameters. */
function gradientError(layer: NormLayer, input: Tensor, upstream: Tensor): number {
  const lossOf = (): number => {
    const restore = layer.capture();
    const output = layer.forward(input, "train");
    restore();
    return Array.from(output.data).reduce((sum, value, k) => sum + value * upstream.data[k], 0);
  };
  lossOf();
  const gradInput = layer.backward(upstream).data.slice();
  const pairs: [Float64Array | Float32Array, ArrayLike<number>][] = [[input.data, gradInput]];
  if (layer.weight !== null) pairs.push([layer.weight, layer.gradWeight.slice()]);
  if (layer.bias !== null) pairs.push([layer.bias, layer.gradBias.slice()]);
  let worst = 0;
  for (const [values, gradients] of pairs) {
    for (let k = 0; k < values.length; k++) {
      const value = values[k];
      values[k] = value + 1e-5;
      const above = lossOf();
      values[k] = value - 1e-5;
      const below = lossOf();
      values[k] = value;
      worst = Math.max(worst, Math.abs((above - below) / 2e-5 - gradients[k]));
    }
  }
  return worst;
}

describe("the lab's own layers", () => {
  const upstream = randomTensor(8, 3, 5);
  const layers: [string, NormLayer][] = [
    ["LayerNorm", new LayerNorm(3)],
    ["Jitter", new Jitter(4)],
    ["GroupedBatchNorm", new GroupedBatchNorm(3, 4, {})],
  ];
  for (const [name, layer] of layers) {
    it(`${name} goes back through what it did, within 1e-7 of central differences`, () => {
      layer.weight?.set([0.5, -1.5, 2]);
      layer.bias?.set([0.1, 0.2, -0.3]);
      const error = gradientError(layer, randomTensor(8, 3, 7), upstream);
      assert.ok(error < 1e-7, `error ${error}`);
    });
  }

  it("GroupedBatchNorm over the whole batch is batch norm, running statistics included", () => {
    const input = randomTensor(8, 3, 9);
    const grouped = new GroupedBatchNorm(3, 8, { momentum: 0.3 });
    const plain = new BatchNorm(3, { momentum: 0.3 });
    assert.deepEqual(grouped.forward(input, "train").data, plain.forward(input, "train").data);
    for (const name of ["runningMean", "runningVar"] as const) {
      grouped.layer[name]?.forEach((value, c) => {
        assert.ok(Math.abs(value - (plain[name]?.[c] ?? NaN)) < 1e-12, `${name} ${value}`);
      });
    }
  });

  it("Jitter does nothing in evaluation", () => {
    const input = randomTensor(2, 3, 1);
    assert.equal(new Jitter(1).forward(input, "eval"), input);
  });
});
