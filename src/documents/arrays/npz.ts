import { isNpy, readNpy } from "./npy.ts";
import { readZip } from "./zip.ts";
import type { NamedArray } from "./types.ts";

const extension = ".npy";

/**
 * Reads an .npz file: a zip archive of .npy files, whose names without ".npy" name the arrays. Other files in the
 * archive are passed over.
 *
 * @throws ArrayFileError TRUNCATED, BROKEN_HEADER, BROKEN_ARCHIVE, UNSUPPORTED_ARCHIVE; `read` throws UNSUPPORTED_DTYPE
 */
export function readNpz(bytes: Uint8Array): NamedArray[] {
  return readZip(bytes)
    .filter(({ name }) => name.endsWith(extension))
    .map((entry) => ({ name: entry.name.slice(0, -extension.length), content: entry.unpack() }))
    .filter(({ content }) => isNpy(content))
    .map(({ name, content }) => readNpy(content, name));
}
