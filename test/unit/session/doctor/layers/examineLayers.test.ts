import assert from "node:assert/strict";
import { RandomGenerator } from "../../../../../src/engine/index.ts";
import { examineLayer, examineLayers } from "../../../../../src/session/doctor/layers/examineLayers.ts";
import type { ExaminedLayer, ExaminedTensor } from "../../../../../src/session/doctor/index.ts";

const sound: ExaminedLayer = {
  ...{ name: "bn", numFeatures: 3, gamma: [1.1, 0.8, 0.9], beta: [0.1, -0.2, 0.05], numBatchesTracked: 420 },
  ...{ runningMean: [0.3, -1.2, 0.01], runningVar: [0.6, 2.1, 0.4], eps: 1e-5, isEpsAssumed: true },
};

const summary = (layer: Partial<ExaminedLayer>) =>
  examineLayer({ ...sound, ...layer }).map(({ rule, severity, channels }) => [rule, severity, channels]);

describe("examineLayer", () => {
  it("finds nothing in a sound layer, nor where the counter was reset or γ and β hold the statistics", () => {
    assert.deepEqual(summary({}), []);
    assert.deepEqual(summary({ numBatchesTracked: 0 }), []);
    const zeros = { runningMean: [0, 0, 0], runningVar: [1, 1, 1] };
    assert.deepEqual(summary({ ...zeros, gamma: [0.3, 4.1, 1.7], beta: [2.2, -3, 0.4], numBatchesTracked: null }), []);
  });

  it("finds a layer that was never updated", () => {
    const zeros = { runningMean: [0, 0, 0], runningVar: [1, 1, 1], numBatchesTracked: 0 };
    assert.deepEqual(summary(zeros), [["BN010", "warning", []]]);
  });

  it("puts NaN and infinite channels first, each under its own evidence", () => {
    const found = examineLayer({
      ...sound,
      gamma: [1e-7, 0.8, NaN],
      runningMean: [0.3, NaN, 0.01],
      runningVar: [-0.5, 2.1, Infinity],
    });
    assert.deepEqual(
      found.map(({ rule, channels, evidence }) => [rule, channels, evidence]),
      [
        ["BN005", [0], "the running variance is −0.5: below −ε, so that every output is NaN"],
        ["BN005", [1], "the running mean is NaN"],
        ["BN005", [2], "the running variance is ∞"],
        ["BN004", [2], "γ is NaN"],
        ["BN003", [0], "γ is 1e-7, the output is the constant β = 0.1"],
      ],
    );
  });

  it("finds statistics under each other's names by their signs", () => {
    const [first] = summary({ runningMean: [0.6, 2.1, 0.4], runningVar: [0.3, -1.2, -0.01] });
    assert.notEqual(first[0], "BN010");
    assert.ok(
      summary({ runningMean: [0.6, 2.1, 0.4], runningVar: [0.3, -1.2, -0.01] }).some(([rule]) => rule === "BN015"),
    );
    assert.ok(
      !summary({ runningMean: [0.6, 2.1, 0.4], runningVar: [0.3, -1.2, 0.01] }).some(([rule]) => rule === "BN015"),
    );
  });

  it("names variances near −ε as such, and takes them for no means", () => {
    const found = examineLayer({ ...sound, runningMean: [0.3, 1.2, 0.5], runningVar: [-1e-5, -1.1e-5, -9e-6] });
    assert.deepEqual(
      found.map(({ rule, channels }) => [rule, channels]),
      [
        ["BN005", [0, 1]],
        ["BN005", [2]],
      ],
    );
    assert.match(found[0].evidence, /which is −ε/);
    assert.match(found[1].evidence, /just above −ε/);
  });

  it("leaves out the rules that are disabled", () => {
    assert.deepEqual(examineLayer({ ...sound, gamma: [0, 1, 1] }, [], { disabled: ["BN003"] }), []);
  });
});

describe("examineLayers", () => {
  it("finds the layer that counted several times as often as the others", () => {
    const counts = [420, 420, 840, 0, 630];
    const found = examineLayers(counts.map((numBatchesTracked) => ({ ...sound, numBatchesTracked })));
    assert.deepEqual(
      found.map((each) => each.map(({ rule, evidence }) => [rule, evidence])),
      [[], [], [["BN013", "num_batches_tracked is 840, 2 times the 420 of other layers"]], [], []],
    );
  });

  /** A block bn1 → ReLU → conv2 → bn2 whose running variances are what the weights give, times a factor. */
  function block(factor: number, { bias = false, seed = 1 } = {}) {
    const random = new RandomGenerator(seed);
    const channels = 6;
    const values = Float64Array.from({ length: channels * channels * 9 }, () => 0.3 * random.normal());
    const layer = (name: string, runningVar: number[]): ExaminedLayer => ({
      ...{ ...sound, name, numFeatures: channels, runningVar, runningMean: Array<number>(channels).fill(0.2) },
      ...{ gamma: Array<number>(channels).fill(1), beta: Array<number>(channels).fill(0) },
    });
    const incoming = 0.5 - 1 / (2 * Math.PI);
    const expected = Array.from({ length: channels }, (_, c) =>
      values.slice(c * channels * 9, (c + 1) * channels * 9).reduce((sum, w) => sum + w * w * incoming, 0),
    );
    const list = (name: string): ExaminedTensor => ({ name, shape: [channels] });
    const tensors: ExaminedTensor[] = [
      ...["weight", "bias", "running_mean", "running_var"].map((part) => list(`block.bn1.${part}`)),
      { name: "block.conv2.weight", shape: [channels, channels, 3, 3], values },
      ...(bias ? [list("block.conv2.bias")] : []),
      ...["weight", "bias", "running_mean", "running_var"].map((part) => list(`block.bn2.${part}`)),
    ];
    const layers = [
      layer("block.bn1", Array<number>(channels).fill(0.7)),
      layer(
        "block.bn2",
        expected.map((variance) => variance * factor * factor),
      ),
    ];
    return { layers, tensors };
  }

  it("compares the running σ with what γ, β and the weights before lead to expect", () => {
    const rulesOf = (factor: number) => {
      const { layers, tensors } = block(factor);
      return examineLayers(layers, tensors)[1].map(({ rule, evidence }) => `${rule} ${evidence}`);
    };
    for (const factor of [0.3, 1, 3.9]) assert.deepEqual(rulesOf(factor), []);
    assert.match(rulesOf(4.2)[0], /^BN012 the running standard deviation is 4\.2/);
    assert.match(rulesOf(0.2)[0], /^BN012 .* 0\.2/);
  });

  it("says nothing where the order of the file does not make the pair certain", () => {
    const { layers, tensors } = block(9, { bias: true });
    const alphabetical = [...tensors].sort((a, b) => (a.name < b.name ? -1 : 1));
    assert.deepEqual(examineLayers(layers, alphabetical), [[], []]);
  });

  it("finds the bias that batch norm takes away again", () => {
    const { layers, tensors } = block(1, { bias: true });
    assert.deepEqual(
      examineLayers(layers, tensors)[1].map(({ rule, severity }) => [rule, severity]),
      [["BN014", "info"]],
    );
  });
});
