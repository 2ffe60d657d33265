import { t } from "@vscode/l10n";
import { withinRange, sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import type { ByteRanges } from "../types.ts";

const blockLength = 512;
const maximumEntries = 64;
const nameLength = 100;
const sizeStart = 124;
const sizeLength = 12;

/**
 * The first entries of a tar archive by name, as bytes of which nothing is fetched yet. Two of one name: the first.
 *
 * @throws CheckpointError BROKEN, TRUNCATED
 */
export async function readTarEntries(bytes: ByteRanges): Promise<Map<string, ByteRanges>> {
  const entries = new Map<string, ByteRanges>();
  let offset = 0;
  for (let i = 0; i < maximumEntries && offset + blockLength <= bytes.byteLength; i++) {
    const header = await sliceExactly(bytes, offset, offset + blockLength, t("the tar archive"));
    if (header[0] === 0) break;
    const name = textOf(header, 0, nameLength).replace(/^\.\//, "");
    const size = Number.parseInt(textOf(header, sizeStart, sizeLength).trim(), 8);
    const start = offset + blockLength;
    if (!(size >= 0 && start + size <= bytes.byteLength)) {
      throw new CheckpointError("BROKEN", t("{0} in the archive requires bytes that the file does not have", name));
    }
    if (!entries.has(name)) entries.set(name, withinRange(bytes, start, start + size));
    offset = start + Math.ceil(size / blockLength) * blockLength;
  }
  return entries;
}

function textOf(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}
