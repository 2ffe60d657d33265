import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LayerFileError, readLayers, type LayerFileErrorCode } from "../../../../src/documents/layers/index.ts";
import type { LayerParameters } from "../../../../src/shared/layer/parameters.ts";

const root = join(import.meta.dirname, "../../../..");

function fromText(text: string, languageId: "json" | "csv" = "json"): LayerParameters[] {
  return readLayers({ kind: "text", fileName: `layer.${languageId}`, text, languageId });
}

function fromFile(name: string): LayerParameters[] {
  const bytes = new Uint8Array(readFileSync(join(root, "test/fixtures/arrays", name)));
  return readLayers({ kind: "bytes", fileName: name, bytes });
}

function refused(call: () => unknown, code: LayerFileErrorCode): void {
  assert.throws(call, (error: unknown) => error instanceof LayerFileError && error.code === code);
}

describe("readLayers", () => {
  it("reads the sample layer, with its name and its count", () => {
    const [layer, ...others] = fromText(readFileSync(join(root, "samples/layer1-batchnorm.json"), "utf8"));
    assert.deepEqual(others, []);
    assert.deepEqual([layer.name, layer.framework, layer.numFeatures], ["layer1.bn", "pytorch", 8]);
    assert.equal(layer.numBatchesTracked, 20);
    assert.equal(layer.runningMean?.[0], -0.402851);
  });

  const expected = { gamma: [2, 3], beta: [4, 5], mean: [6, 7], variance: [8, 9] };
  const frameworks = {
    pytorch: ["weight", "bias", "running_mean", "running_var"],
    keras: ["gamma", "beta", "moving_mean", "moving_variance"],
    onnx: ["scale", "B", "input_mean", "input_var"],
  } as const;
  for (const [framework, names] of Object.entries(frameworks)) {
    it(`knows the names of ${framework}: flat, with a prefix, nested, in a list, in a table either way`, () => {
      const lists = [expected.gamma, expected.beta, expected.mean, expected.variance];
      const flat = Object.fromEntries(names.map((name, i) => [name, lists[i]]));
      const prefixed = Object.fromEntries(names.map((name, i) => [`block.0/norm/${name}:0`, lists[i]]));
      const columns = [names.join(","), ...[0, 1].map((c) => lists.map((list) => list[c]).join(","))].join("\n");
      const rows = ["part,c1,c2", ...names.map((name, i) => `${name},${lists[i].join(",")}`)].join("\n");
      const found: [string, LayerParameters[]][] = [
        ["", fromText(JSON.stringify(flat))],
        ["block.0/norm", fromText(JSON.stringify(prefixed))],
        ["model.bn1", fromText(JSON.stringify({ model: { bn1: flat, fc: { weight: [[1, 2]], bias: [1] } } }))],
        ["block", fromText(JSON.stringify({ block: flat }))],
        ["", fromText(columns, "csv")],
        ["", fromText(rows, "csv")],
      ];
      for (const [name, layers] of found) {
        assert.equal(layers.length, 1, name);
        const [layer] = layers;
        assert.deepEqual([layer.name, layer.framework, layer.numFeatures], [name, framework, 2]);
        assert.deepEqual([...(layer.gamma ?? [])], expected.gamma);
        assert.deepEqual([...(layer.beta ?? [])], expected.beta);
        assert.deepEqual([...(layer.runningMean ?? [])], expected.mean);
        assert.deepEqual([...(layer.runningVar ?? [])], expected.variance);
      }
    });
  }

  it("reads the layers of NumPy archives and safetensors files", () => {
    for (const name of ["stored.npz", "deflated.npz"]) {
      const [layer] = fromFile(name);
      assert.deepEqual([layer.name, layer.numFeatures, layer.numBatchesTracked], ["bn1", 5, 1234]);
      assert.ok(layer.runningVar?.every((value) => value > 0.5 && value < 2));
    }
  });

  it("lists several layers, those with running statistics first, and leaves out what cannot be used", () => {
    const norm = { gamma: [1, 2], beta: [0, 0] };
    const whole = { ...norm, moving_mean: [0, 0], moving_variance: [1, 1] };
    const layers = fromText(JSON.stringify({ bn1: norm, ln: norm, odd: { ...whole, beta: [0] }, bn2: whole }));
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["bn2", "bn1"],
    );
    assert.equal(layers[1].runningMean, null);
  });

  it("loads a variance below 0: the report says what it does", () => {
    const [layer] = fromText('{"running_mean": [1], "running_var": [-1]}');
    assert.deepEqual([...(layer.runningVar ?? [])], [-1]);
  });

  it("reads members that were selected without their braces", () => {
    const [layer] = fromText(`  "bn.weight": [1, 2],\n  "bn.bias": [3, 4],\n`);
    assert.deepEqual([layer.name, layer.numFeatures], ["bn", 2]);
  });

  it("takes two or four rows of an .npy file as γ and β, and the running statistics", () => {
    refused(() => fromFile("le_f8.npy"), "NO_LAYER");
    const [layer] = fromFile("rows2.npy");
    assert.deepEqual([...(layer.gamma ?? []), ...(layer.beta ?? [])], [1.5, 2, 2.5, -1, 0, 1]);
    assert.deepEqual([layer.name, layer.framework, layer.assumed], ["bn", "keras", ["parts", "eps"]]);
  });

  it("says why a layer cannot be used", () => {
    refused(() => fromText('{"gamma": [1, 2], "beta": [1, 2, 3]}'), "UNUSABLE");
    refused(() => fromText('{"weight": [1], "bias": [1], "running_mean": [1]}'), "UNUSABLE");
  });

  it("finds no layer in other numbers", () => {
    for (const text of ['{"a": [1, 2], "b": [[1]]}', "[1, 2, 3]", '{"weight": [[1, 2]], "bias": [1]}', "{}"]) {
      refused(() => fromText(text), "NO_LAYER");
    }
  });

  const parts = { gamma: [2, 3], beta: [4, 5], mean: [6, 7], variance: [8, 9] };
  /** How each framework writes the same layer, and what it is taken for. */
  const writings: [title: string, text: unknown, layer: Partial<LayerParameters>][] = [
    [
      "Flax: two trees",
      {
        params: { enc: { bn_init: { scale: parts.gamma, bias: parts.beta } } },
        batch_stats: { enc: { bn_init: { mean: parts.mean, var: parts.variance } } },
      },
      { name: "enc.bn_init", framework: "keras", convention: "Flax", defaultEps: 1e-5, defaultMomentum: 0.99 },
    ],
    [
      "Flax' nnx",
      {
        bn: {
          ...{ scale: { value: parts.gamma }, bias: { value: parts.beta } },
          ...{ mean: { value: parts.mean }, var: { value: parts.variance } },
        },
      },
      { name: "bn", convention: "Flax" },
    ],
    [
      "Haiku: two trees, (1, C)",
      {
        params: { "net/~/batch_norm": { scale: parts.gamma, offset: parts.beta } },
        state: {
          "net/~/batch_norm/~/mean_ema": { average: [parts.mean], hidden: [parts.mean], counter: 7 },
          "net/~/batch_norm/~/var_ema": { average: [parts.variance], hidden: [parts.variance], counter: 7 },
        },
      },
      { name: "net/~/batch_norm", framework: "keras", convention: "Haiku", numBatchesTracked: 7 },
    ],
    [
      "Paddle",
      { "bn.weight": parts.gamma, "bn.bias": parts.beta, "bn._mean": parts.mean, "bn._variance": parts.variance },
      { name: "bn", framework: "onnx", convention: "PaddlePaddle", defaultMomentum: 0.9 },
    ],
    [
      "Paddle's static names",
      {
        "batch_norm_0.w_0": parts.gamma,
        "batch_norm_0.b_0": parts.beta,
        "batch_norm_0.w_1": parts.mean,
        "batch_norm_0.w_2": parts.variance,
      },
      { name: "batch_norm_0", convention: "PaddlePaddle" },
    ],
    [
      "MXNet, with its attributes as strings",
      {
        ...{ bn6_gamma: [0.1, 0.2], bn6_beta: parts.beta, bn6_moving_mean: parts.mean, bn6_moving_var: parts.variance },
        attrs: { eps: "0.001", fix_gamma: "True", momentum: "0.95" },
      },
      { name: "bn6", framework: "onnx", eps: 1e-3, momentum: 0.95, isGammaFixed: true, assumed: [] },
    ],
    [
      "Gluon",
      {
        "features.0.gamma": parts.gamma,
        "features.0.beta": parts.beta,
        "features.0.running_mean": parts.mean,
        "features.0.running_var": parts.variance,
      },
      { name: "features.0", convention: "MXNet, Gluon", assumed: ["eps", "momentum", "fixGamma"] },
    ],
    [
      "MindSpore",
      {
        "layer1.0.bn1.gamma": parts.gamma,
        "layer1.0.bn1.beta": parts.beta,
        "layer1.0.bn1.moving_mean": parts.mean,
        "layer1.0.bn1.moving_variance": parts.variance,
      },
      { name: "layer1.0.bn1", framework: "pytorch", convention: "MindSpore", defaultEps: 1e-5, defaultMomentum: 0.1 },
    ],
    [
      "Chainer",
      { bn: { gamma: parts.gamma, beta: parts.beta, avg_mean: parts.mean, avg_var: parts.variance, N: 12 } },
      { name: "bn", convention: "Chainer", defaultEps: 2e-5, defaultMomentum: 0.1, numBatchesTracked: 12 },
    ],
    [
      "Caffe, sums with their factor",
      {
        bn: {
          ...{ scale: parts.gamma, offset: parts.beta, scale_factor: [0.5] },
          ...{ mean: [3, 3.5], variance: [4, 4.5] },
        },
      },
      { name: "bn", convention: "Caffe" },
    ],
    [
      "BigGAN",
      {
        "blocks.0.0.bn1.gain": parts.gamma,
        "blocks.0.0.bn1.bias": parts.beta,
        "blocks.0.0.bn1.stored_mean": parts.mean,
        "blocks.0.0.bn1.stored_var": parts.variance,
      },
      { name: "blocks.0.0.bn1", framework: "pytorch" },
    ],
    [
      "get_weights()",
      [parts.gamma, parts.beta, parts.mean, parts.variance],
      { name: "bn", framework: "keras", assumed: ["parts", "eps", "momentum"] },
    ],
  ];
  for (const [title, text, expectedLayer] of writings) {
    it(`knows ${title}`, () => {
      const [layer, ...others] = fromText(JSON.stringify(text));
      assert.deepEqual(others, []);
      const lists = [layer.gamma, layer.beta, layer.runningMean, layer.runningVar].map((list) => list && [...list]);
      const gamma = layer.isGammaFixed === true ? null : parts.gamma;
      assert.deepEqual(lists, [gamma, parts.beta, parts.mean, parts.variance]);
      for (const [key, value] of Object.entries(expectedLayer)) {
        assert.deepEqual(layer[key as keyof LayerParameters], value, key);
      }
    });
  }

  it("takes three lists without names as those of a layer without a scale or a center, and two by their signs", () => {
    const kinds = (lists: number[][]) => {
      const [{ gamma, beta, runningMean, runningVar }] = fromText(JSON.stringify(lists));
      return [gamma, beta, runningMean, runningVar].map((list) => list && [...list]);
    };
    assert.deepEqual(kinds([[-1, 2], [5, 6], [7, 8]]), [null, [-1, 2], [5, 6], [7, 8]]); // prettier-ignore
    assert.deepEqual(kinds([[0.9, 1.2], [5, 6], [7, 8]]), [[0.9, 1.2], null, [5, 6], [7, 8]]); // prettier-ignore
    assert.deepEqual(kinds([[5, -6], [7, 8]]), [null, null, [5, -6], [7, 8]]); // prettier-ignore
    assert.deepEqual(kinds([[1, 2], [0, -8]]), [[1, 2], [0, -8], null, null]); // prettier-ignore
  });

  it("takes lists under a name that says batch norm", () => {
    const text = JSON.stringify({ batch_normalization_1: [parts.gamma, parts.beta, parts.mean, parts.variance] });
    const [{ name, runningVar, assumed }] = fromText(text);
    assert.deepEqual([name, [...(runningVar ?? [])], assumed?.[0]], ["batch_normalization_1", parts.variance, "parts"]);
  });

  it("takes no optimizer's settings for a layer's", () => {
    const bn = { weight: [1], bias: [0], running_mean: [2], running_var: [3] };
    const told = (text: unknown) => {
      const [{ eps, momentum }] = fromText(JSON.stringify(text));
      return [eps, momentum];
    };
    assert.deepEqual(told({ lr: 0.1, momentum: 0.9, state_dict: { bn } }), [null, null]);
    assert.deepEqual(told({ lr: 0.1, eps: 1e-8, state_dict: { bn } }), [null, null]);
    assert.deepEqual(told({ eps: 1e-3, momentum: 0.03, state: { bn } }), [1e-3, 0.03]);
    assert.deepEqual(told({ bn: { ...bn, config: { epsilon: 0.01, momentum: 0.2 } } }), [0.01, 0.2]);
  });

  it("reads NaN, infinities and null in lists, bare and in quotes", () => {
    const [layer] = fromText(
      `{"bn.running_mean": [1, NaN, null, "NaN", -Infinity], "bn.running_var": ["inf", Infinity, 2, "-Infinity", "3.5"]}`,
    );
    assert.deepEqual([...(layer.runningMean ?? [])], [1, NaN, NaN, NaN, -Infinity]);
    assert.deepEqual([...(layer.runningVar ?? [])], [Infinity, Infinity, 2, -Infinity, 3.5]);
  });

  it("names the part that cannot be read, and drops none", () => {
    assert.throws(() => fromText('{"bn.weight": [1, 2], "bn.running_mean": [1, {}], "bn.running_var": [1, 2]}'), {
      code: "UNUSABLE",
      message: /bn.running_mean cannot be read: \{\} is no number/,
    });
    assert.throws(() => fromText('{"bn.running_mean": [1, "x"], "bn.running_var": [1, 2]}'), /"x" is no number/);
  });

  it("reads momentum None as the cumulative average", () => {
    for (const written of ["null", '"None"']) {
      const [layer] = fromText(
        `{"bn.running_mean": [1], "bn.running_var": [1], "bn.eps": 1e-5, "bn.momentum": ${written}}`,
      );
      assert.deepEqual([layer.momentum, layer.isCumulative, layer.assumed], [null, true, []], written);
    }
  });

  it("says of other normalization what it is", () => {
    const pair = (name: string, parts = ["weight", "bias"]) =>
      JSON.stringify(Object.fromEntries(parts.map((part) => [`${name}.${part}`, [1, 2]])));
    const cases: [string, RegExp][] = [
      [pair("bert.output.LayerNorm", ["gamma", "beta"]), /bert\.output\.LayerNorm is a layer norm/],
      [pair("group_normalization", ["gamma", "beta"]), /is a group norm/],
      [pair("InstanceNorm_0"), /is an instance norm/],
      [pair("model.rms_norm"), /is an RMS norm/],
      [pair("h.0.ln_1"), /h\.0\.ln_1 is a layer norm/],
      [pair("encoder.layers.0.norm1"), /norm1 has γ and β but no running statistics/],
      [pair("unet.gn1"), /unet\.gn1 is a group norm/],
      [pair("ln_f"), /ln_f is a layer norm/],
      [pair("block.0.layer_norm", ["weight"]), /layer_norm is a layer norm/],
      [pair("params.RMSNorm_0", ["scale"]), /RMSNorm_0 is an RMS norm/],
      [pair("instance_norm", ["running_mean", "running_var"]), /instance_norm is an instance norm/],
    ];
    for (const [text, message] of cases) assert.throws(() => fromText(text), { code: "NO_LAYER", message });
  });

  it("takes a batch norm within a module that is called after another norm", () => {
    const lists = { weight: [1, 2], bias: [3, 4], running_mean: [5, 6], running_var: [7, 8] };
    const [{ name, runningMean }] = fromText(JSON.stringify({ layernorm_block: { bn1: lists } }));
    assert.deepEqual([name, [...(runningMean ?? [])]], ["layernorm_block.bn1", [5, 6]]);
  });

  it("knows where each number stands", () => {
    const text = '{"bn.running_mean": [1, 22], "bn.running_var": [3, 4]}';
    const { places } = fromText(text)[0];
    const [, , start, end] = places?.runningMean ?? [];
    assert.equal(text.slice(start, end), "22");
    const fragment = text.slice(1, -1);
    const [, , from, to] = fromText(fragment)[0].places?.runningMean ?? [];
    assert.equal(fragment.slice(from, to), "22");
  });
});
