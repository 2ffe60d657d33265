import assert from "node:assert/strict";
import { readNpzFile } from "../../../../../src/documents/checkpoints/arrayFiles/npz.ts";
import { readSafetensorsFile } from "../../../../../src/documents/checkpoints/arrayFiles/safetensors.ts";
import { readSafetensorsIndex } from "../../../../../src/documents/checkpoints/arrayFiles/safetensorsIndex.ts";
import { readFlax } from "../../../../../src/documents/checkpoints/flax/index.ts";
import { readKeras, readKerasH5 } from "../../../../../src/documents/checkpoints/keras/index.ts";
import { readOnnx } from "../../../../../src/documents/checkpoints/onnx/index.ts";

const readers = {
  ".onnx": readOnnx,
  ".h5": readKerasH5,
  ".keras": readKeras,
  ".msgpack": readFlax,
  ".npz": readNpzFile,
  ".safetensors": readSafetensorsFile,
  ".index.json": readSafetensorsIndex,
};

/** The reader for a fixture, by the ending of its name. */
export function readersByEnding(name: string): typeof readOnnx {
  const [, reader] = Object.entries(readers).find(([ending]) => name.endsWith(ending)) ?? [];
  assert.ok(reader, name);
  return reader;
}
