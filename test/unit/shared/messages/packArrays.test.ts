import assert from "node:assert/strict";
import { packArrays, restoreNumbers } from "../../../../src/shared/messages/packArrays.ts";

describe("packArrays", () => {
  it("gives the same message with all typed arrays in one buffer", () => {
    const message = {
      type: "lab/run",
      payload: {
        frames: Array.from({ length: 300 }, (_, i) => ({ loss: Float64Array.of(i, NaN), at: Int32Array.of(-i) })),
        counts: [Uint16Array.of(1, 2, 3), new Uint8Array(0)],
        part: Float32Array.of(1, 2, 3, 4).subarray(1, 3),
        name: "digits",
        nothing: null,
        left: undefined,
        ready: true,
      },
    };
    const packed = packArrays(message);
    assert.deepEqual(packed, message);
    const buffers = new Set<unknown>();
    JSON.stringify(packed, (_key, value: unknown) => {
      if (ArrayBuffer.isView(value)) buffers.add(value.buffer);
      return value;
    });
    assert.equal(buffers.size, 1);
  });

  it("keeps arrays that are the same one, and leaves the original alone", () => {
    const shared = Float64Array.of(1, 2);
    const packed = packArrays({ a: shared, b: shared });
    assert.equal(packed.a, packed.b);
    packed.a[0] = 9;
    assert.equal(shared[0], 1);
  });

  it("brings numbers that are not finite through JSON, and leaves the rest as it is", () => {
    const pooled = { mean: NaN, max: Infinity, min: -Infinity, count: 3, names: ["a", null], quantiles: [1, NaN, 2] };
    const arrived: unknown = JSON.parse(JSON.stringify(packArrays({ pooled })));
    assert.deepEqual(restoreNumbers(arrived), { pooled });
    const plain = { names: ["a", "b"], view: Float64Array.of(NaN), at: { line: 1 } };
    assert.equal(restoreNumbers(plain), plain);
  });

  it("hands on what is neither an array nor a plain object", () => {
    for (const value of [null, undefined, 3, "text", true, new ArrayBuffer(3)]) assert.equal(packArrays(value), value);
  });
});
