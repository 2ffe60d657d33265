import { brokenPickle, outsideObject } from "../pickle/pickleErrors.ts";
import { PickleGlobal, tupleItems, type PickleValue } from "../pickle/values.ts";
import { typeOfStorage } from "./storageKinds.ts";
import { TorchStorage, type StorageFile } from "./torchTensor.ts";

/**
 * What torch's persistent ids stand for: ("storage", class, key, location, elements[, view]) and, in old files, ("module", class,
 * source file, source text), of which the class is taken.
 *
 * @param onStorage told of each storage, in the order of the pickle
 * @throws CheckpointError REFUSED for any other id
 */
export function torchPersistentIds(
  file: StorageFile,
  onStorage: (storage: TorchStorage) => void = () => undefined,
): (id: PickleValue) => PickleValue {
  return (id) => {
    const items: readonly (PickleValue | undefined)[] = tupleItems(id) ?? [];
    const [tag, type, key, , numElements, view] = items;
    if (tag === "module" && type !== undefined) return type;
    if (tag === "storage" && type instanceof PickleGlobal && typeof numElements === "number") {
      const name = typeof key === "string" ? key : typeof key === "number" ? String(key) : null;
      if (name !== null && Number.isSafeInteger(numElements) && numElements >= 0) {
        const root = new TorchStorage(typeOfStorage(type.name), name, numElements, file);
        onStorage(root);
        return viewOf(root, view ?? null);
      }
    }
    throw outsideObject();
  };
}

/** (key, offset, elements) of a storage that is a part of another one, before 0.4. */
function viewOf(root: TorchStorage, view: PickleValue): TorchStorage {
  const [, offset, numElements] = tupleItems(view) ?? [];
  if (typeof offset !== "number" || typeof numElements !== "number") return root;
  const isInside = offset >= 0 && numElements >= 0 && offset + numElements <= root.numElements;
  if (isInside) return new TorchStorage(root.type, root.key, numElements, root.file, offset);
  throw brokenPickle();
}
