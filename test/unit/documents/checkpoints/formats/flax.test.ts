import assert from "node:assert/strict";
import { encode, ExtData } from "@msgpack/msgpack";
import { readFlax } from "../../../../../src/documents/checkpoints/flax/index.ts";
import type { Checkpoint } from "../../../../../src/documents/checkpoints/types.ts";
import { assertRefused, countedRanges, sourceOf } from "../helpers.ts";

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

/** An array as flax.serialization writes it. */
function array(values: ArrayBufferView, shape: readonly number[], dtype = "float32"): ExtData {
  return new ExtData(1, encode([shape, dtype, bytesOf(values)]));
}

const floats = (...values: readonly number[]): ExtData => array(Float32Array.from(values), [values.length]);
const read = (state: unknown): Promise<Checkpoint> => readFlax(sourceOf("state.msgpack", encode(state)), null);
const statistics = { mean: floats(5, 6), var: floats(7, 8) };

describe("readFlax", () => {
  it("joins the two halves of a layer, whichever comes first", async () => {
    const params = { block: { BatchNorm_0: { scale: floats(1, 2), bias: floats(3, 4) } } };
    const batchStats = { block: { BatchNorm_0: statistics } };
    for (const state of [
      { params, batch_stats: batchStats },
      { batch_stats: batchStats, params },
    ]) {
      const { layers, framework } = await read(state);
      assert.equal(framework, "flax");
      assert.deepEqual(
        layers.map(({ name, gamma, beta, runningMean, runningVar }) => [name, gamma, beta, runningMean, runningVar]),
        [
          [
            "block/BatchNorm_0",
            ...[
              [1, 2],
              [3, 4],
              [5, 6],
              [7, 8],
            ].map((each) => Float64Array.from(each)),
          ],
        ],
      );
    }
  });

  it("takes the traces of an optimizer for no layers", async () => {
    const params = { bn: { scale: floats(1, 2), bias: floats(3, 4) } };
    const trace = { 0: { trace: { bn: { ...params.bn, ...statistics } } } };
    const { layers } = await read({ step: 3, params, opt_state: trace, batch_stats: { bn: statistics } });
    assert.deepEqual(
      layers.map(({ name }) => name),
      ["bn"],
    );
  });

  it("puts arrays together that were split for their size", async () => {
    const split = {
      __msgpack_chunked_array__: true,
      shape: { 0: 2, 1: 2 },
      chunks: { 0: floats(1, 2, 3), 1: floats(4) },
    };
    const { tensors } = await read({ params: { dense: { kernel: split, shape: { 0: 9 } }, bias: floats(0) } });
    assert.deepEqual(
      tensors.map(({ name, shape }) => [name, shape]),
      [
        ["params/dense/kernel", [2, 2]],
        ["params/bias", [1]],
      ],
    );
    assert.deepEqual([...(await tensors[0].read())], [1, 2, 3, 4]);
  });

  it("reads halves, bfloat16 and whole numbers", async () => {
    const { tensors } = await read({
      half: array(Uint16Array.of(0x3c00, 0xc000), [2], "float16"),
      brain: array(Uint16Array.of(0x3f80, 0xc000), [2], "bfloat16"),
      whole: array(BigInt64Array.of(-1n, 2n ** 40n), [2], "int64"),
      scalar: new ExtData(3, encode([[], "float32", bytesOf(Float32Array.of(1.5))])),
    });
    assert.deepEqual(await Promise.all(tensors.map(async (tensor) => [...(await tensor.read())])), [
      [1, -2],
      [1, -2],
      [-1, 2 ** 40],
      [1.5],
    ]);
  });

  it("refuses the values of a type it does not know, and of a shape that does not fit", async () => {
    const { tensors } = await read({
      complex: array(Float32Array.of(1, 2), [1], "complex64"),
      short: array(Float32Array.of(1, 2), [3]),
      huge: array(Float32Array.of(1, 2), [2 ** 40, 2 ** 40]),
    });
    await assertRefused(tensors[0].read(), "UNSUPPORTED");
    await assertRefused(tensors[1].read(), "BROKEN");
    await assertRefused(tensors[2].read(), "BROKEN");
  });

  it("steps over weights", async () => {
    const kernel = array(new Float32Array(4_000_000), [4_000_000]);
    const ranges = countedRanges(
      encode({ params: { kernel, bn: { scale: floats(1, 2) } }, batch_stats: { bn: statistics } }),
    );
    const { layers } = await readFlax({ ...sourceOf("a.msgpack", new Uint8Array()), bytes: ranges }, null);
    assert.equal(layers.length, 1);
    assert.ok(ranges.numRead() < 400_000, `${ranges.numRead()} bytes`);
  });

  it("refuses msgpack without arrays, and what is none", async () => {
    await assertRefused(read({ a: 1, b: [true, null, "text"] }), "NOT_A_CHECKPOINT");
    await assertRefused(readFlax(sourceOf("a.msgpack", Uint8Array.of(0xc1)), null), "BROKEN");
    await assertRefused(readFlax(sourceOf("a.msgpack", encode({ a: floats(1) }).subarray(0, 20)), null), "BROKEN");
  });
});
