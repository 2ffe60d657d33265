import assert from "node:assert/strict";
import fc from "fast-check";
import { ArrayFileError, readArrays } from "../../../../src/documents/arrays/index.ts";
import { readNpyHeader } from "../../../../src/documents/arrays/npyHeader.ts";
import { assertArray, assertRefused, expectations, fixture } from "./fixtures.ts";

/** An .npy file with any header, as the format lays it out. */
function npy(header: string, data: Uint8Array = new Uint8Array(0), version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), version, 0, ...length, ...text, ...data);
}

describe("readNpy", () => {
  for (const [name, expected] of expectations("expected_numpy.json")) {
    if (!name.endsWith(".npy")) continue;
    it(`reads ${name} as NumPy wrote it`, () => {
      const [array] = readArrays(fixture(name), name);
      assertArray(array, expected);
    });
  }

  it("reads bytes that begin inside a larger buffer, at an odd place", () => {
    const [, expected] = expectations("expected_numpy.json").find(([name]) => name === "le_f8.npy") ?? assert.fail();
    const shifted = Uint8Array.of(1, ...fixture("le_f8.npy")).subarray(1);
    assertArray(readArrays(shifted)[0], expected);
  });

  for (const name of ["complex.npy", "texts.npy", "records.npy"]) {
    it(`lists ${name} and refuses its values`, () => {
      const [array] = readArrays(fixture(name));
      assert.deepEqual(array.shape, [name === "texts.npy" ? 2 : 1]);
      assertRefused(() => array.read(), "UNSUPPORTED_DTYPE");
    });
  }

  it("refuses 2 GB announced in a file of 1 KB, without asking for the memory", () => {
    const claim = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (268435456,), }\n", new Uint8Array(1024));
    assertRefused(() => readArrays(claim), "TRUNCATED");
  });

  it("refuses lengths whose product wraps around in 64 bits", () => {
    const claim = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }\n");
    assertRefused(() => readArrays(claim), "TRUNCATED");
  });

  it("refuses every truncation of a file", () => {
    const whole = fixture("le_f4.npy");
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => readArrays(whole.subarray(0, length), "a.npy"), ArrayFileError, `length ${length}`);
    }
  });

  it("refuses other bytes under the name .npy, and versions of the future", () => {
    assertRefused(() => readArrays(new TextEncoder().encode("1,2,3\n"), "a.npy"), "NOT_AN_ARRAY_FILE");
    assertRefused(() => readArrays(new Uint8Array(0), "a.npy"), "NOT_AN_ARRAY_FILE");
    assertRefused(() => readArrays(npy("{}", new Uint8Array(0), 4)), "BROKEN_HEADER");
  });

  it("never throws anything but an ArrayFileError, whatever byte of the header is changed", () => {
    const whole = fixture("le_f4.npy");
    fc.assert(
      fc.property(fc.nat(127), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        try {
          readArrays(changed, "a.npy")[0].read();
        } catch (thrown) {
          assert.ok(thrown instanceof ArrayFileError, String(thrown));
        }
      }),
    );
  });
});

describe("readNpyHeader", () => {
  const valid = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

  it("reads what NumPy writes, and Python 2's long numbers and other quotes", () => {
    assert.deepEqual(readNpyHeader(`${valid}   \n`), { descr: "<f8", fortranOrder: false, shape: [2, 3] });
    assert.deepEqual(readNpyHeader(`{"shape": (2L,), "descr": "<f8", "fortran_order": True}`), {
      descr: "<f8",
      fortranOrder: true,
      shape: [2],
    });
  });

  const broken: Readonly<Record<string, string>> = {
    "no dictionary": "('<f8', False, (2,))",
    nothing: "",
    "a missing key": "{'descr': '<f8', 'shape': (2,)}",
    "one key too many": valid.replace("}", "'more': 1}"),
    "a key twice": valid.replace("}", "'descr': '<f4'}"),
    "an order that is no boolean": valid.replace("False", "0"),
    "a negative length": valid.replace("(2, 3)", "(-2,)"),
    "a length that is no number": valid.replace("(2, 3)", "('2',)"),
    "a length beyond whole numbers": valid.replace("(2, 3)", "(99999999999999999999,)"),
    "a shape that is a number": valid.replace("(2, 3)", "2"),
    "a call": valid.replace("'<f8'", "exec('1')"),
    "no end": valid.slice(0, -1),
    "more behind the end": `${valid} 1`,
    "no comma": valid.replace("False, ", "False "),
  };
  for (const [what, header] of Object.entries(broken)) {
    it(`refuses ${what}`, () => {
      assertRefused(() => readNpyHeader(header), "BROKEN_HEADER");
    });
  }
});
