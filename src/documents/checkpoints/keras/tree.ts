import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import type { Hdf5Dataset, Hdf5Object } from "../hdf5/index.ts";
import { isOptimizerPath } from "../layers/tensorName.ts";

/** A dataset with the path of groups to it. */
export interface PlacedDataset {
  /** Joined by slashes, without one in front: "layers/dense/vars/0". */
  readonly path: string;
  readonly object: Hdf5Object;
  readonly dataset: Hdf5Dataset;
}

const maximumObjects = 20_000;

/**
 * All datasets below a group but an optimizer's, in the order of the groups' own indices, by which "10" comes before "2". An object that several
 * paths lead to is visited once, so that a cycle ends.
 *
 * @throws CheckpointError TOO_LARGE for more objects than any model has
 */
export async function datasetsBelow(group: Hdf5Object, prefix = ""): Promise<PlacedDataset[]> {
  const datasets: PlacedDataset[] = [];
  const seen = new Set<number>([group.address]);
  const waiting: { object: Hdf5Object; path: string }[] = [{ object: group, path: prefix }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { object, path } = next;
    const dataset = object.dataset();
    if (dataset !== null) {
      datasets.push({ path, object, dataset });
      continue;
    }
    const members = [...(await object.links())].filter(([, address]) => !seen.has(address));
    for (const [name, address] of members.reverse()) {
      if (seen.has(address)) continue;
      seen.add(address);
      if (seen.size > maximumObjects) {
        throw new CheckpointError("TOO_LARGE", t("HDF5 file requires at most {0} objects", maximumObjects));
      }
      // Keras 2.12 on Windows joined names by backslashes.
      const plain = name.replaceAll("\\", "/");
      const below = path === "" ? plain : `${path}/${plain}`;
      // What an optimizer keeps of every weight is none of the model's, and twice as much.
      if (!isOptimizerPath(below)) waiting.push({ object: await object.child(address), path: below });
    }
  }
  return datasets;
}
