import assert from "node:assert/strict";
import { readNpzFile } from "../../../../../src/documents/checkpoints/arrayFiles/npz.ts";
import { readSafetensorsFile } from "../../../../../src/documents/checkpoints/arrayFiles/safetensors.ts";
import { readFlax } from "../../../../../src/documents/checkpoints/flax/index.ts";
import { readKerasH5 } from "../../../../../src/documents/checkpoints/keras/index.ts";
import { batchNormConfigs } from "../../../../../src/documents/checkpoints/keras/config.ts";
import { readOnnx } from "../../../../../src/documents/checkpoints/onnx/index.ts";
import type { CheckpointErrorCode } from "../../../../../src/documents/checkpoints/checkpointError.ts";
import { assertRefused, fixture, sourceOf } from "../helpers.ts";
import { readersByEnding } from "./formatReaders.ts";
import { cpuMs } from "../../../../support/cpuMs.ts";

const refused: Readonly<Record<string, CheckpointErrorCode>> = {
  "onnx_length_beyond.onnx": "BROKEN",
  "onnx_varint_long.onnx": "BROKEN",
  "msgpack_map_2e32.msgpack": "BROKEN",
  "msgpack_proto.msgpack": "NOT_A_CHECKPOINT",
  "hdf5_truncated.h5": "BROKEN",
  "npz_object_array.npz": "UNSUPPORTED",
  "npz_shape_huge.npz": "TRUNCATED",
  "st_header_2e60.safetensors": "BROKEN",
  "st_offsets_beyond.safetensors": "BROKEN",
  "st_shape_overflow.safetensors": "BROKEN",
  "st_proto.safetensors": "BROKEN",
};

describe("a hostile file", () => {
  for (const [name, code] of Object.entries(refused)) {
    it(`is refused at once: ${name}`, async () => {
      const started = cpuMs();
      await assertRefused(readersByEnding(name)(sourceOf(name, fixture(`hostileFormats/${name}`)), null), code);
      assert.ok(cpuMs() - started < 1000);
      assert.deepEqual(Object.keys(Object.prototype), []);
    });
  }

  it("gets no file of another folder", async () => {
    const source = sourceOf("m.onnx", fixture("hostileFormats/onnx_external_outside.onnx"));
    const sibling = (name: string) => assert.fail(`asked for ${name}`);
    const { layers } = await readOnnx({ ...source, sibling }, null);
    assert.equal(layers[0].gamma, null);
  });

  it("does not nest maps by the thousands", async () => {
    const bytes = new Uint8Array(100_001).fill(0x91);
    bytes[100_000] = 0xc0;
    await assertRefused(readFlax(sourceOf("a.msgpack", bytes), null), "TOO_LARGE");
  });

  it("does not nest configurations by the thousands", () => {
    const text = '{"class_name":"TimeDistributed","config":{"layer":'.repeat(5000) + "{}" + "}}".repeat(5000);
    assert.deepEqual(batchNormConfigs(`{"config":{"layers":[${text}]}}`), []);
  });

  it("does not send the reader of HDF5 in circles", async () => {
    const bytes = fixture("keras/zoo_keras2_weights.h5").slice();
    const view = new DataView(bytes.buffer);
    const trees = [...bytes.keys()].filter((at) => at % 8 === 0 && view.getUint32(at, true) === 0x45455254);
    for (const at of trees) {
      view.setUint8(at + 5, 1);
      view.setBigUint64(at + 32, BigInt(at), true);
    }
    await assertRefused(readKerasH5(sourceOf("a.h5", bytes), null), "BROKEN");
  });

  it("does not have the same group of HDF5 walked over and over", async () => {
    const bytes = fixture("keras/zoo_keras3.weights.h5").slice();
    const view = new DataView(bytes.buffer);
    const root = view.getBigUint64(64, true);
    const symbols = [...bytes.keys()].filter((at) => at % 8 === 0 && view.getUint32(at, true) === 0x444f4e53);
    for (const at of symbols) view.setBigUint64(at + 16, root, true);
    const { layers } = await readKerasH5(sourceOf("a.h5", bytes), null);
    assert.ok(layers.length < 7);
  });

  it("of names that every object has is read by these names", async () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty"];
    const entries = names.flatMap((name, i) => [
      `"${name}.running_mean":{"dtype":"F32","shape":[1],"data_offsets":[${i * 8},${i * 8 + 4}]}`,
      `"${name}.running_var":{"dtype":"F32","shape":[1],"data_offsets":[${i * 8 + 4},${i * 8 + 8}]}`,
    ]);
    const header = new TextEncoder().encode(`{${entries.join(",")}}`);
    const bytes = new Uint8Array(8 + header.length + names.length * 8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(header, 8);
    const { layers } = await readSafetensorsFile(sourceOf("a.safetensors", bytes), null);
    assert.deepEqual(
      layers.map(({ name }) => name),
      names,
    );
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  it("of no bytes is refused by every reader", async () => {
    for (const ending of [".onnx", ".h5", ".keras", ".msgpack", ".npz", ".safetensors", ".index.json"]) {
      const reading = readersByEnding(ending)(sourceOf(`a${ending}`, new Uint8Array(0)), null);
      await assertRefused(reading, "NOT_A_CHECKPOINT", "TRUNCATED", "BROKEN");
    }
    await assertRefused(readNpzFile(sourceOf("a.npz", Uint8Array.of(0x50, 0x4b, 5, 6)), null), "TRUNCATED");
  });
});
