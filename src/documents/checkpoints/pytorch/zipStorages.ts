import { t } from "@vscode/l10n";
import { CheckpointError } from "../checkpointError.ts";
import type { ZipArchive } from "../zip/index.ts";
import type { StorageFile, TorchStorage } from "./torchTensor.ts";

/**
 * The storages of a zip file: one entry each, named by its key.
 *
 * @param folder "archive/data/"
 */
export function zipStorages(archive: ZipArchive, folder: string, littleEndian: boolean): StorageFile {
  return {
    littleEndian,
    range: async ({ key, numElements, type }: TorchStorage, from: number, to: number) => {
      // A key is the name of an entry and nothing else: no path is ever made of it.
      const entry = /^[\w.-]+$/.test(key) ? archive.find(folder + key) : null;
      if (entry === null) throw new CheckpointError("BROKEN", t("the storage {0} is not in the archive", key));
      const required = numElements * (type.elements?.bytes ?? 1);
      if (entry.size < required) {
        throw new CheckpointError(
          "TRUNCATED",
          t("the storage {0} requires {1} bytes, got {2}", key, required, entry.size),
        );
      }
      return archive.range(entry, from, to);
    },
  };
}
