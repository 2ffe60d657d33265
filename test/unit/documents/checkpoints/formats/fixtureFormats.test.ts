import assert from "node:assert/strict";
import { strToU8, unzipSync, zipSync } from "fflate";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readSafetensorsIndex } from "../../../../../src/documents/checkpoints/arrayFiles/safetensorsIndex.ts";
import { readCheckpoint } from "../../../../../src/documents/checkpoints/index.ts";
import { readOnnx } from "../../../../../src/documents/checkpoints/onnx/index.ts";
import type { Checkpoint } from "../../../../../src/documents/checkpoints/types.ts";
import { assertLayers, fileSource, readExpected } from "./expectedLayers.ts";
import { readersByEnding } from "./formatReaders.ts";
import { assertRefused, fixture, fixtureFolder, sourceOf } from "../helpers.ts";

const expectedEnding = ".expected.json";

async function read(path: string): Promise<Checkpoint> {
  return readersByEnding(path)(fileSource(path), null);
}

/** Layers of the zoo by their own names, where the file's names are others. */
const onnxNames = [
  "stem.bn",
  "block1.bn1",
  "block1.bn2",
  "down1.bn",
  "block2.bn1",
  "block2.bn2",
  "down2.bn",
  "neck.bn",
];

for (const folder of ["onnx", "keras", "hdf5", "flax", "arrays"]) {
  describe(`a checkpoint of ${folder}`, () => {
    const names = readdirSync(join(fixtureFolder, folder)).filter((name) => name.endsWith(expectedEnding));
    for (const name of names.map((each) => each.slice(0, -expectedEnding.length))) {
      const path = join(fixtureFolder, folder, name);

      it(`has the layers that ${name} was written with`, async () => {
        const checkpoint = await read(path);
        const expected = readExpected(path);
        assertLayers(checkpoint, expected);
        if (folder !== "onnx") {
          assert.deepEqual(
            checkpoint.layers.map((layer) => layer.name),
            expected.bn_layers.map((layer) => layer.name),
          );
        }
      });

      it(`has tensors as long as their shapes in ${name}`, async () => {
        const { tensors } = await read(path);
        for (const tensor of tensors) {
          const length = tensor.shape.reduce((product, each) => product * each, 1);
          assert.equal((await tensor.read()).length, length, tensor.name);
        }
      });
    }
  });
}

describe("an ONNX model of the zoo", () => {
  const notices = async (name: string): Promise<readonly string[]> =>
    (await read(join(fixtureFolder, "onnx", name))).notices.map(({ code }) => code);

  it("names its layers as PyTorch does", async () => {
    const { layers } = await read(join(fixtureFolder, "onnx", "zoo_bn_kept.onnx"));
    assert.deepEqual(
      layers.map(({ name }) => name),
      [...onnxNames, "head.bn"],
    );
  });

  it("says that a layer is called twice, is trained, or was folded", async () => {
    assert.deepEqual(await notices("zoo_bn_kept.onnx"), []);
    assert.deepEqual(await notices("zoo_faulty.onnx"), ["SHARED_LAYER"]);
    assert.deepEqual(await notices("zoo_training_opset9.onnx"), ["TRAINING_EXPORT"]);
    assert.deepEqual(await notices("zoo_training_opset14.onnx"), ["TRAINING_EXPORT"]);
    assert.deepEqual(await notices("zoo_folded.onnx"), ["FOLDED"]);
    assert.deepEqual(await notices("node_test_batchnorm_example.onnx"), ["VALUES_NOT_IN_FILE"]);
  });

  it("shows eps and momentum as they were written, not as float32 made them", async () => {
    const [{ eps, momentum }] = (await read(join(fixtureFolder, "onnx", "zoo_bn_kept.onnx"))).layers;
    assert.deepEqual(
      [eps, momentum],
      [
        { value: 1e-5, isAssumed: false },
        { value: 0.9, isAssumed: false },
      ],
    );
  });

  it("has no numbers where the external file is missing", async () => {
    const path = join(fixtureFolder, "onnx", "zoo_external.onnx");
    const { layers, notices } = await readOnnx({ ...fileSource(path), sibling: () => Promise.resolve(null) }, null);
    assert.equal(layers.length, 9);
    assert.ok(layers.every(({ gamma, runningVar }) => gamma === null && runningVar === null));
    assert.match(notices[0].message, /zoo_external\.onnx\.data is not in the folder/);
  });
});

describe("a state in several safetensors files", () => {
  const path = join(fixtureFolder, "arrays", "zoo_sharded.safetensors.index.json");

  it("goes without the layers of a file that is missing", async () => {
    const source = fileSource(path);
    const sibling = (name: string) => (name.includes("00002") ? Promise.resolve(null) : source.sibling(name));
    const { layers, notices } = await readSafetensorsIndex({ ...source, sibling }, null);
    // One layer stands in two files.
    assert.ok(layers.length >= 5 && layers.length < 9);
    assert.match(
      notices[0].message,
      /zoo_sharded-00002-of-00003\.safetensors is not in the folder: \d batch norm layers/,
    );
  });

  it("opens no file of another folder", async () => {
    const text = JSON.stringify({ weight_map: { "bn.weight": "../x.safetensors", "bn.bias": "/etc/passwd" } });
    const asked: string[] = [];
    const sibling = (name: string) => Promise.resolve(asked.push(name) === 0 ? null : null);
    const bytes = new TextEncoder().encode(text);
    const source = {
      ...fileSource(path),
      sibling,
      bytes: { byteLength: bytes.length, slice: () => Promise.resolve(bytes) },
    };
    await assert.rejects(readSafetensorsIndex(source, null), { code: "TRUNCATED" });
    assert.deepEqual(asked, []);
  });
});

describe("a .keras file", () => {
  const stored = unzipSync(fixture("keras/zoo_keras3.keras"));
  const reading = (files: Readonly<Record<string, Uint8Array>>) =>
    readCheckpoint(sourceOf("a.keras", zipSync(files, { level: 6 })));

  it("is read where its entries are deflated", async () => {
    assertLayers(await reading(stored), readExpected(join(fixtureFolder, "keras", "zoo_keras3.keras")));
  });

  it("is read without its configuration, as far as its lists tell", async () => {
    const { layers, notices } = await reading({ "model.weights.h5": stored["model.weights.h5"] });
    assert.equal(layers.length, 7);
    assert.equal(notices[0].code, "AMBIGUOUS_VARIABLES");
    const { layers: same } = await reading({ ...stored, "config.json": strToU8("[".repeat(100_000)) });
    assert.equal(same.length, 7);
  });

  it("is refused without weights, and in shards", async () => {
    await assertRefused(reading({ "config.json": stored["config.json"] }), "NOT_A_CHECKPOINT");
    const shards = { "model.weights.json": strToU8("{}"), "model_00000.weights.h5": stored["model.weights.h5"] };
    await assertRefused(reading({ ...shards, "config.json": stored["config.json"] }), "UNSUPPORTED");
  });
});

describe("readCheckpoint, of a file under a strange name", () => {
  const kinds: Readonly<Record<string, string>> = {
    "onnx/zoo_bn_kept.onnx": "onnx",
    "keras/zoo_keras3.keras": "keras",
    "keras/zoo_keras2_full.h5": "keras-h5",
    "flax/zoo_flax_variables.msgpack": "flax-msgpack",
    "flax/zoo_flax_trainstate.msgpack": "flax-msgpack",
    "arrays/zoo_chainer_names.npz": "npz",
    "arrays/zoo_bf16.safetensors": "safetensors",
  };
  for (const [name, format] of Object.entries(kinds)) {
    it(`tells ${name} by its bytes`, async () => {
      assert.equal((await readCheckpoint(sourceOf("weights.bin", fixture(name)))).format, format);
    });
  }
});
