import { t } from "@vscode/l10n";
import { byteLength } from "../../arrays/shapes.ts";
import { CheckpointError } from "../checkpointError.ts";
import { placeChunk } from "./chunks.ts";
import { broken, unsupported, type Cursor } from "./cursor.ts";
import type { Datatype } from "./datatype.ts";
import { unpackChunk, type Filter } from "./filters.ts";
import type { Storage } from "./storage.ts";
import { leaves } from "./treeNodes.ts";

/** Where the values of a dataset stand. An address is null where none was written: all are 0. */
export type DataLayout =
  | { readonly kind: "compact"; readonly bytes: Uint8Array }
  | { readonly kind: "contiguous"; readonly address: number | null }
  | { readonly kind: "chunked"; readonly address: number | null; readonly chunk: readonly number[] }
  | {
      readonly kind: "singleChunk";
      readonly address: number | null;
      readonly packedLength: number | null;
      readonly mask: number;
    }
  /** Of a kind that is not read, in HDF5's words. */
  | { readonly kind: "other"; readonly what: string };

/** Chunks that were never written take no bytes: their number has to be limited. */
const maximumChunkedBytes = 67_108_864;
const maximumRank = 32;

/** **Source**: HDF5 File Format Specification, IV.A.2.i, versions 1 to 4. */
export function readLayout(cursor: Cursor): DataLayout {
  const version = cursor.uint(1);
  if (version < 3) return readOldLayout(cursor);
  const kind = cursor.uint(1);
  if (kind === 0) return { kind: "compact", bytes: cursor.bytes(cursor.uint(2)) };
  if (kind === 1) return { kind: "contiguous", address: cursor.address() };
  if (kind !== 2) return { kind: "other", what: t("virtual datasets") };
  if (version > 3) return readIndexedLayout(cursor);
  const rank = cursor.uint(1);
  const address = cursor.address();
  return { kind: "chunked", address, chunk: Array.from({ length: rank }, () => cursor.uint(4)).slice(0, -1) };
}

function readOldLayout(cursor: Cursor): DataLayout {
  const rank = cursor.uint(1);
  const kind = cursor.uint(1);
  cursor.skip(5);
  const address = kind === 0 ? null : cursor.address();
  const lengths = Array.from({ length: rank }, () => cursor.uint(4));
  if (kind === 0) return { kind: "compact", bytes: cursor.bytes(cursor.uint(4)) };
  return kind === 1 ? { kind: "contiguous", address } : { kind: "chunked", address, chunk: lengths.slice(0, -1) };
}

function readIndexedLayout(cursor: Cursor): DataLayout {
  const flags = cursor.uint(1);
  const rank = cursor.uint(1);
  cursor.skip(rank * cursor.uint(1));
  if (cursor.uint(1) !== 1) return { kind: "other", what: t("chunk indices of HDF5 1.10") };
  const isFiltered = (flags & 2) !== 0;
  const packedLength = isFiltered ? cursor.length() : null;
  return { kind: "singleChunk", packedLength, mask: isFiltered ? cursor.uint(4) : 0, address: cursor.address() };
}

/** A dataset whose bytes have not been read. */
export interface Hdf5Dataset {
  readonly shape: readonly number[];
  readonly datatype: Datatype;
  readonly layout: DataLayout;
  readonly filters: readonly Filter[];
}

/**
 * The bytes of a dataset in row-major order.
 *
 * @throws CheckpointError TRUNCATED, BROKEN, UNSUPPORTED, TOO_LARGE
 */
export async function readDatasetBytes(storage: Storage, dataset: Hdf5Dataset): Promise<Uint8Array> {
  const { shape, datatype, layout, filters } = dataset;
  const length = byteLength(shape, datatype.size);
  if (!Number.isSafeInteger(length)) throw tooLarge(shape);
  switch (layout.kind) {
    case "compact":
      if (layout.bytes.length < length) throw broken();
      return layout.bytes.subarray(0, length);
    case "contiguous":
      if (layout.address !== null) return storage.bytes(layout.address, length);
      return zeros(length, shape);
    case "singleChunk": {
      if (layout.address === null) return zeros(length, shape);
      const packed = await storage.bytes(layout.address, layout.packedLength ?? length);
      return unpackChunk(packed, filters, layout.mask, length);
    }
    case "chunked":
      return readChunks(storage, dataset, layout, zeros(length, shape));
    case "other":
      throw unsupported(layout.what);
  }
}

async function readChunks(
  storage: Storage,
  { shape, datatype, filters }: Hdf5Dataset,
  { address, chunk }: { address: number | null; chunk: readonly number[] },
  result: Uint8Array,
): Promise<Uint8Array> {
  const rank = shape.length;
  if (address === null) return result;
  const length = byteLength(chunk, datatype.size);
  if (chunk.length !== rank || rank > maximumRank || length === 0) throw broken();
  if (length > Math.max(result.length * 64, 65_536)) throw tooLarge(chunk);
  for await (const leaf of leaves(storage, address, { type: 1, keyLength: 8 + 8 * (rank + 1) })) {
    const packedLength = leaf.key.uint(4);
    const mask = leaf.key.uint(4);
    const start = Array.from({ length: rank }, () => leaf.key.uint(8));
    const bytes = unpackChunk(await storage.bytes(leaf.address, packedLength), filters, mask, length);
    placeChunk(result, bytes, { shape, chunk, start, size: datatype.size });
  }
  return result;
}

function zeros(length: number, shape: readonly number[]): Uint8Array {
  if (length > maximumChunkedBytes) throw tooLarge(shape);
  return new Uint8Array(length);
}

function tooLarge(shape: readonly number[]): CheckpointError {
  const message = t(
    "HDF5 dataset requires at most {0} bytes, got the shape [{1}]",
    maximumChunkedBytes,
    shape.join(", "),
  );
  return new CheckpointError("TOO_LARGE", message);
}
