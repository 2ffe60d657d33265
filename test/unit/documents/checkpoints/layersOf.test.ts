import assert from "node:assert/strict";
import { CheckpointError } from "../../../../src/documents/checkpoints/checkpointError.ts";
import { layersOf, type LayerFacts } from "../../../../src/documents/checkpoints/layersOf.ts";
import type { CheckpointFramework, CheckpointTensor } from "../../../../src/documents/checkpoints/types.ts";
import { assertRefused } from "./helpers.ts";

/** A tensor of the values 0, 1, 2, … */
function tensor(name: string, shape: readonly number[] = [3], part = ""): CheckpointTensor {
  const length = shape.reduce((product, axis) => product * axis, 1);
  const read = (): Promise<Float64Array> => Promise.resolve(Float64Array.from({ length }, (_, i) => i));
  return { name, part, shape, dtype: "float32", read };
}

const find = (tensors: readonly CheckpointTensor[], facts: readonly LayerFacts[] = []) =>
  layersOf(tensors, { framework: null, facts, control: null });

const named = (...names: string[]): CheckpointTensor[] => names.map((name) => tensor(name));

/** A layer as its framework names its tensors: framework, name of the layer, tensors. */
const conventions: [CheckpointFramework, string, readonly string[]][] = [
  ["pytorch", "layer1.bn1", ["weight", "bias", "running_mean", "running_var"].map((name) => `layer1.bn1.${name}`)],
  ["keras", "block/bn", ["gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"].map((name) => `block/bn/${name}`)],
  ["flax", "stem/BatchNorm_0", ["params/*/scale", "params/*/bias", "batch_stats/*/mean", "batch_stats/*/var"]],
  [
    "haiku",
    "net/~/bn",
    ["params/*:scale", "params/*:offset", "state/*/~/mean_ema:average", "state/*/~/var_ema:average"],
  ],
  ["chainer", "stem/bn", ["gamma", "beta", "avg_mean", "avg_var"].map((name) => `stem/bn/${name}`)],
  ["mxnet", "features.1", ["gamma", "beta", "running_mean", "running_var"].map((name) => `features.1.${name}`)],
  ["mxnet", "stage1_bn", ["arg:*_gamma", "arg:*_beta", "aux:*_moving_mean", "aux:*_moving_var"]],
  ["mxnet", "batchnorm0", ["*_gamma", "*_beta", "*_running_mean", "*_running_var"]],
  ["paddle", "conv1._batch_norm", ["*.weight", "*.bias", "*._mean", "*._variance"]],
  ["mindspore", "bn1", ["*.gamma", "*.beta", "*.moving_mean", "*.moving_variance"]],
  ["caffe", "conv1_bn", ["*_s", "*_b", "*_rm", "*_riv"]],
  ["caffe", "bn_conv1", ["*/scale", "*/offset", "*/mean", "*/variance"]],
];

describe("layersOf", () => {
  for (const [framework, name, patterns] of conventions) {
    it(`finds ${name} as ${framework} names it: ${patterns[2]}`, async () => {
      const { layers, framework: found } = await find(named(...patterns.map((each) => each.replace("*", name))));
      assert.deepEqual(
        layers.map((layer) => layer.name),
        [name],
      );
      assert.equal(found, framework);
      const [layer] = layers;
      for (const list of [layer.gamma, layer.beta, layer.runningMean, layer.runningVar]) {
        assert.deepEqual([...(list ?? [])], [0, 1, 2]);
      }
    });
  }

  it("takes running statistics alone for a layer without gamma and beta", async () => {
    const { layers } = await find(named("bn.running_mean", "bn.running_var"));
    assert.equal(layers[0].gamma, null);
    assert.equal(layers[0].beta, null);
    assert.equal(layers[0].numFeatures, 3);
  });

  it("takes no LayerNorm, no lone running mean, no statistics of a dataset and no slots of an optimizer", async () => {
    const { layers } = await find([
      ...named("norm.weight", "norm.bias", "bn.running_mean", "running_mean", "mean", "variance", "count"),
      ...named("optimizer.state.bn.running_mean", "optimizer.state.bn.running_var"),
      tensor("bn.running_mean", [3], "optimizer_states.0"),
      tensor("bn.running_var", [3], "optimizer_states.0"),
      ...named("opt_state/0/trace/bn/scale", "opt_state/0/trace/bn/mean", "opt_state/0/trace/bn/var"),
    ]);
    assert.deepEqual(layers, []);
  });

  it("keeps the file's order, and apart what stands in two parts", async () => {
    const names = ["b.running_mean", "b.running_var", "a.running_var", "a.running_mean"];
    const { layers, parts } = await find([
      ...names.map((name) => tensor(name, [3], "ema")),
      ...names.map((name) => tensor(name, [3], "model")),
    ]);
    assert.deepEqual(
      layers.map(({ part, name }) => `${part}:${name}`),
      ["ema:b", "ema:a", "model:b", "model:a"],
    );
    assert.deepEqual(parts, [
      { name: "model", numLayers: 2 },
      { name: "ema", numLayers: 2 },
    ]);
  });

  it("reads values that are broadcast, and no others", async () => {
    const { layers, notices } = await find([
      tensor("a.running_mean", [1, 3, 1, 1]),
      tensor("a.running_var", [1, 3, 1, 1]),
      tensor("a.weight", [3, 3]),
      tensor("b.running_mean", [3, 2]),
      tensor("b.running_var", [3, 2]),
    ]);
    assert.deepEqual(
      layers.map(({ name, numFeatures, gamma }) => ({ name, numFeatures, gamma })),
      [{ name: "a", numFeatures: 3, gamma: null }],
    );
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["LENGTHS_DIFFER"],
    );
  });

  it("assumes the framework's own eps, momentum and correction, and says so", async () => {
    const { layers } = await find(named("bn/gamma:0", "bn/beta:0", "bn/moving_mean:0", "bn/moving_variance:0"));
    assert.deepEqual(layers[0].eps, { value: 1e-3, isAssumed: true });
    assert.deepEqual(layers[0].momentum, { value: 0.99, isAssumed: true });
    assert.equal(layers[0].runningVariance, "biased");
    assert.equal(layers[0].training, null);
  });

  it("takes what the file says, a momentum of null included, and layers without tensors", async () => {
    const { layers } = await find(named("bn.running_mean", "bn.running_var"), [
      { name: "bn", part: "", eps: 1e-3, momentum: null, training: true, position: 0 },
      { name: "last", part: "", eps: 1e-5, numFeatures: 7, position: 2 },
    ]);
    assert.deepEqual(layers[0].eps, { value: 1e-3, isAssumed: false });
    assert.deepEqual(layers[0].momentum, { value: null, isAssumed: false });
    assert.equal(layers[0].training, true);
    assert.deepEqual([layers[1].name, layers[1].numFeatures, layers[1].runningMean], ["last", 7, null]);
  });

  it("divides Caffe's mean and variance by their scale factor, with and without γ and β", async () => {
    const factor = { ...tensor("bn1.scale_factor", [1]), read: () => Promise.resolve(Float64Array.of(2)) };
    const { layers, framework } = await find([...named("bn1.mean", "bn1.variance"), factor]);
    assert.equal(framework, "caffe");
    assert.deepEqual([...(layers[0].runningMean ?? [])], [0, 0.5, 1]);
    assert.deepEqual([...(layers[0].runningVar ?? [])], [0, 0.5, 1]);
    const unseen = { ...factor, read: () => Promise.resolve(Float64Array.of(0)) };
    const [{ runningVar, gamma }] = (await find([...named("bn1.scale", "bn1.mean", "bn1.variance"), unseen])).layers;
    assert.deepEqual([...(runningVar ?? [])], [0, 0, 0]);
    assert.deepEqual([...(gamma ?? [])], [0, 1, 2]);
  });

  it("takes Flax' statistics without a scale and a bias for a layer where batch_stats holds them", async () => {
    const { layers, framework } = await find(
      named("batch_stats/net/bn/mean", "batch_stats/net/bn/var", "data/mean", "data/var"),
    );
    assert.equal(framework, "flax");
    assert.deepEqual(
      layers.map(({ name, gamma, beta }) => ({ name, gamma, beta })),
      [{ name: "net/bn", gamma: null, beta: null }],
    );
  });

  it("passes over what the file says is instance norm", async () => {
    const facts = [{ name: "norm", part: "", isOther: true, position: 0 }];
    assert.deepEqual((await find(named("norm.running_mean", "norm.running_var"), facts)).layers, []);
  });

  it("passes over statistics under a name that says instance norm, and none that stand within such a module", async () => {
    const { layers } = await find(
      ["enc.InstanceNorm_0", "instancenorm_net.bn1"].flatMap((name) =>
        named(`${name}.running_mean`, `${name}.running_var`),
      ),
    );
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["instancenorm_net.bn1"],
    );
  });

  it("leaves out a list that cannot be read, with a notice, and reads the rest", async () => {
    const [mean, variance] = named("bn.running_mean", "bn.running_var");
    const broken = { ...mean, read: () => Promise.reject(new CheckpointError("TRUNCATED", "it ends")) };
    const { layers, notices } = await find([broken, variance]);
    assert.equal(layers[0].runningMean, null);
    assert.equal(layers[0].runningVar?.length, 3);
    assert.deepEqual(notices, [
      { code: "TRUNCATED", severity: "error", message: "bn.running_mean cannot be read: it ends" },
    ]);
  });

  it("reads no list of more values than a layer can have", async () => {
    const never = { ...tensor("bn.running_mean", []), shape: [2 ** 40], read: () => assert.fail("it was read") };
    const { layers, notices } = await find([never, { ...never, name: "bn.running_var" }]);
    assert.equal(layers[0].runningMean, null);
    assert.deepEqual(
      notices.map(({ code }) => code),
      ["TOO_LARGE", "TOO_LARGE"],
    );
  });

  it("says how far it has come, and stops when a person cancels", async () => {
    const tensors = named("a.running_mean", "a.running_var", "b.running_mean", "b.running_var");
    const steps: string[] = [];
    const control = {
      isCancelled: () => steps.length > 0,
      onLayer: (numRead: number, numLayers: number) => void steps.push(`${numRead}/${numLayers}`),
    };
    await assertRefused(layersOf(tensors, { framework: null, facts: [], control }), "CANCELLED");
    assert.deepEqual(steps, ["1/2"]);
  });

  it("keeps names that every object has for what they are", async () => {
    const { layers } = await find(
      ["__proto__", "constructor", "toString"].flatMap((name) => named(`${name}.running_mean`, `${name}.running_var`)),
    );
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["__proto__", "constructor", "toString"],
    );
  });
});
