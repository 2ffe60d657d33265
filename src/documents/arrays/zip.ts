import { t } from "@vscode/l10n";
import { inflateSync } from "fflate";
import { ArrayFileError } from "./arrayFileError.ts";
import { crc32 } from "./crc32.ts";

/** One file in a zip archive, located but not yet unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /** @throws ArrayFileError BROKEN_ARCHIVE, UNSUPPORTED_ARCHIVE */
  unpack(): Uint8Array;
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const endLength = 22;
const maximumComment = 0xffff;
/** In the place of a size or an offset that only a zip64 record holds. */
const inZip64 = 0xffffffff;
/** Deflate turns at most 1,032 bytes into one: what claims more is lying, and is refused before memory is asked for. */
const maximumRatio = 1032;

/** Whether bytes begin as a zip archive does, one without files included. */
export function isZip(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  return bytes.length >= 4 && [localHeader, endOfDirectory].includes(view.getUint32(0, true));
}

/**
 * Lists the files of a zip archive by its central directory: stored and deflated ones, with their checksums.
 *
 * **Source**: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
 *
 * @throws ArrayFileError TRUNCATED where there is no directory, BROKEN_ARCHIVE; UNSUPPORTED_ARCHIVE for zip64 sizes
 */
export function readZip(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const directoryStart = view.getUint32(end + 16, true);
  if (count === 0xffff || directoryStart === inZip64) throw tooLarge();
  const entries: ZipEntry[] = [];
  let offset = directoryStart;
  for (let i = 0; i < count; i++) {
    if (offset + 46 > end || view.getUint32(offset, true) !== centralHeader) throw broken();
    const nameLength = view.getUint16(offset + 28, true);
    entries.push(readEntry(bytes, view, offset, nameLength));
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return entries;
}

function readEntry(bytes: Uint8Array, view: DataView, offset: number, nameLength: number): ZipEntry {
  const flags = view.getUint16(offset + 8, true);
  const method = view.getUint16(offset + 10, true);
  const checksum = view.getUint32(offset + 16, true);
  const packedSize = view.getUint32(offset + 20, true);
  const size = view.getUint32(offset + 24, true);
  const headerStart = view.getUint32(offset + 42, true);
  const name = new TextDecoder().decode(bytes.subarray(offset + 46, offset + 46 + nameLength));
  if ([packedSize, size, headerStart].includes(inZip64)) throw tooLarge();
  return {
    name,
    size,
    unpack: () => {
      if (flags & 1) throw new ArrayFileError("UNSUPPORTED_ARCHIVE", t("{0} in the archive is encrypted", name));
      const packed = locate(bytes, view, headerStart, packedSize);
      const unpacked = inflate(packed, { method, size, name });
      if (crc32(unpacked) !== checksum) throw broken(name);
      return unpacked;
    },
  };
}

function locate(bytes: Uint8Array, view: DataView, headerStart: number, packedSize: number): Uint8Array {
  if (headerStart + 30 > bytes.length || view.getUint32(headerStart, true) !== localHeader) throw broken();
  const start = headerStart + 30 + view.getUint16(headerStart + 26, true) + view.getUint16(headerStart + 28, true);
  if (start + packedSize > bytes.length) throw broken();
  return bytes.subarray(start, start + packedSize);
}

function inflate(packed: Uint8Array, { method, size, name }: { method: number; size: number; name: string }) {
  if (method === 0) {
    if (packed.length !== size) throw broken(name);
    return packed;
  }
  if (method !== 8) {
    throw new ArrayFileError(
      "UNSUPPORTED_ARCHIVE",
      t("{0} in the archive requires the method stored or deflate, got {1}", name, method),
    );
  }
  if (size > packed.length * maximumRatio) throw broken(name);
  try {
    const unpacked = inflateSync(packed, { out: new Uint8Array(size) });
    if (unpacked.length === size) return unpacked;
  } catch {
    // Whatever the library found wrong, the archive is broken.
  }
  throw broken(name);
}

function findEnd(view: DataView): number {
  const last = view.byteLength - endLength;
  for (let offset = last; offset >= Math.max(0, last - maximumComment); offset--) {
    if (view.getUint32(offset, true) === endOfDirectory) return offset;
  }
  throw new ArrayFileError("TRUNCATED", t("zip archive requires a directory at its end, got none"));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(name?: string): ArrayFileError {
  const message =
    name === undefined ? t("zip archive has a broken directory") : t("{0} in the archive does not unpack", name);
  return new ArrayFileError("BROKEN_ARCHIVE", message);
}

function tooLarge(): ArrayFileError {
  return new ArrayFileError("UNSUPPORTED_ARCHIVE", t("zip archive requires sizes below 4 GB"));
}
