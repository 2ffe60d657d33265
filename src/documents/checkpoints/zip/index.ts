import { inBlocks } from "../byteRanges.ts";
import type { ByteRanges } from "../types.ts";
import { ZipArchive } from "./archive.ts";
import { readDirectory } from "./directory.ts";
import { defaultZipLimits, type ZipLimits } from "./types.ts";

export { ZipArchive } from "./archive.ts";
export { defaultZipLimits, type ZipEntry, type ZipLimits } from "./types.ts";

/** Whether bytes begin as a zip archive does, an empty one included. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

/**
 * Opens a zip archive by its central directory: stored and deflated entries, zip64, data descriptors. Nothing else of it is read.
 *
 * @throws CheckpointError TRUNCATED where there is no directory, BROKEN, TOO_LARGE; REFUSED for two entries of one name
 */
export async function openZip(bytes: ByteRanges, limits: ZipLimits = defaultZipLimits): Promise<ZipArchive> {
  return new ZipArchive(inBlocks(bytes), await readDirectory(bytes, limits), limits);
}
