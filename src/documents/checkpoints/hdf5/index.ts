import type { ByteRanges } from "../types.ts";
import { Hdf5Object } from "./object.ts";
import { openStorage } from "./storage.ts";

export { datatypeName, type Hdf5Object } from "./object.ts";
export type { Hdf5Dataset } from "./dataset.ts";

/**
 * Opens an HDF5 file and returns its root group. Only what is asked for is read.
 *
 * Our own, where jsfive is: that one wants the whole file in memory, and follows the links of a hostile one for ever. What Keras
 * and h5py write is read: superblocks 0 to 3, object headers 1 and 2, groups by symbol tables and links, values that are
 * contiguous, compact or in chunks packed by deflate and shuffle, texts of fixed and of any length.
 *
 * **Source**: HDF5 File Format Specification, version 3.0.
 *
 * @throws CheckpointError NOT_A_CHECKPOINT, BROKEN, TRUNCATED, UNSUPPORTED, TOO_LARGE
 */
export async function openHdf5(bytes: ByteRanges): Promise<Hdf5Object> {
  const { storage, root } = await openStorage(bytes);
  return Hdf5Object.open(storage, root);
}
