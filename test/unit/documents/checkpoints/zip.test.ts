import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { bytesInMemory } from "../../../../src/documents/checkpoints/byteRanges.ts";
import { defaultZipLimits, isZip, openZip } from "../../../../src/documents/checkpoints/zip/index.ts";
import { assertRefused, countedRanges, fixture } from "./helpers.ts";

const text = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * i) % 251);

function zipped(files: Record<string, Uint8Array>, level: 0 | 6 = 0): Uint8Array {
  return zipSync(files, { level });
}

/** The archive with the bytes of `from`, where they first stand at or behind `start`, replaced. */
function patched(archive: Uint8Array, offset: number, ...bytes: number[]): Uint8Array {
  const result = archive.slice();
  result.set(bytes, offset);
  return result;
}

/** Offset of the directory's first entry: zipSync writes no comment, so it stands in the last record. */
function directoryStart(archive: Uint8Array): number {
  return new DataView(archive.buffer, archive.byteOffset).getUint32(archive.length - 6, true);
}

async function entryOf(archive: Uint8Array, name: string) {
  const zip = await openZip(bytesInMemory(archive));
  const entry = zip.find(name) ?? assert.fail(name);
  return { zip, entry };
}

describe("openZip", () => {
  for (const level of [0, 6] as const) {
    it(`reads whole entries and ranges of them, at level ${level}`, async () => {
      const content = text(10_000);
      const { zip, entry } = await entryOf(zipped({ "a/one": text(5), "a/two": content }, level), "a/two");
      assert.equal(entry.size, 10_000);
      assert.deepEqual(await zip.read(entry, 10_000), content);
      assert.deepEqual(await zip.range(entry, 4000, 4010), content.subarray(4000, 4010));
      assert.deepEqual(await zip.range(entry, 10_000, 10_000), new Uint8Array(0));
    });
  }

  it("fetches of a stored entry only the blocks around what is asked for, beside the last 64 kB", async () => {
    const counted = countedRanges(zipped({ large: text(4_000_000) }));
    const zip = await openZip(counted);
    await zip.range(zip.find("large") ?? assert.fail(), 3_000_000, 3_000_100);
    assert.ok(counted.numRead() < 100_000, `${counted.numRead()} bytes read`);
  });

  it("reads zip64 records and data descriptors as PyTorch writes them", async () => {
    const { zip, entry } = await entryOf(fixture("pytorch/zoo_state_dict.pt"), "zoo_state_dict/version");
    assert.equal(new TextDecoder().decode(await zip.read(entry, 10)), "3\n");
    assert.equal(zip.entries.length, 61);
  });

  it("unpacks a part of a large deflated entry without keeping the rest", async () => {
    const content = Uint8Array.from({ length: 9_000_000 }, (_, i) => (i >> 4) & 0xff);
    const { zip, entry } = await entryOf(zipped({ large: content }, 6), "large");
    assert.deepEqual(await zip.range(entry, 70_000, 70_100), content.subarray(70_000, 70_100));
    assert.deepEqual(await zip.range(entry, 8_999_000, 9_000_000), content.subarray(8_999_000));
  });

  it("refuses an archive without a directory, or with half of one", async () => {
    const archive = zipped({ one: text(100) });
    await assertRefused(openZip(bytesInMemory(archive.subarray(0, archive.length - 5))), "TRUNCATED");
    await assertRefused(openZip(bytesInMemory(archive.subarray(40))), "BROKEN", "TRUNCATED");
    await assertRefused(openZip(bytesInMemory(new Uint8Array(0))), "TRUNCATED");
  });

  it("refuses two entries of one name", async () => {
    const archive = zipped({ "a/x": text(3), "a/y": text(3) });
    const name = Buffer.from(archive).lastIndexOf("a/y");
    await assertRefused(openZip(bytesInMemory(patched(archive, name + 2, 0x78))), "REFUSED");
  });

  it("refuses a name that the local header tells otherwise", async () => {
    const archive = zipped({ "a/x": text(3) });
    const name = Buffer.from(archive).indexOf("a/x");
    const { zip, entry } = await entryOf(patched(archive, name, 0x62), "a/x");
    await assertRefused(zip.read(entry, 3), "REFUSED");
  });

  it("refuses encrypted entries and other methods", async () => {
    const archive = zipped({ one: text(10) });
    const start = directoryStart(archive);
    for (const changed of [patched(archive, start + 8, 1), patched(archive, start + 10, 12)]) {
      const { zip, entry } = await entryOf(changed, "one");
      await assertRefused(zip.read(entry, 10), "UNSUPPORTED");
    }
  });

  it("checks the CRC-32 of what is read whole, unless the writer left it out", async () => {
    const archive = zipped({ one: text(10) });
    const start = directoryStart(archive);
    const wrong = await entryOf(patched(archive, start + 16, 1, 2, 3, 4), "one");
    await assertRefused(wrong.zip.read(wrong.entry, 10), "BROKEN");
    assert.deepEqual(await wrong.zip.range(wrong.entry, 2, 5), text(10).subarray(2, 5));
    const absent = await entryOf(patched(archive, start + 16, 0, 0, 0, 0), "one");
    assert.deepEqual(await absent.zip.read(absent.entry, 10), text(10));
  });

  it("refuses sizes that the packed bytes do not have", async () => {
    for (const level of [0, 6] as const) {
      const archive = zipped({ one: text(1000) }, level);
      const start = directoryStart(archive);
      for (const size of [999, 1001]) {
        const { zip, entry } = await entryOf(patched(archive, start + 24, size & 0xff, size >> 8), "one");
        await assertRefused(zip.read(entry, 2000), "BROKEN");
      }
    }
  });

  it("refuses what unpacks to more than the limits, before unpacking it", async () => {
    const { zip, entry } = await entryOf(zipped({ bomb: new Uint8Array(9_000_000) }, 6), "bomb");
    await assertRefused(zip.read(entry, 1000), "TOO_LARGE");
    const archive = bytesInMemory(zipped({ bomb: new Uint8Array(9_000_000) }, 6));
    const small = await openZip(archive, { ...defaultZipLimits, maximumInflatedBytes: 1_000_000 });
    await assertRefused(small.read(small.entries[0], 10_000_000), "TOO_LARGE");
    await assertRefused(openZip(archive, { ...defaultZipLimits, maximumEntries: 0 }), "TOO_LARGE");
  });

  it("knows an archive by its first bytes", () => {
    assert.equal(isZip(zipped({})), true);
    assert.equal(isZip(zipped({ a: text(1) })), true);
    assert.equal(isZip(Uint8Array.of(0x50, 0x4b, 1, 2)), false);
    assert.equal(isZip(new Uint8Array(0)), false);
  });
});
