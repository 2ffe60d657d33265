import assert from "node:assert/strict";
import { bytesInMemory } from "../../../../../src/documents/checkpoints/byteRanges.ts";
import { openHdf5, type Hdf5Object } from "../../../../../src/documents/checkpoints/hdf5/index.ts";
import { assertRefused, countedRanges, fixture } from "../helpers.ts";

const open = (name: string): Promise<Hdf5Object> => openHdf5(bytesInMemory(fixture(name)));

async function valuesOf(group: Hdf5Object, name: string): Promise<number[]> {
  const address = (await group.links()).get(name);
  assert.ok(address !== undefined, name);
  const object = await group.child(address);
  const dataset = object.dataset();
  assert.ok(dataset, name);
  return [...(await object.values(dataset))];
}

describe("openHdf5", () => {
  it("finds links and attributes in fractal heaps", async () => {
    const root = await open("hdf5/dense.h5");
    assert.equal((await root.links()).size, 12);
    assert.equal(root.attributeNames.length, 10);
    assert.deepEqual(await root.texts("other_8"), ["value 8"]);
  });

  it("puts chunks of several axes in their places, and fills those that were never written", async () => {
    const root = await open("hdf5/packed.h5");
    assert.deepEqual(
      await valuesOf(root, "cube"),
      Array.from({ length: 7 * 5 * 3 }, (_, i) => i),
    );
    assert.deepEqual(await valuesOf(root, "never_written"), [0, 0, 0, 0, 0, 0]);
  });

  it("passes over soft and external links", async () => {
    const root = await open("hdf5/packed.h5");
    assert.deepEqual([...(await root.links()).keys()].sort(), ["cube", "never_written", "norm"]);
  });

  it("reads texts of fixed and of any length", async () => {
    const root = await open("keras/zoo_keras2_full.h5");
    assert.deepEqual(await root.texts("keras_version"), ["2.9.0"]);
    const [config] = (await root.texts("model_config")) ?? [];
    assert.equal((JSON.parse(config) as { class_name: string }).class_name, "Sequential");
    assert.equal(await root.texts("nothing"), null);
  });

  it("reads no values that are not asked for", async () => {
    const bytes = fixture("keras/zoo_keras3.weights.h5");
    // Bytes behind the file stand for weights: nothing asks for them.
    const large = new Uint8Array(bytes.length + 5_000_000);
    large.set(bytes);
    const ranges = countedRanges(large);
    const root = await openHdf5(ranges);
    assert.ok((await root.links()).size > 0);
    assert.ok(ranges.numRead() < 200_000);
  });

  it("refuses a superblock of a version to come, and addresses beyond the file", async () => {
    const bytes = fixture("keras/zoo_keras2_weights.h5").slice();
    bytes[8] = 4;
    await assertRefused(openHdf5(bytesInMemory(bytes)), "UNSUPPORTED");
    bytes[8] = 0;
    bytes.fill(0x7f, 64, 72);
    await assertRefused(openHdf5(bytesInMemory(bytes)), "TRUNCATED", "BROKEN");
  });
});
