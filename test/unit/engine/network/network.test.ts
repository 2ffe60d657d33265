import assert from "node:assert/strict";
import {
  activations,
  BatchNorm,
  initializeWeights,
  initialStd,
  Linear,
  meanSquaredError,
  moments,
  Network,
  softmaxCrossEntropy,
  type LayerSpec,
} from "../../../../src/engine/index.ts";
import { assertClose } from "../support/close.ts";
import { assertRefused } from "../support/errors.ts";
import { rows, tensor } from "../support/tensors.ts";

const specs: readonly LayerSpec[] = [
  { type: "linear", inFeatures: 3, outFeatures: 2, bias: false },
  { type: "batchNorm", numFeatures: 2 },
  { type: "activation", name: "relu" },
  { type: "linear", inFeatures: 2, outFeatures: 1, bias: true },
];
const input = rows([1, 2, 3], [3, -1, 0], [0.5, 4, -2]);

describe("Network", () => {
  it("names its parameters as PyTorch does, with a linear weight as (out, in)", () => {
    const described = new Network(specs).parameters().map(({ name, shape }) => [name, shape]);
    assert.deepEqual(described, [
      ["0.weight", [2, 3]],
      ["1.weight", [2]],
      ["1.bias", [2]],
      ["3.weight", [1, 2]],
      ["3.bias", [1]],
    ]);
  });

  it("has the batch normalization itself as a layer", () => {
    const layer = new Network(specs).layers[1];
    assert.ok(layer instanceof BatchNorm);
    assert.equal(layer.numBatchesTracked, 0);
  });

  it("has no batch norm parameters without affine", () => {
    const network = new Network([{ type: "batchNorm", numFeatures: 2, options: { affine: false } }]);
    assert.deepEqual(network.parameters(), []);
  });

  it("gives the layers' own arrays, and sets their gradients instead of adding to them", () => {
    const network = new Network(specs);
    const parameters = network.parameters();
    const run = () =>
      network.backward(meanSquaredError(network.forward(input, "train"), rows([1], [2], [3])).gradOutput);
    run();
    const once = parameters.map(({ grad }) => grad.slice());
    run();
    assert.deepEqual(
      parameters.map(({ grad }) => grad),
      once,
    );
    assert.deepEqual(network.parameters(), parameters);
    assert.ok(once.some((grad) => grad.some((value) => value !== 0)));
    const layer = network.layers[1];
    assert.ok(layer instanceof BatchNorm);
    assert.equal(parameters[1].data, layer.gamma);
  });

  it("starts the same for the same seed, within PyTorch's bounds", () => {
    const weights = (seed: number) => new Network(specs, seed).parameters()[0].data;
    assert.deepEqual(weights(7), weights(7));
    assert.notDeepEqual(weights(7), weights(8));
    assert.ok(weights(7).every((value) => Math.abs(value) <= 1 / Math.sqrt(3)));
  });

  it("keeps the number type", () => {
    const output = new Network(specs).forward({ data: Float32Array.from(input.data), shape: input.shape }, "train");
    assert.ok(output.data instanceof Float32Array);
  });

  it("refuses what does not fit", () => {
    const network = new Network(specs);
    assertRefused(() => network.backward(rows([1])), "BACKWARD_BEFORE_FORWARD");
    assertRefused(() => network.forward(rows([1, 2]), "train"), "SHAPE_MISMATCH", [1, 2]);
    assertRefused(() => network.forward(tensor([], [0, 3]), "train"), "EMPTY_INPUT", [0, 3]);
    assertRefused(() => new Network([{ type: "conv" } as unknown as LayerSpec]), "INVALID_OPTION", "conv");
    assertRefused(() => new Network([{ type: "activation", name: "gelu" as "relu" }]), "INVALID_OPTION", "gelu");
    assertRefused(() => new Network(specs, 0.5), "INVALID_OPTION", 0.5);
  });
});

describe("Linear", () => {
  it("multiplies by the transposed weight and adds the bias", () => {
    const layer = new Linear(2, 3);
    layer.weight.set([1, 2, 3, 4, 5, 6]);
    layer.bias?.set([10, 20, 30]);
    assert.deepEqual(layer.forward(rows([1, 1], [2, -1])), rows([13, 27, 41], [10, 22, 34]));
  });

  it("agrees with the definition for widths that are no multiple of four", () => {
    for (const [inFeatures, outFeatures] of [
      [1, 1],
      [3, 5],
      [4, 8],
      [7, 6],
    ]) {
      const layer = new Linear(inFeatures, outFeatures, { bias: false });
      const row = Array.from({ length: inFeatures }, (_, i) => Math.cos(i));
      const expected = Array.from({ length: outFeatures }, (_, o) =>
        row.reduce((sum, value, i) => sum + value * layer.weight[o * inFeatures + i], 0),
      );
      assertClose(layer.forward(rows(row)).data, expected, 1e-15);
    }
  });

  it("refuses sizes that are none", () => {
    assertRefused(() => new Linear(0, 1), "INVALID_OPTION", 0);
    assertRefused(() => new Linear(1, 2.5), "INVALID_OPTION", 2.5);
  });
});

describe("initial weights", () => {
  it("have the standard deviation of their scheme", () => {
    assert.equal(initialStd("xavier", 50, 150), 0.1);
    assert.equal(initialStd("he", 50, 150), 0.2);
    assert.equal(initialStd({ std: 0.3 }, 50, 150), 0.3);
    for (const scheme of ["xavier", "he", { std: 0.01 }] as const) {
      const network = new Network([{ type: "linear", inFeatures: 100, outFeatures: 100, bias: true }]);
      initializeWeights(network, scheme, 3);
      const [weight, bias] = network.parameters();
      const { mean, variance } = moments(weight.data);
      const std = initialStd(scheme, 100, 100);
      // 10,000 draws: the mean is within 4 standard errors (0.04 σ), the standard deviation within 4 (0.03 σ).
      assertClose([mean, Math.sqrt(variance)], [0, std], 0.04 * std);
      assert.ok(bias.data.every((value) => value === 0));
    }
  });

  it("refuses a negative standard deviation", () => {
    assertRefused(() => initialStd({ std: -1 }, 1, 1), "INVALID_OPTION", -1);
  });
});

describe("losses", () => {
  it("are those of PyTorch", () => {
    assert.equal(meanSquaredError(rows([1, 3]), rows([1, 1])).loss, 2);
    assertClose([softmaxCrossEntropy(rows([0, 0]), [1]).loss], [Math.LN2], 1e-15);
    assertClose(softmaxCrossEntropy(rows([0, 0]), [1]).gradOutput.data, [0.5, -0.5], 1e-15);
  });

  it("do not overflow for large logits", () => {
    const { loss, gradOutput } = softmaxCrossEntropy(rows([1000, 0], [-1000, 0]), [1, 1]);
    assert.equal(loss, 500);
    assert.deepEqual([...gradOutput.data], [0.5, -0.5, 0, 0]);
  });

  it("refuse what does not fit", () => {
    assertRefused(() => meanSquaredError(rows([1]), rows([1, 2])), "SHAPE_MISMATCH", [1, 2]);
    assertRefused(() => meanSquaredError(tensor([], [0]), tensor([], [0])), "EMPTY_INPUT", [0]);
    assertRefused(() => softmaxCrossEntropy(tensor([1, 2], [2]), [0]), "SHAPE_MISMATCH", [2]);
    assertRefused(() => softmaxCrossEntropy(rows([1, 2]), [0, 1]), "SHAPE_MISMATCH", 2);
    for (const label of [2, -1, 0.5, NaN]) {
      assertRefused(() => softmaxCrossEntropy(rows([1, 2]), [label]), "INVALID_LABEL", label);
    }
  });
});

describe("activations", () => {
  it("have their known values and derivatives", () => {
    const at = (name: keyof typeof activations, x: number) => [
      activations[name].value(x),
      activations[name].derivative(x),
    ];
    assert.deepEqual(at("relu", -2), [0, 0]);
    assert.deepEqual(at("relu", 0), [0, 0]);
    assert.deepEqual(at("relu", 2), [2, 1]);
    assert.deepEqual(at("sigmoid", 0), [0.5, 0.25]);
    assert.deepEqual(at("tanh", 0), [0, 1]);
    assert.deepEqual(at("identity", 3), [3, 1]);
  });

  it("saturate without NaN far out, and let NaN through", () => {
    assert.deepEqual([activations.sigmoid.value(-1000), activations.sigmoid.value(1000)], [0, 1]);
    assert.deepEqual([activations.sigmoid.derivative(-1000), activations.tanh.derivative(1000)], [0, 0]);
    for (const { value } of Object.values(activations)) {
      assert.ok(Number.isNaN(value(NaN)));
    }
  });
});
