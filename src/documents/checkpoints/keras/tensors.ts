import { datatypeName } from "../hdf5/index.ts";
import type { CheckpointTensor } from "../types.ts";
import type { PlacedDataset } from "./tree.ts";

/** A dataset as a tensor under a name of its own. */
export function tensorOf({ object, dataset }: PlacedDataset, name: string): CheckpointTensor {
  return { name, part: "", shape: dataset.shape, dtype: datatypeName(dataset), read: () => object.values(dataset) };
}
