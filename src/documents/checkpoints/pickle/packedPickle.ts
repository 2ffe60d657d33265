import { t } from "@vscode/l10n";
import { Gunzip, Unzlib } from "fflate";
import { bytesInMemory } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";

/** A packed pickle is unpacked whole, in memory. */
const maximumUnpacked = 50_331_648;
/** Each step unpacks to at most a thousand times as much, which is in memory before it can be counted. */
const stepLength = 8192;

type Packing = "gzip" | "zlib" | "other";

/** How joblib packed a file; null: not at all. */
function packingOf(head: Uint8Array): Packing | null {
  const starts = (...bytes: readonly number[]): boolean => bytes.every((byte, i) => head[i] === byte);
  if (starts(0x1f, 0x8b)) return "gzip";
  if (head[0] === 0x78 && ((head[0] << 8) | head[1]) % 31 === 0) return "zlib";
  // bzip2, xz, lzma, lz4
  const isOther =
    starts(0x42, 0x5a, 0x68) || starts(0xfd, 0x37, 0x7a) || starts(0x5d, 0, 0) || starts(4, 0x22, 0x4d, 0x18);
  return isOther ? "other" : null;
}

/**
 * The bytes of a pickle, unpacked where the file is packed by gzip or zlib, as joblib does.
 *
 * @throws CheckpointError UNSUPPORTED for another packing, TOO_LARGE, BROKEN
 */
export async function unpackedPickle(bytes: ByteRanges): Promise<ByteRanges> {
  const packing = packingOf(await bytes.slice(0, 4));
  if (packing === null) return bytes;
  if (packing === "other") {
    throw new CheckpointError("UNSUPPORTED", t("the pickle is packed in a way that is not read: gzip and zlib are"));
  }
  const parts: Uint8Array[] = [];
  let length = 0;
  const take = (part: Uint8Array): void => {
    length += part.length;
    parts.push(part);
  };
  const stream = packing === "gzip" ? new Gunzip(take) : new Unzlib(take);
  for (let offset = 0; offset < bytes.byteLength; offset += stepLength) {
    const step = await bytes.slice(offset, offset + stepLength);
    try {
      stream.push(step, offset + stepLength >= bytes.byteLength);
    } catch {
      // Whatever the library found wrong, the bytes are broken.
      throw new CheckpointError("BROKEN", t("the pickle does not unpack"));
    }
    if (length > maximumUnpacked) {
      throw new CheckpointError("TOO_LARGE", t("the pickle unpacks to more than {0} bytes", maximumUnpacked));
    }
  }
  return bytesInMemory(joined(parts, length));
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
