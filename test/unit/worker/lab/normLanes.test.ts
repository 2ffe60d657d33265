import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BatchNorm, RandomGenerator, type Tensor } from "../../../../src/engine/index.ts";
import { defaultLabSettings } from "../../../../src/shared/lab/settings.ts";
import { BatchRenorm } from "../../../../src/worker/lab/norms/batchRenorm.ts";
import { GroupNorm } from "../../../../src/worker/lab/norms/groupNorm.ts";
import { createNetwork } from "../../../../src/worker/lab/network.ts";
import { LayerNorm } from "../../../../src/worker/lab/norms/normLayers.ts";

interface Case {
  readonly groups: number;
  readonly features: number;
  readonly x: number[];
  readonly weight: number[];
  readonly bias: number[];
  readonly gradOutput: number[];
  readonly y: number[];
  readonly gradInput: number[];
  readonly gradWeight: number[];
  readonly gradBias: number[];
}

const fixture = join(import.meta.dirname, "../../../fixtures/lab/norms.json");
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { readonly cases: readonly Case[] };

function randomTensor(rows: number, width: number, seed: number, mean = 0, std = 1): Tensor {
  const random = new RandomGenerator(seed);
  const data = Float64Array.from({ length: rows * width }, () => mean + std * random.normal());
  return { data, shape: [rows, width] };
}

/** Both sides sum a few dozen float64 numbers: 1e-12 leaves room for their order. */
function assertClose(got: ArrayLike<number>, expected: ArrayLike<number>, name: string, tolerance = 1e-12): void {
  assert.equal(got.length, expected.length, name);
  for (let k = 0; k < got.length; k++) {
    const limit = tolerance * Math.max(1, Math.abs(expected[k]));
    assert.ok(Math.abs(got[k] - expected[k]) <= limit, `${name}[${k}]: got ${got[k]}, expected ${expected[k]}`);
  }
}

describe("GroupNorm", () => {
  for (const { groups, features, ...lists } of cases) {
    it(`gives torch's output and gradients for ${features} features in groups of ${features / groups}`, () => {
      const layer = new GroupNorm(groups, features);
      layer.weight.set(lists.weight);
      layer.bias.set(lists.bias);
      const tensor = (values: number[]): Tensor => ({ data: Float64Array.from(values), shape: [5, features] });
      const input = tensor(lists.x);
      assertClose(layer.forward(input).data, lists.y, "y");
      assertClose(layer.backward(tensor(lists.gradOutput)).data, lists.gradInput, "gradInput");
      assertClose(layer.gradWeight, lists.gradWeight, "gradWeight");
      assertClose(layer.gradBias, lists.gradBias, "gradBias");
      assert.deepEqual(Array.from(input.data), lists.x);
    });
  }

  it("is layer norm with one group", () => {
    const input = randomTensor(4, 6, 3, 2, 5);
    assertClose(new GroupNorm(1, 6).forward(input).data, new LayerNorm(6).forward(input).data, "y");
  });

  it("refuses features that cannot be dealt out evenly", () => {
    assert.throws(() => new GroupNorm(4, 6), RangeError);
  });
});

describe("BatchRenorm", () => {
  const input = randomTensor(16, 3, 1, 4, 2);
  const upstream = randomTensor(16, 3, 2);

  /** A layer with warm running statistics, whose γ and β are not 1 and 0. */
  function warmLayer(mean: number, variance: number): BatchRenorm {
    const layer = new BatchRenorm(3, { eps: 1e-5 });
    layer.layer.runningMean?.fill(mean);
    layer.layer.runningVar?.fill(variance);
    layer.layer.numBatchesTracked = 1000;
    layer.weight.set([0.5, 1, 2]);
    layer.bias.set([1, 0, -1]);
    return layer;
  }

  it("is batch norm at the first step, with the same running statistics afterwards", () => {
    const [renorm, plain] = [new BatchRenorm(3, { eps: 1e-5 }), new BatchNorm(3, { eps: 1e-5 })];
    assertClose(renorm.forward(input, "train").data, plain.forward(input, "train").data, "y");
    assertClose(renorm.backward(upstream).data, plain.backward(upstream).gradInput.data, "gradInput");
    assertClose(renorm.layer.runningMean ?? [], plain.runningMean ?? [], "running mean");
    assertClose(renorm.layer.runningVar ?? [], plain.runningVar ?? [], "running variance");
  });

  it("trains on what evaluation would give, where the batch is within the limits", () => {
    const layer = warmLayer(3.5, 5);
    const evaluated = layer.forward(input, "eval").data.slice();
    assertClose(layer.forward(input, "train").data, evaluated, "y");
  });

  it("corrects no further than the limits", () => {
    const layer = warmLayer(1000, 1e-4);
    const output = layer.forward(input, "train").data;
    for (let c = 0; c < 3; c++) {
      const column = Array.from({ length: 16 }, (_, n) => (output[3 * n + c] - layer.bias[c]) / layer.weight[c]);
      const mean = column.reduce((sum, value) => sum + value, 0) / 16;
      const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 16;
      assertClose([mean], [-5], "d");
      // eps takes a little of the variance.
      assertClose([Math.sqrt(variance)], [3], "r", 1e-5);
    }
  });

  it("has the gradients of its output with r and d held fast", () => {
    const layer = warmLayer(3.5, 5);
    layer.forward(input, "train");
    const gradInput = layer.backward(upstream);
    // With r and d constant: dx = γ · r · invStd · (g − mean(g) − x̂ · mean(g · x̂)), so that both sums vanish.
    for (let c = 0; c < 3; c++) {
      let [sum, product] = [0, 0];
      for (let n = 0; n < 16; n++) {
        sum += gradInput.data[3 * n + c];
        product += gradInput.data[3 * n + c] * input.data[3 * n + c];
      }
      assertClose([sum], [0], "sum");
      // ε leaves a share of about eps / variance.
      assert.ok(Math.abs(product) < 1e-3, `product is ${product}`);
    }
    const rows = Array.from({ length: 16 }, (_, n) => n);
    assertClose(
      layer.gradBias,
      [0, 1, 2].map((c) => rows.reduce((sum, n) => sum + upstream.data[3 * n + c], 0)),
      "gradBias",
    );
  });
});

describe("the lab's third network", () => {
  for (const kind of ["groupNorm", "batchRenorm"] as const) {
    it(`trains with ${kind}: every parameter gets a gradient`, () => {
      const network = createNetwork(kind, { ...defaultLabSettings, depth: 2, width: 12 }, 4, 3, 1);
      const output = network.forward(randomTensor(10, 4, 8), "train");
      network.backward({ data: output.data.map((value) => value + 0.1), shape: output.shape });
      for (const { name, grad } of network.parameters()) {
        assert.ok(
          grad.some((value) => value !== 0),
          name,
        );
      }
    });
  }
});
