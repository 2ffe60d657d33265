import { t } from "@vscode/l10n";
import { inBlocks, sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { isHdf5 } from "../signs.ts";
import type { ByteRanges } from "../types.ts";
import { Cursor, broken, unsupported, type FieldSizes } from "./cursor.ts";

/** What an honest file of 10^4 layers needs is a tenth of it. */
const maximumBlocks = 150_000;
const signatureLength = 8;
const longestSuperblock = 128;
/** A user block of 512, 1024, … bytes may stand before the superblock. */
const lastPlace = 1_048_576;

/** The file as addresses count it. Counts what is read, as a cyclic file could have it read for ever. */
export class Storage {
  readonly sizes: FieldSizes;
  readonly #bytes: ByteRanges;
  readonly #base: number;
  #numBlocks = 0;

  constructor(bytes: ByteRanges, base: number, sizes: FieldSizes) {
    this.#bytes = bytes;
    this.#base = base;
    this.sizes = sizes;
  }

  /** @throws CheckpointError TRUNCATED; TOO_LARGE where more is read than any file needs */
  async bytes(address: number, length: number): Promise<Uint8Array> {
    if (++this.#numBlocks > maximumBlocks) {
      throw new CheckpointError("TOO_LARGE", t("HDF5 file requires at most {0} blocks", maximumBlocks));
    }
    const start = this.#base + address;
    return sliceExactly(this.#bytes, start, start + length, t("the HDF5 file"));
  }

  /** Fields of a block that is there whole. */
  async cursor(address: number, length: number): Promise<Cursor> {
    return new Cursor(await this.bytes(address, length), this.sizes);
  }

  /** Bytes behind an address, at most `length`: a block whose length stands within it. */
  async head(address: number, length: number): Promise<Cursor> {
    const available = this.#bytes.byteLength - this.#base - address;
    return this.cursor(address, Math.max(0, Math.min(length, available)));
  }
}

/**
 * Opens an HDF5 file of superblock version 0 to 3.
 *
 * **Source**: HDF5 File Format Specification, II.A.
 *
 * @returns its storage and the address of the root group's object header
 * @throws CheckpointError NOT_A_CHECKPOINT, BROKEN, TRUNCATED, UNSUPPORTED
 */
export async function openStorage(bytes: ByteRanges): Promise<{ storage: Storage; root: number }> {
  const blocks = inBlocks(bytes);
  const place = await findSuperblock(blocks);
  const head = await blocks.slice(place, place + longestSuperblock);
  const version = head.at(8) ?? 0;
  const isOld = version < 2;
  if (version > 3) throw unsupported(t("version {0} superblocks", version));
  const sizesAt = isOld ? 13 : 9;
  const sizes = { offset: head.at(sizesAt) ?? 0, length: head.at(sizesAt + 1) ?? 0 };
  if (![sizes.offset, sizes.length].every((size) => size === 4 || size === 8)) throw broken();
  const cursor = new Cursor(head, sizes);
  cursor.skip(isOld ? (version === 0 ? 24 : 28) : 12);
  const base = cursor.address() ?? 0;
  cursor.skip(sizes.offset * (isOld ? 4 : 2));
  const root = cursor.address();
  if (root === null) throw broken();
  return { storage: new Storage(blocks, base, sizes), root };
}

async function findSuperblock(bytes: ByteRanges): Promise<number> {
  for (let place = 0; place <= Math.min(lastPlace, bytes.byteLength); place = place === 0 ? 512 : place * 2) {
    if (isHdf5(await bytes.slice(place, place + signatureLength))) return place;
  }
  throw new CheckpointError("NOT_A_CHECKPOINT", t("HDF5 file requires its signature, got none"));
}
