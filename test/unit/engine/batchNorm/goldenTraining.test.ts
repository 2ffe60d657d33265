import assert from "node:assert/strict";
import {
  Adam,
  AdamW,
  BatchNorm,
  meanSquaredError,
  Network,
  RmsProp,
  Sgd,
  softmaxCrossEntropy,
  type LayerSpec,
  type Parameter,
} from "../../../../src/engine/index.ts";
import { assertClose, assertRelativelyClose } from "../support/close.ts";
import { goldenTensor, readGoldenFolder, type GoldenTensor } from "../support/golden.ts";

interface GoldenOptimizer {
  readonly class: string;
  readonly given: Readonly<Record<string, unknown>>;
}

interface OptimizerCase {
  readonly name: string;
  readonly optimizer: GoldenOptimizer;
  readonly initial_state: { readonly weight: readonly number[]; readonly bias: readonly number[] };
  readonly input: GoldenTensor;
  readonly target: GoldenTensor;
  readonly trajectory: readonly {
    readonly loss_before: number;
    readonly grad_weight: readonly number[];
    readonly grad_bias: readonly number[];
    readonly weight_after: readonly number[];
    readonly bias_after: readonly number[];
  }[];
}

type GoldenNetworkState = Readonly<Record<string, GoldenTensor>>;

interface MlpCase {
  readonly name: string;
  readonly optimizer: GoldenOptimizer;
  readonly loss: string;
  readonly input: GoldenTensor;
  readonly target: GoldenTensor | readonly number[];
  readonly batches: string | readonly (readonly number[])[];
  readonly initial_state: GoldenNetworkState;
  readonly expected: {
    readonly loss_before_each_step: readonly number[];
    readonly grads_step1: GoldenNetworkState;
    readonly params_after_step1: GoldenNetworkState;
    readonly final_state: GoldenNetworkState;
    readonly eval_input: GoldenTensor;
    readonly eval_output_final: GoldenTensor;
    readonly eval_output_on_train_input_final: GoldenTensor;
  };
  /** What a relative change of 1e-15 in the first weights does: no result is known better than some times this. */
  readonly sensitivity: { readonly loss_max_abs: number; readonly final_state_max_abs: number };
}

/** Over all steps of a trajectory. */
const tolerance = 1e-10;

/** PyTorch's option names are this engine's in snake case. */
function createOptimizer({ class: name, given }: GoldenOptimizer) {
  const options = Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
  switch (name) {
    case "torch.optim.SGD":
      return new Sgd(options);
    case "torch.optim.RMSprop":
      return new RmsProp(options);
    case "torch.optim.Adam":
      return new Adam(options);
    case "torch.optim.AdamW":
      return new AdamW(options);
    default:
      throw new Error(`unknown optimizer ${name}`);
  }
}

describe("golden optimizer trajectories", () => {
  for (const golden of readGoldenFolder("optimizers") as OptimizerCase[]) {
    it(`follows PyTorch over all steps: ${golden.name}`, () => {
      const channels = golden.initial_state.weight.length;
      const layer = new BatchNorm(channels);
      const parameter = (name: string, data: Float64Array): Parameter => ({
        name,
        shape: [channels],
        data,
        grad: new Float64Array(channels),
      });
      const gamma = parameter("weight", (layer.gamma = Float64Array.from(golden.initial_state.weight)));
      const beta = parameter("bias", (layer.beta = Float64Array.from(golden.initial_state.bias)));
      const optimizer = createOptimizer(golden.optimizer);
      const [input, target] = [goldenTensor(golden.input), goldenTensor(golden.target)];
      for (const [index, expected] of golden.trajectory.entries()) {
        const { loss, gradOutput } = meanSquaredError(layer.forward(input, "train"), target);
        const { gradGamma, gradBeta } = layer.backward(gradOutput);
        gamma.grad.set(gradGamma ?? []);
        beta.grad.set(gradBeta ?? []);
        optimizer.step([gamma, beta]);
        assertClose([loss], [expected.loss_before], tolerance, `loss of step ${index}`);
        assertClose(gamma.grad, expected.grad_weight, tolerance, `gradGamma of step ${index}`);
        assertClose(beta.grad, expected.grad_bias, tolerance, `gradBeta of step ${index}`);
        assertClose(gamma.data, expected.weight_after, tolerance, `gamma after step ${index}`);
        assertClose(beta.data, expected.bias_after, tolerance, `beta after step ${index}`);
      }
    });
  }
});

const goldenNames: Readonly<Record<string, string>> = {
  "0.weight": "linear1.weight",
  "1.weight": "bn.weight",
  "1.bias": "bn.bias",
  "3.weight": "linear2.weight",
  "3.bias": "linear2.bias",
};

function createNetwork(state: GoldenNetworkState): Network {
  const [hidden, inFeatures] = state["linear1.weight"].shape;
  const [outFeatures] = state["linear2.weight"].shape;
  const specs: LayerSpec[] = [
    { type: "linear", inFeatures, outFeatures: hidden, bias: false },
    { type: "batchNorm", numFeatures: hidden },
    { type: "activation", name: "relu" },
    { type: "linear", inFeatures: hidden, outFeatures, bias: true },
  ];
  const network = new Network(specs);
  for (const { name, data } of network.parameters()) {
    data.set(goldenTensor(state[goldenNames[name]]).data);
  }
  return network;
}

/** Rows of a tensor of rank 2. */
function takeRows({ shape, data }: GoldenTensor, indices: readonly number[]): GoldenTensor {
  const [, width] = shape;
  return { shape: [indices.length, width], data: indices.flatMap((n) => data.slice(n * width, (n + 1) * width)) };
}

function assertState(network: Network, expected: GoldenNetworkState, allowed: number): void {
  for (const { name, data } of network.parameters()) {
    assertRelativelyClose(data, goldenTensor(expected[goldenNames[name]]).data, allowed, name);
  }
  const layer = network.layers[1];
  assert.ok(layer instanceof BatchNorm);
  for (const [name, values] of [
    ["bn.running_mean", layer.runningMean],
    ["bn.running_var", layer.runningVar],
  ] as const) {
    assertRelativelyClose(values ?? [], goldenTensor(expected[name]).data, allowed, name);
  }
  assert.equal(layer.numBatchesTracked, expected["bn.num_batches_tracked"]);
}

describe("golden training of networks", () => {
  for (const golden of readGoldenFolder("mlp") as MlpCase[]) {
    it(`follows PyTorch over all steps: ${golden.name}`, () => {
      const { expected, sensitivity, target } = golden;
      // A change in the last digit grows along the trajectory: Adam divides by tiny gradients, minibatches are small.
      const lossTolerance = Math.max(tolerance, 10 * sensitivity.loss_max_abs);
      const stateTolerance = Math.max(tolerance, 10 * sensitivity.final_state_max_abs);
      const network = createNetwork(golden.initial_state);
      const optimizer = createOptimizer(golden.optimizer);
      const all = Array.from({ length: golden.input.shape[0] }, (_, n) => n);
      for (const [index, wanted] of expected.loss_before_each_step.entries()) {
        const batch = typeof golden.batches === "string" ? all : golden.batches[index];
        const output = network.forward(goldenTensor(takeRows(golden.input, batch)), "train");
        const { loss, gradOutput } =
          "shape" in target
            ? meanSquaredError(output, goldenTensor(takeRows(target, batch)))
            : softmaxCrossEntropy(
                output,
                batch.map((n) => target[n]),
              );
        assertClose([loss], [wanted], lossTolerance, `loss of step ${index}`);
        network.backward(gradOutput);
        if (index === 0) {
          for (const { name, grad } of network.parameters()) {
            assertClose(grad, goldenTensor(expected.grads_step1[goldenNames[name]]).data, 1e-12, `gradient ${name}`);
          }
        }
        optimizer.step(network.parameters());
        if (index === 0) {
          assertState(network, expected.params_after_step1, tolerance);
        }
      }
      assertState(network, expected.final_state, stateTolerance);
      const evaluated = network.forward(goldenTensor(expected.eval_input), "eval");
      assertClose(evaluated.data, goldenTensor(expected.eval_output_final).data, stateTolerance, "output");
      const onTraining = network.forward(goldenTensor(golden.input), "eval");
      const wanted = goldenTensor(expected.eval_output_on_train_input_final).data;
      assertClose(onTraining.data, wanted, stateTolerance, "output on the training rows");
    });
  }
});
