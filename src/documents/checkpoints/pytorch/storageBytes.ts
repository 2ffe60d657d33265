import type { Builder } from "../pickle/machine.ts";
import { PickleBytes } from "../pickle/pickleBytes.ts";
import { readLegacyObject } from "./legacyFile.ts";
import { isTorchLegacy } from "../signs.ts";
import { torchNames } from "./torchNames.ts";

/** As long as the marks that tell a legacy file. */
const headLength = 16;

/**
 * A storage as pickle.dump writes it, without torch.save: a whole legacy file inside the pickle, of one storage. Such a file inside
 * such a file is not read.
 *
 * **Source**: torch/storage.py, _load_from_bytes.
 */
const storageOfBytes: Builder = async ([content], budget) => {
  if (!(content instanceof PickleBytes)) return undefined;
  if (content.isText) budget.spend(content.length);
  const bytes = await content.ranges();
  if (!isTorchLegacy(await bytes.slice(0, headLength))) return undefined;
  return (await readLegacyObject(bytes, budget)).top;
};

/** Torch's names in a bare pickle. */
export const barePickleNames: readonly (readonly [string, Builder])[] = [
  ...torchNames,
  ["torch.storage._load_from_bytes", storageOfBytes],
];
