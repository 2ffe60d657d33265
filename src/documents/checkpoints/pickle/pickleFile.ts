import { inBlocks } from "../byteRanges.ts";
import { barePickleNames } from "../pytorch/storageBytes.ts";
import type { Checkpoint, CheckpointSource, ReadingControl } from "../types.ts";
import { PickleBudget } from "./budget.ts";
import { findTensors } from "./search/findTensors.ts";
import { unpackedPickle } from "./packedPickle.ts";
import { PickleInput } from "./pickleInput.ts";
import { toCheckpoint } from "./toCheckpoint.ts";
import { unpickle } from "./unpickle.ts";
import { pickleWorld } from "./world.ts";

/**
 * Reads a bare pickle: NumPy arrays and torch tensors in dicts, lists and objects, as pickle.dump and joblib.dump write
 * them.
 *
 * @throws CheckpointError
 */
export async function readPickle(source: CheckpointSource, control: ReadingControl | null): Promise<Checkpoint> {
  const bytes = await unpackedPickle(inBlocks(source.bytes));
  const budget = new PickleBudget();
  const world = pickleWorld(barePickleNames, null);
  const found = findTensors(await unpickle(new PickleInput(bytes), world, budget), budget);
  const facts = found.modules.map((module) => module.facts);
  const { unknownCalls } = world;
  return toCheckpoint(
    { ...found, facts, unknownCalls, format: "pickle", framework: null, notices: [], mayBeEmpty: false },
    control,
  );
}
