import { t } from "@vscode/l10n";
import { inBlocks, sliceExactly } from "../byteRanges.ts";
import { CheckpointError } from "../checkpointError.ts";
import { PickleBudget } from "../pickle/budget.ts";
import { findTensors } from "../pickle/search/findTensors.ts";
import { brokenPickle, outsideObject } from "../pickle/pickleErrors.ts";
import { PickleInput } from "../pickle/pickleInput.ts";
import { keyText } from "../pickle/search/places.ts";
import { toCheckpoint } from "../pickle/toCheckpoint.ts";
import { unpickle } from "../pickle/unpickle.ts";
import { PickleGlobal, PickleList, type PickleValue } from "../pickle/values.ts";
import { pickleWorld } from "../pickle/world.ts";
import type { ByteRanges, Checkpoint, CheckpointSource, ReadingControl } from "../types.ts";
import { typeOfStorage } from "./storageKinds.ts";
import { readTarEntries } from "./tarEntries.ts";
import { torchNames } from "./torchNames.ts";
import { TorchStorage, TorchTensor, type StorageFile } from "./torchTensor.ts";

const lengthBytes = 8;
const maximumAxes = 64;
const plainWorld = pickleWorld([], null);

/**
 * Reads a file of torch.save before 0.1.10: a tar of `storages`, `tensors` and `pickle`, which names tensors by number.
 *
 * **Source**: torch/serialization.py, legacy_load.
 *
 * @throws CheckpointError
 */
export async function readTorchTar(source: CheckpointSource, control: ReadingControl | null): Promise<Checkpoint> {
  const entries = await readTarEntries(inBlocks(source.bytes));
  const entry = (name: string): ByteRanges => {
    const bytes = entries.get(name);
    if (bytes === undefined) throw new CheckpointError("NOT_A_CHECKPOINT", t("the tar archive has no {0}", name));
    return bytes;
  };
  const budget = new PickleBudget();
  const storages = await readStorages(entry("storages"), budget);
  const objects = new Map<string, TorchStorage | TorchTensor>(storages);
  for (const [key, tensor] of await readTensors(entry("tensors"), storages, budget)) objects.set(key, tensor);
  const world = pickleWorld(torchNames, (id) => {
    // A module's class comes as (class, source file, source text).
    if (id instanceof PickleList && id.items[0] instanceof PickleGlobal) return id.items[0];
    const object = objects.get(keyText(id));
    if (object === undefined) throw outsideObject();
    return object;
  });
  const found = findTensors(await unpickle(new PickleInput(entry("pickle")), world, budget), budget);
  const facts = found.modules.map((module) => module.facts);
  const { unknownCalls } = world;
  return toCheckpoint(
    { ...found, facts, unknownCalls, format: "pytorch-tar", framework: "pytorch", notices: [], mayBeEmpty: false },
    control,
  );
}

/** Number of storages; for each (key, location, class), its length and its bytes; then the views of them. */
async function readStorages(bytes: ByteRanges, budget: PickleBudget): Promise<Map<string, TorchStorage>> {
  const input = new PickleInput(bytes);
  const storages = new Map<string, TorchStorage>();
  for (let left = await readCount(input, budget); left > 0; left--) {
    const [key, , type] = await readTuple(input, budget);
    if (!(type instanceof PickleGlobal)) throw brokenPickle();
    const torchType = typeOfStorage(type.name);
    if (!input.has(lengthBytes)) await input.need(lengthBytes);
    const numElements = input.uint64();
    const start = input.offset;
    input.takeBytes(numElements * (torchType.elements?.bytes ?? 1));
    storages.set(keyText(key), new TorchStorage(torchType, keyText(key), numElements, fileAt(bytes, start)));
  }
  const views = await unpickle(input, plainWorld, budget);
  for (const view of views instanceof PickleList ? views.items : []) addView(storages, view);
  return storages;
}

function fileAt(bytes: ByteRanges, start: number): StorageFile {
  return {
    littleEndian: true,
    range: ({ key }, from, to) => sliceExactly(bytes, start + from, start + to, t("the storage {0}", key)),
  };
}

/** (key, key of the root, offset, elements) */
function addView(storages: Map<string, TorchStorage>, view: PickleValue): void {
  const [key, rootKey, offset, numElements] = view instanceof PickleList ? view.items : [];
  const root = storages.get(keyText(rootKey));
  if (root === undefined || typeof offset !== "number" || typeof numElements !== "number") throw brokenPickle();
  const isInside = offset >= 0 && numElements >= 0 && offset + numElements <= root.numElements;
  if (!isInside) throw brokenPickle();
  storages.set(keyText(key), new TorchStorage(root.type, root.key, numElements, root.file, offset));
}

/** Number of tensors; for each (key, key of its storage, class), then axes, sizes, strides and offset as plain numbers. */
async function readTensors(
  bytes: ByteRanges,
  storages: ReadonlyMap<string, TorchStorage>,
  budget: PickleBudget,
): Promise<Map<string, TorchTensor>> {
  const input = new PickleInput(bytes);
  const tensors = new Map<string, TorchTensor>();
  for (let left = await readCount(input, budget); left > 0; left--) {
    const [key, storageKey] = await readTuple(input, budget);
    const storage = storages.get(keyText(storageKey));
    if (!input.has(lengthBytes)) await input.need(lengthBytes);
    const numAxes = input.uint32();
    // Four more bytes: the number of axes was once written as eight.
    input.uint32();
    if (storage === undefined || numAxes > maximumAxes) throw brokenPickle();
    const rest = (2 * numAxes + 1) * lengthBytes;
    if (!input.has(rest)) await input.need(rest);
    const shape = Array.from({ length: numAxes }, () => input.uint64());
    const strides = Array.from({ length: numAxes }, () => input.uint64());
    tensors.set(keyText(key), new TorchTensor(storage, { offset: input.uint64(), shape, strides }, storage.type, null));
  }
  return tensors;
}

async function readCount(input: PickleInput, budget: PickleBudget): Promise<number> {
  const count = await unpickle(input, plainWorld, budget);
  if (typeof count !== "number") throw brokenPickle();
  return count;
}

async function readTuple(input: PickleInput, budget: PickleBudget): Promise<readonly (PickleValue | undefined)[]> {
  const value = await unpickle(input, plainWorld, budget);
  if (!(value instanceof PickleList)) throw brokenPickle();
  return value.items;
}
