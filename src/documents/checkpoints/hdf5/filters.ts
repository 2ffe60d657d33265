import { t } from "@vscode/l10n";
import { unzlibSync } from "fflate";
import { broken, unsupported, type Cursor } from "./cursor.ts";

/** One step of how chunks are packed, in the order of packing. */
export interface Filter {
  readonly id: number;
  readonly options: readonly number[];
}

const ids = { deflate: 1, shuffle: 2, fletcher32: 3 };
const checksumLength = 4;
const firstNamed = 256;

/** **Source**: HDF5 File Format Specification, IV.A.2.l. */
export function readFilters(cursor: Cursor): Filter[] {
  const version = cursor.uint(1);
  const numFilters = cursor.uint(1);
  const isOld = version === 1;
  cursor.skip(isOld ? 6 : 0);
  return Array.from({ length: numFilters }, () => {
    const id = cursor.uint(2);
    const nameLength = isOld || id >= firstNamed ? cursor.uint(2) : 0;
    cursor.skip(2);
    const numOptions = cursor.uint(2);
    cursor.skip(isOld ? Math.ceil(nameLength / 8) * 8 : nameLength);
    const options = Array.from({ length: numOptions }, () => cursor.uint(4));
    if (isOld && numOptions % 2 === 1) cursor.skip(4);
    return { id, options };
  });
}

/**
 * Unpacks a chunk: the filters backwards, those that the mask leaves out excepted.
 *
 * @param length what it must unpack to
 * @throws CheckpointError BROKEN; UNSUPPORTED for filters other than deflate, shuffle and Fletcher's checksum
 */
export function unpackChunk(packed: Uint8Array, filters: readonly Filter[], mask: number, length: number): Uint8Array {
  let bytes = packed;
  for (let i = filters.length - 1; i >= 0; i--) {
    if (mask & (1 << i)) continue;
    const { id, options } = filters[i];
    if (id === ids.deflate) bytes = inflate(bytes, length + checksumLength);
    else if (id === ids.shuffle) bytes = unshuffle(bytes, options[0] ?? 1);
    else if (id === ids.fletcher32) bytes = bytes.subarray(0, Math.max(bytes.length - checksumLength, 0));
    else throw unsupported(t("packing by filter {0}", id));
  }
  if (bytes.length < length) throw broken();
  return bytes.subarray(0, length);
}

/** Deflate makes no bytes longer than this; what is longer packs more than the chunk, a thousand to one. */
function packedLimit(length: number): number {
  return length + Math.ceil(length / 100) + 1024;
}

/** Unpacks zlib's bytes into a buffer of the length that they must have. */
function inflate(packed: Uint8Array, length: number): Uint8Array {
  if (packed.length > packedLimit(length)) throw broken();
  try {
    return unzlibSync(packed, { out: new Uint8Array(length) });
  } catch {
    // Whatever the library found wrong, the chunk is broken.
    throw broken();
  }
}

/** Bytes of equal place within their elements stand together: all first bytes, all second ones, … */
function unshuffle(bytes: Uint8Array, size: number): Uint8Array {
  if (size < 2) return bytes;
  const numElements = Math.floor(bytes.length / size);
  const result = bytes.slice();
  for (let i = 0; i < numElements; i++) {
    for (let j = 0; j < size; j++) result[i * size + j] = bytes[j * numElements + i];
  }
  return result;
}
