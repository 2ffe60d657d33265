import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ActivationLayer,
  BatchNorm,
  elementCount,
  Linear,
  meanSquaredError,
  Network,
  RandomGenerator,
  softmaxCrossEntropy,
  type Tensor,
} from "../../../../src/engine/index.ts";
import { assertClose, largestMagnitude } from "../support/close.ts";

const step = 1e-5;
/** Central differences are off by step² · third derivative, and by the loss's rounding over the step: 1e-16 / 1e-5. */
const tolerance = 1e-7;

function randomTensor(random: RandomGenerator, shape: readonly number[]): Tensor {
  return { data: Float64Array.from({ length: elementCount(shape) }, () => random.normal()), shape };
}

/** Σ g · y: a loss whose gradient by y is g, random and therefore not the same everywhere. */
function weightedSum(weights: Tensor, { data }: Tensor): number {
  return Float64Array.from(data).reduce((sum, value, k) => sum + value * weights.data[k], 0);
}

/** Derivatives of a loss by some numbers, which it reads when it is called. */
function centralDifferences(values: Tensor["data"], loss: () => number): Float64Array {
  return Float64Array.from(values, (value, k) => {
    values[k] = value + step;
    const above = loss();
    values[k] = value - step;
    const below = loss();
    values[k] = value;
    return (above - below) / (2 * step);
  });
}

function assertGradient(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  assertClose(actual, expected, tolerance * Math.max(1, largestMagnitude(expected)), what);
}

describe("gradients of BatchNorm against central differences", () => {
  const layouts: readonly (readonly [shape: readonly number[], channelAxis: number])[] = [
    [[7], 1],
    [[5, 3], 1],
    [[3, 5], 0],
    [[3, 2, 4], 1],
    [[2, 3, 2, 3], 1],
    [[2, 3, 2, 3], -1],
    [[2, 2, 2, 2, 2], 1],
  ];
  for (const [shape, channelAxis] of layouts) {
    for (const mode of ["train", "eval"] as const) {
      it(`agree for shape [${shape.join(", ")}], channels at ${channelAxis}, in ${mode}`, () => {
        const random = new RandomGenerator(shape.length);
        const channels = shape.length === 1 ? 1 : (shape.at(channelAxis) ?? NaN);
        const layer = new BatchNorm(channels, { channelAxis, momentum: 0 });
        for (const values of [layer.gamma, layer.beta, layer.runningMean]) {
          values?.forEach((_, c) => (values[c] = random.normal()));
        }
        const input = randomTensor(random, shape);
        const gradOutput = randomTensor(random, shape);
        const loss = () => weightedSum(gradOutput, layer.forward(input, mode));
        layer.forward(input, mode);
        const { gradInput, gradGamma, gradBeta } = layer.backward(gradOutput);
        assertGradient(gradInput.data, centralDifferences(input.data, loss), "gradInput");
        assertGradient(gradGamma ?? [], centralDifferences(layer.gamma ?? new Float64Array(), loss), "gradGamma");
        assertGradient(gradBeta ?? [], centralDifferences(layer.beta ?? new Float64Array(), loss), "gradBeta");
      });
    }
  }

  it("sum to 0 over the batch in training, as do their products with x̂", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (seed, m, channels) => {
          const random = new RandomGenerator(seed);
          const layer = new BatchNorm(channels, { eps: 0 });
          const normalized = layer.forward(randomTensor(random, [m, channels]), "train").data;
          const { gradInput } = layer.backward(randomTensor(random, [m, channels]));
          for (let c = 0; c < channels; c++) {
            const own = gradInput.data.filter((_, k) => k % channels === c);
            const products = gradInput.data
              .map((value, k) => value * normalized[k])
              .filter((_, k) => k % channels === c);
            // Two equal rows have a tiny variance, and gradients as large as its inverse root.
            const scale = Math.max(1, largestMagnitude(gradInput.data));
            for (const values of [own, products]) {
              const sum = Array.from(values).reduce((total, value) => total + value, 0);
              assert.ok(Math.abs(sum) <= 1e-9 * scale, `sum ${sum}`);
            }
          }
        },
      ),
    );
  });
});

describe("gradients of the other layers against central differences", () => {
  it("agree for a linear layer", () => {
    const random = new RandomGenerator(1);
    const layer = new Linear(3, 5, { random });
    const [input, gradOutput] = [randomTensor(random, [4, 3]), randomTensor(random, [4, 5])];
    const loss = () => weightedSum(gradOutput, layer.forward(input));
    loss();
    const { gradInput, gradWeight, gradBias } = layer.backward(gradOutput);
    assertGradient(gradInput.data, centralDifferences(input.data, loss), "gradInput");
    assertGradient(gradWeight, centralDifferences(layer.weight, loss), "gradWeight");
    assertGradient(gradBias ?? [], centralDifferences(layer.bias ?? new Float64Array(), loss), "gradBias");
  });

  for (const name of ["relu", "sigmoid", "tanh", "identity"] as const) {
    it(`agree for ${name}`, () => {
      const random = new RandomGenerator(2);
      const layer = new ActivationLayer(name);
      const [input, gradOutput] = [randomTensor(random, [10]), randomTensor(random, [10])];
      const loss = () => weightedSum(gradOutput, layer.forward(input));
      loss();
      assertGradient(layer.backward(gradOutput).gradInput.data, centralDifferences(input.data, loss), "gradInput");
    });
  }

  it("agree for the losses", () => {
    const random = new RandomGenerator(3);
    const [output, target] = [randomTensor(random, [4, 3]), randomTensor(random, [4, 3])];
    const squared = () => meanSquaredError(output, target);
    assertGradient(
      squared().gradOutput.data,
      centralDifferences(output.data, () => squared().loss),
      "squared error",
    );
    const entropy = () => softmaxCrossEntropy(output, [2, 0, 1, 1]);
    assertGradient(
      entropy().gradOutput.data,
      centralDifferences(output.data, () => entropy().loss),
      "cross-entropy",
    );
  });

  it("agree for a whole network, and are 0 for a bias before batch norm", () => {
    const random = new RandomGenerator(4);
    const network = new Network([
      { type: "linear", inFeatures: 3, outFeatures: 4, bias: true },
      { type: "batchNorm", numFeatures: 4 },
      { type: "activation", name: "tanh" },
      { type: "linear", inFeatures: 4, outFeatures: 2, bias: true },
    ]);
    const [input, target] = [randomTensor(random, [6, 3]), randomTensor(random, [6, 2])];
    const run = () => meanSquaredError(network.forward(input, "train"), target);
    const gradInput = network.backward(run().gradOutput);
    const loss = () => run().loss;
    const gradients = network.parameters().map(({ name, grad }) => [name, grad.slice()] as const);
    for (const { name, data } of network.parameters()) {
      const grad = gradients.find(([other]) => other === name)?.[1] ?? [];
      assertGradient(grad, centralDifferences(data, loss), name);
      if (name === "0.bias") {
        assertClose(grad, new Float64Array(4), 1e-15, name);
      }
    }
    assertGradient(gradInput.data, centralDifferences(input.data, loss), "gradInput");
  });
});
