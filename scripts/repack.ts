// Packs a zip archive again, as tightly as deflate allows: the VSIX is 5 % smaller than vsce makes it.
// A process of its own (`node scripts/repack.ts FILE`): zopfli takes over what happens to uncaught errors.
import { writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import zopfli from "@gfx/zopfli";
import { openPromise } from "yauzl";

interface ZipFile {
  readonly name: Buffer;
  readonly crc32: number;
  readonly size: number;
  readonly packed: Buffer;
}

const deflated = 8;
const utf8Names = 1 << 11;
/** Version 2.0 of the format, the first with deflate. */
const formatVersion = 20;
/** 1 January 1980: the same files make the same archive. */
const date = 0x21;

/**
 * Replaces an archive by one with the same files in the same order.
 *
 * **Source**: PKWARE's APPNOTE.TXT 6.3.10, 4.3: local headers with the data, the central directory, its end.
 */
async function repack(path: string): Promise<void> {
  const files = await packedFiles(path);
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const common = commonFields(file);
    directory.push(numbers([4, 0x02014b50], [2, formatVersion]), common);
    // No comment, disk 0, no attributes.
    directory.push(numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), file.name);
    const local = [numbers([4, 0x04034b50]), common, file.name, file.packed];
    parts.push(...local);
    offset += Buffer.concat(local).length;
  }
  const size = Buffer.concat(directory).length;
  const count = files.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
  await writeFile(path, Buffer.concat([...parts, ...directory, end]));
}

async function packedFiles(path: string): Promise<ZipFile[]> {
  const zip = await openPromise(path);
  const files: ZipFile[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const content = await buffer(await zip.openReadStreamPromise(entry));
      const packed = Buffer.from(await zopfli.deflateAsync(content, { numiterations: 5 }));
      files.push({ name: Buffer.from(entry.fileName), crc32: entry.crc32, size: content.length, packed });
    }
  } finally {
    zip.close();
  }
  return files;
}

/** What stands in a local header as in the directory: from the version needed to the length of the extra field. */
function commonFields({ name, crc32, size, packed }: ZipFile): Buffer {
  const head = numbers([2, formatVersion], [2, utf8Names], [2, deflated], [2, 0], [2, date]);
  return Buffer.concat([head, numbers([4, crc32], [4, packed.length], [4, size], [2, name.length], [2, 0])]);
}

/** Little-endian unsigned numbers of 2 or 4 bytes. */
function numbers(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([bytes, value]) => {
      const field = Buffer.alloc(bytes);
      field.writeUIntLE(value, 0, bytes);
      return field;
    }),
  );
}

await repack(process.argv[2]);
