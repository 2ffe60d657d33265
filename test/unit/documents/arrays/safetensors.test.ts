import assert from "node:assert/strict";
import fc from "fast-check";
import { ArrayFileError, readArrays } from "../../../../src/documents/arrays/index.ts";
import { topLevelKeys } from "../../../../src/documents/arrays/jsonKeys.ts";
import { assertArray, assertRefused, expectations, fixture } from "./fixtures.ts";

/** A file with any header, its length in front. */
function safetensors(header: string, dataLength: number, headerLength?: bigint): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataLength);
  new DataView(bytes.buffer).setBigUint64(0, headerLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const weight = `"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}`;

function refuses(header: string, dataLength: number, code: "BROKEN_HEADER" | "TRUNCATED"): void {
  assertRefused(() => readArrays(safetensors(header, dataLength), "a.safetensors"), code);
}

describe("readSafetensors", () => {
  for (const [name, expected] of expectations("expected_safetensors.json")) {
    if (name === "eighth") continue;
    it(`reads ${name} (${expected.dtype}) to the last digit`, () => {
      const array = readArrays(fixture("layer.safetensors")).find((candidate) => candidate.name === name);
      assert.ok(array);
      assertArray(array, expected);
    });
  }

  it("lists 8-bit floats and refuses their values", () => {
    const array = readArrays(fixture("layer.safetensors")).find(({ name }) => name === "eighth") ?? assert.fail();
    assert.deepEqual(array.shape, [2]);
    assertRefused(() => array.read(), "UNSUPPORTED_DTYPE");
  });

  it("passes over the metadata, and reads a file without tensors", () => {
    assert.deepEqual(readArrays(safetensors(`{"__metadata__":{"a":"b"}}`, 0)), []);
    assert.deepEqual(readArrays(safetensors("{}   ", 0)), []);
  });

  it("refuses a header of 2 GB in a file of 1 KB, and one that is longer than the file", () => {
    const claim = safetensors("{}", 1000, 2n ** 31n);
    assertRefused(() => readArrays(claim, "a.safetensors"), "BROKEN_HEADER");
    assertRefused(() => readArrays(safetensors("{}", 0, 2000n), "a.safetensors"), "TRUNCATED");
    assertRefused(() => readArrays(safetensors("{}", 0, 2n ** 64n - 1n), "a.safetensors"), "BROKEN_HEADER");
  });

  it("refuses a tensor of 2 GB in a file of 1 KB", () => {
    refuses(`{"a":{"dtype":"F32","shape":[536870912],"data_offsets":[0,2147483648]}}`, 1000, "TRUNCATED");
  });

  it("refuses bytes that do not fit shape and type", () => {
    refuses(`{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}`, 8, "BROKEN_HEADER");
    refuses(`{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,8]}}`, 8, "BROKEN_HEADER");
    refuses(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}`, 8, "BROKEN_HEADER");
    refuses(`{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}`, 8, "BROKEN_HEADER");
    refuses(`{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,6]}}`, 6, "BROKEN_HEADER");
    refuses(`{"a":{"dtype":"F32","shape":[2]}}`, 8, "BROKEN_HEADER");
    refuses(`{"a":[0,8]}`, 8, "BROKEN_HEADER");
  });

  it("puts only the tensor out of reach whose type it does not know", () => {
    for (const dtype of ["F31", "toString"]) {
      const unknown = `"b":{"dtype":"${dtype}","shape":[2],"data_offsets":[8,11]}`;
      const [weights, array] = readArrays(safetensors(`{${weight},${unknown}}`, 11));
      assert.equal(weights.read().length, 2);
      assertRefused(() => array.read(), "UNSUPPORTED_DTYPE");
    }
  });

  it("refuses tensors of types that it does not know, and reads the others", () => {
    const other = `"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}`;
    for (const type of ["F31", "F4", "F8_E4M3", "toString"]) {
      const length = type === "F8_E4M3" ? 8 : 2;
      const header = `{"a":{"dtype":"${type}","shape":[${length}],"data_offsets":[0,8]},${other}}`;
      const [a, b] = readArrays(safetensors(header, 12));
      assertRefused(() => a.read(), "UNSUPPORTED_DTYPE");
      assert.equal(b.read().length, 1);
    }
  });

  it("refuses gaps, overlaps, bytes left over, and bytes missing", () => {
    const second = (begin: number) => `"b":{"dtype":"U8","shape":[2],"data_offsets":[${begin},${begin + 2}]}`;
    assert.equal(readArrays(safetensors(`{${weight},${second(8)}}`, 10)).length, 2);
    refuses(`{${weight},${second(9)}}`, 11, "BROKEN_HEADER");
    refuses(`{${weight},${second(7)}}`, 9, "BROKEN_HEADER");
    refuses(`{${weight}}`, 9, "BROKEN_HEADER");
    refuses(`{${weight}}`, 7, "TRUNCATED");
  });

  it("refuses a name that is there twice, also where one is escaped", () => {
    refuses(`{${weight},${weight}}`, 8, "BROKEN_HEADER");
    refuses(`{${weight},${weight.replace('"a"', '"\\u0061"')}}`, 8, "BROKEN_HEADER");
  });

  it("refuses a header that is no JSON object, or no UTF-8", () => {
    for (const header of ["", "[]", " {}", "{", "{}x", '{"a":\u0000}', "{'a':1}"]) refuses(header, 0, "BROKEN_HEADER");
    const bytes = safetensors('{"é":1}', 0);
    bytes[10] = 0xff;
    assertRefused(() => readArrays(bytes, "a.safetensors"), "BROKEN_HEADER");
  });

  it("refuses every truncation, and never throws anything else, whatever byte is changed", () => {
    const whole = fixture("layer.safetensors");
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => readArrays(whole.subarray(0, length), "a.safetensors"), ArrayFileError, `length ${length}`);
    }
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        try {
          readArrays(changed, "a.safetensors").forEach((array) => array.read());
        } catch (thrown) {
          assert.ok(thrown instanceof ArrayFileError, String(thrown));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("topLevelKeys", () => {
  it("passes over inner keys, and brackets and colons inside texts", () => {
    assert.deepEqual(topLevelKeys(`{"a:{": {"b": [1, "c"]}, "\\"": "d: }", "a:{": 2}`), ["a:{", '"', "a:{"]);
  });
});

describe("readArrays", () => {
  it("refuses a file that begins like none of the formats", () => {
    assertRefused(() => readArrays(new TextEncoder().encode("a,b\n1,2\n")), "NOT_AN_ARRAY_FILE");
    assertRefused(() => readArrays(new Uint8Array(0)), "NOT_AN_ARRAY_FILE");
  });
});
