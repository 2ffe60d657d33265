import { t } from "@vscode/l10n";
import { sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";
import type { ZipEntry, ZipLimits } from "./types.ts";

const signatures = {
  entry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};
const endLength = 22;
const locatorLength = 20;
const end64Length = 56;
const maximumComment = 0xffff;
const entryLength = 46;
/** In the place of a 32-bit number that only a zip64 field holds. */
const inZip64 = 0xffffffff;
const zip64Field = 0x0001;

interface Directory {
  readonly numEntries: number;
  readonly start: number;
  readonly length: number;
}

/**
 * The entries of a zip archive by its central directory, with zip64 numbers.
 *
 * **Source**: PKWARE's APPNOTE, sections 4.3.12 to 4.3.16 and 4.5.3.
 *
 * @throws CheckpointError TRUNCATED, BROKEN, TOO_LARGE
 */
export async function readDirectory(bytes: ByteRanges, limits: ZipLimits): Promise<ZipEntry[]> {
  const near = await withTail(bytes);
  const { numEntries, start, length } = await findDirectory(near);
  if (numEntries > limits.maximumEntries || length > limits.maximumDirectoryBytes) {
    throw new CheckpointError(
      "TOO_LARGE",
      t("zip archive requires at most {0} entries, got {1}", limits.maximumEntries, numEntries),
    );
  }
  const directory = await sliceExactly(near, start, start + length, t("the zip directory"));
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let offset = 0;
  for (let i = 0; i < numEntries; i++) {
    if (offset + entryLength > length || view.getUint32(offset, true) !== signatures.entry) throw brokenDirectory();
    const end = offset + entryLength + variableLength(view, offset);
    if (end > length) throw brokenDirectory();
    entries.push(readEntry(directory.subarray(offset, end), start));
    offset = end;
  }
  return entries;
}

/** Where a directory's end can begin first. */
function tailStartOf({ byteLength }: ByteRanges): number {
  return Math.max(0, byteLength - endLength - maximumComment);
}

/** The same bytes with the last ones in memory: most directories lie there whole, with all that leads to them. */
async function withTail(bytes: ByteRanges): Promise<ByteRanges> {
  const { byteLength } = bytes;
  const start = tailStartOf(bytes);
  const tail = await sliceExactly(bytes, start, byteLength, t("the zip directory"));
  const slice = (from: number, to: number): Promise<Uint8Array> =>
    from >= start ? Promise.resolve(tail.subarray(from - start, to - start)) : bytes.slice(from, to);
  return { byteLength, slice };
}

async function findDirectory(bytes: ByteRanges): Promise<Directory> {
  const tailStart = tailStartOf(bytes);
  const tail = await sliceExactly(bytes, tailStart, bytes.byteLength, t("the zip directory"));
  const view = viewOf(tail);
  const end = findEnd(view);
  const locator = tailStart + end - locatorLength;
  const directory = (locator >= 0 ? await findDirectory64(bytes, locator) : null) ?? {
    numEntries: view.getUint16(end + 10, true),
    length: view.getUint32(end + 12, true),
    start: view.getUint32(end + 16, true),
  };
  if (directory.start + directory.length > tailStart + end) throw brokenDirectory();
  return directory;
}

function findEnd(view: DataView): number {
  for (let offset = view.byteLength - endLength; offset >= 0; offset--) {
    if (view.getUint32(offset, true) !== signatures.end) continue;
    if (offset + endLength + view.getUint16(offset + 20, true) <= view.byteLength) return offset;
  }
  throw new CheckpointError("TRUNCATED", t("zip archive requires a directory at its end, got none"));
}

/** The directory by the zip64 records; null where there are none. */
async function findDirectory64(bytes: ByteRanges, locator: number): Promise<Directory | null> {
  const view = viewOf(await sliceExactly(bytes, locator, locator + locatorLength, t("the zip directory")));
  if (view.getUint32(0, true) !== signatures.locator64) return null;
  const start = uint64(view, 8);
  const end = viewOf(await sliceExactly(bytes, start, start + end64Length, t("the zip directory")));
  if (end.getUint32(0, true) !== signatures.end64) throw brokenDirectory();
  return { numEntries: uint64(end, 32), length: uint64(end, 40), start: uint64(end, 48) };
}

function variableLength(view: DataView, offset: number): number {
  return view.getUint16(offset + 28, true) + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
}

/**
 * @param bytes exactly the entry in the directory
 * @param directoryStart behind the packed bytes of every entry
 */
function readEntry(bytes: Uint8Array, directoryStart: number): ZipEntry {
  const view = viewOf(bytes);
  const nameEnd = entryLength + view.getUint16(28, true);
  const extra = bytes.subarray(nameEnd, nameEnd + view.getUint16(30, true));
  const [size, packedSize, headerStart] = zip64Numbers(
    [view.getUint32(24, true), view.getUint32(20, true), view.getUint32(42, true)],
    extra,
  );
  if (headerStart + packedSize > directoryStart) throw brokenDirectory();
  return {
    name: new TextDecoder().decode(bytes.subarray(entryLength, nameEnd)),
    size,
    packedSize,
    method: view.getUint16(10, true),
    isEncrypted: (view.getUint16(8, true) & 1) !== 0,
    checksum: view.getUint32(16, true),
    headerStart,
  };
}

/** Size, packed size and offset, those that do not fit 32 bits taken from the zip64 field, in this order. */
function zip64Numbers(numbers: readonly number[], extra: Uint8Array): number[] {
  if (!numbers.includes(inZip64)) return [...numbers];
  const view = viewOf(extra);
  let offset = 0;
  while (offset + 4 <= extra.length && view.getUint16(offset, true) !== zip64Field) {
    offset += 4 + view.getUint16(offset + 2, true);
  }
  if (offset + 4 > extra.length) throw brokenDirectory();
  const end = Math.min(extra.length, offset + 4 + view.getUint16(offset + 2, true));
  let next = offset + 4;
  return numbers.map((number) => {
    if (number !== inZip64) return number;
    if (next + 8 > end) throw brokenDirectory();
    next += 8;
    return uint64(view, next - 8);
  });
}

/** A number of 64 bits. What is beyond 2^53 is beyond every file, whatever its last bits are. */
function uint64(view: DataView, offset: number): number {
  return Number(view.getBigUint64(offset, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function brokenDirectory(): CheckpointError {
  return new CheckpointError("BROKEN", t("zip archive has a broken directory"));
}
