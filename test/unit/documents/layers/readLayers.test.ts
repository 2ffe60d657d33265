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
    const layers = fromText(JSON.stringify({ ln: norm, odd: { ...whole, beta: [0] }, bn: whole }));
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["bn", "ln"],
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
    assert.equal(layer.name, "norm");
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
});
