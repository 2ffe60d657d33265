import { ArrayFileError } from "../arrays/arrayFileError.ts";
import { isNpy, npyLayout } from "../arrays/npy.ts";
import { isSafetensors, safetensorsHeadLength, readSafetensorsHead } from "../arrays/safetensors.ts";
import type { ArrayLayout } from "../arrays/types.ts";
import { isZip, readZip } from "../arrays/zip.ts";
import { bytesSource, readFully, type ByteSource } from "./sources/byteSource.ts";
import { maxWholeBytes, tooLarge } from "./plans/wholePlan.ts";

/** An array of a file of arrays, and where its bytes are. */
export interface ArrayPart {
  readonly layout: ArrayLayout;
  /** What the layout's offsets are in. */
  readonly source: ByteSource;
}

/** The arrays of a file, in its order. */
export interface ArrayFile {
  readonly parts: readonly ArrayPart[];
  /** Whether the arrays are alternatives by name, or were appended and the first is what any reader gives. */
  readonly isAppended: boolean;
  /** Bytes behind the last array that are none. */
  readonly rest: number;
}

/** The header of an .npy file is far shorter. */
const npyHeadBytes = 1 << 17;
const magicBytes = 16;
const npyEnding = ".npy";

/**
 * The arrays of an .npy, .npz or .safetensors file; null for any other.
 *
 * @throws ArrayFileError
 * @throws DocumentError UNSUPPORTED for an archive that is too large
 */
export function arrayFile(source: ByteSource): ArrayFile | null {
  const magic = readAt(source, 0, magicBytes);
  if (isNpy(magic)) return appendedArrays(source);
  if (isZip(magic)) return archiveArrays(source);
  if (!isSafetensors(magic)) return null;
  const head = readAt(source, 0, safetensorsHeadLength(magic, source.size));
  const parts = readSafetensorsHead(head, source.size).layouts.map((layout) => ({ layout, source }));
  return { parts, isAppended: false, rest: 0 };
}

/** numpy.save writes an array behind the last one where it is given an open file again. */
function appendedArrays(source: ByteSource): ArrayFile {
  const layouts: ArrayLayout[] = [];
  let offset = 0;
  for (let head = readAt(source, 0, npyHeadBytes); isNpy(head); head = readAt(source, offset, npyHeadBytes)) {
    try {
      const layout = npyLayout(head, source.size - offset);
      layouts.push({ ...layout, start: layout.start + offset, end: layout.end + offset });
      offset += layout.end;
    } catch (thrown) {
      if (layouts.length === 0 || !(thrown instanceof ArrayFileError)) throw thrown;
      break; // the first array is whole: what is wrong behind it is said as what is left
    }
  }
  const parts = layouts.map((layout, i) => ({
    layout: layouts.length === 1 ? layout : { ...layout, name: `[${i}]` },
    source,
  }));
  return { parts, isAppended: layouts.length > 1, rest: source.size - offset };
}

function archiveArrays(source: ByteSource): ArrayFile | null {
  if (source.size > maxWholeBytes) throw tooLarge(source.size);
  const entries = readZip(readAt(source, 0, source.size)).filter(({ name }) => name.endsWith(npyEnding));
  const parts = entries.flatMap((entry): ArrayPart[] => {
    const bytes = entry.unpack();
    if (!isNpy(bytes)) return [];
    const layout = { ...npyLayout(bytes, bytes.length), name: entry.name.slice(0, -npyEnding.length) };
    return [{ layout, source: bytesSource(bytes) }];
  });
  return parts.length === 0 ? null : { parts, isAppended: false, rest: 0 };
}

/** The bytes from an offset on, as many as there are. */
export function readAt(source: ByteSource, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, source.size - offset)));
  return bytes.subarray(0, readFully(source, bytes, offset));
}
