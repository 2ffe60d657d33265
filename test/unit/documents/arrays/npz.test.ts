import assert from "node:assert/strict";
import zlib from "node:zlib";
import fc from "fast-check";
import { ArrayFileError, readArrays } from "../../../../src/documents/arrays/index.ts";
import { crc32 } from "../../../../src/documents/arrays/crc32.ts";
import { assertArray, assertRefused, expectations, fixture } from "./fixtures.ts";

const directorySignature = [0x50, 0x4b, 1, 2];

/** Where the first entry of the central directory stands. */
function directoryAt(bytes: Uint8Array): number {
  return bytes.findIndex((_, at) => directorySignature.every((byte, i) => bytes[at + i] === byte));
}

/** The archive with a number in its first directory entry changed. */
function withEntryField(name: string, offset: number, value: number): Uint8Array {
  const bytes = fixture(name);
  new DataView(bytes.buffer).setUint32(directoryAt(bytes) + offset, value, true);
  return bytes;
}

describe("readNpz", () => {
  for (const archive of ["stored.npz", "deflated.npz"]) {
    it(`reads every array of ${archive} as NumPy wrote it, by name`, () => {
      const arrays = readArrays(fixture(archive), archive);
      const expected = expectations("expected_numpy.json").filter(([name]) => name.startsWith(`${archive}/`));
      assert.deepEqual(
        arrays.map(({ name }) => `${archive}/${name}`),
        expected.map(([name]) => name),
      );
      arrays.forEach((array, i) => {
        assertArray(array, expected[i][1]);
      });
    });
  }

  it("finds out by itself that a file is an archive", () => {
    assert.equal(readArrays(fixture("stored.npz")).length, 5);
  });

  it("refuses an entry that claims 2 GB, before it asks for the memory", () => {
    assertRefused(() => readArrays(withEntryField("deflated.npz", 24, 2 ** 31)), "BROKEN_ARCHIVE");
    assertRefused(() => readArrays(withEntryField("stored.npz", 24, 2 ** 31)), "BROKEN_ARCHIVE");
  });

  it("refuses an entry whose size is one byte off, in either direction", () => {
    const bytes = fixture("deflated.npz");
    const size = new DataView(bytes.buffer).getUint32(directoryAt(bytes) + 24, true);
    assertRefused(() => readArrays(withEntryField("deflated.npz", 24, size - 1)), "BROKEN_ARCHIVE");
    assertRefused(() => readArrays(withEntryField("deflated.npz", 24, size + 1)), "BROKEN_ARCHIVE");
  });

  it("refuses a wrong checksum", () => {
    assertRefused(() => readArrays(withEntryField("stored.npz", 16, 1)), "BROKEN_ARCHIVE");
  });

  it("refuses what it does not read: encryption, other methods, zip64", () => {
    assertRefused(() => readArrays(withEntryField("stored.npz", 8, 1)), "UNSUPPORTED_ARCHIVE");
    assertRefused(() => readArrays(withEntryField("stored.npz", 10, 12)), "UNSUPPORTED_ARCHIVE");
    assertRefused(() => readArrays(withEntryField("stored.npz", 24, 0xffffffff)), "UNSUPPORTED_ARCHIVE");
  });

  it("refuses every truncation", () => {
    const whole = fixture("deflated.npz");
    for (let length = 0; length < whole.length; length += 7) {
      assert.throws(() => readArrays(whole.subarray(0, length), "a.npz"), ArrayFileError, `length ${length}`);
    }
  });

  it("never throws anything but an ArrayFileError, whatever byte is changed", () => {
    const whole = fixture("deflated.npz");
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        try {
          readArrays(changed, "a.npz").forEach((array) => array.read());
        } catch (thrown) {
          assert.ok(thrown instanceof ArrayFileError, String(thrown));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("crc32", () => {
  it("gives the check value of the CRC catalogue", () => {
    assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  });

  it("agrees with zlib at every length around its steps of eight bytes", () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i * 151 + 255) % 256);
    for (let length = 0; length <= bytes.length; length++) {
      assert.equal(crc32(bytes.subarray(0, length)), zlib.crc32(bytes.subarray(0, length)));
    }
  });
});
